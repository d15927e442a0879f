"""`python -m tests.bench.single '{"cookie": …, "pages": …}'`: time and queries of single pages.

Runs inside one process without a network, so that only the portal's own work counts. The pages
take turns: what else the machine does hits all of them alike. Prints JSON.
"""

import json
import sys
import time

import django

WARM_UP = 3
MOST = 40  # requests per page
LONGEST = 4.0  # seconds per page


def measure(cookie: str, pages: dict[str, str]) -> dict[str, dict]:
    from django.conf import settings
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    client.cookies[settings.SESSION_COOKIE_NAME] = cookie
    queries = {name: _queries(client, path) for name, path in pages.items()}
    seconds: dict[str, list[float]] = {name: [] for name in pages}
    for _turn in range(WARM_UP):
        for path in pages.values():
            _get(client, path)
    for _turn in range(MOST):
        for name, path in pages.items():
            if sum(seconds[name]) < LONGEST:
                start = time.perf_counter()
                _get(client, path)
                seconds[name].append(time.perf_counter() - start)
    return {name: {"seconds": seconds[name], "queries": queries[name]} for name in pages}


def _queries(client, path: str) -> int:
    """Of a second visit: what is kept in the process is not asked again."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    _get(client, path)
    with CaptureQueriesContext(connection) as asked:
        _get(client, path)
    return len(asked)


def _get(client, path: str) -> None:
    status = client.get(path).status_code
    if status != 200:
        raise RuntimeError(f"{path} antwortet mit {status}.")


if __name__ == "__main__":
    django.setup()
    print(json.dumps(measure(**json.loads(sys.argv[1]))))
