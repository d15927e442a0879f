"""How many requests a second a running server answers, its pages taking turns."""

import http.client
import threading
import time
from urllib.parse import urlsplit

CLIENTS = 4
TURNS = 3
SECONDS = 1.2  # of one page in one turn
MOST = 400  # requests of one page in one turn


def throughput(address: str, cookie: str, pages: dict[str, str]) -> dict[str, float]:
    """Requests per second by page. Raises RuntimeError for an answer that is not 200."""
    answered = dict.fromkeys(pages, 0)
    spent = dict.fromkeys(pages, 0.0)
    for path in pages.values():
        _burst(address, cookie, path, seconds=0.4)  # both processes have seen every page
    for _turn in range(TURNS):
        for name, path in pages.items():
            start = time.perf_counter()
            answered[name] += _burst(address, cookie, path, seconds=SECONDS)
            spent[name] += time.perf_counter() - start
    return {name: answered[name] / spent[name] for name in pages}


def _burst(address: str, cookie: str, path: str, *, seconds: float) -> int:
    """Four people who click at once, until the time or the requests are used up."""
    until = time.perf_counter() + seconds
    counts, errors = [0] * CLIENTS, []

    def click(who: int) -> None:
        try:
            connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
            while time.perf_counter() < until and counts[who] < MOST // CLIENTS:
                connection.request("GET", path, headers={"Cookie": f"sessionid={cookie}"})
                answer = connection.getresponse()
                answer.read()
                if answer.status != 200:
                    raise RuntimeError(f"{path} antwortet mit {answer.status}.")
                counts[who] += 1
            connection.close()
        except (OSError, http.client.HTTPException, RuntimeError) as error:
            errors.append(error)

    threads = [threading.Thread(target=click, args=(who,)) for who in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise RuntimeError(str(errors[0])) from errors[0]
    return sum(counts)
