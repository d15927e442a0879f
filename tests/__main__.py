"""`python -m tests`: the whole suite on SQLite and, where a server is installed, on PostgreSQL.

Arguments go to pytest and leave coverage out. Browser and PDF tests run once, on SQLite. The last
line is pytest's own; the exit code is the first that is not 0.
"""

import os
import subprocess
import sys

from tests import tools
from tests.databases import Cluster, Missing

WORKERS = "2"


def run(database: str, arguments: list[str], **environment: str) -> int:
    """One pytest run on one database; returns its exit code."""
    command = [sys.executable, "-m", "pytest", "-n", WORKERS, *arguments]
    variables = os.environ | {"PORTAL_TEST_DATABASE": database} | environment
    return subprocess.run(command, env=variables).returncode


def main(arguments: list[str]) -> int:
    whole = not arguments
    final = {"PORTAL_TEST_COVERAGE": "final"} if whole else {}
    measure = ["--cov", "--cov-report=term:skip-covered"] if whole else []
    quietly = ["--cov", "--cov-report=", "--cov-fail-under=0"] if whole else []
    try:
        cluster = Cluster()
        cluster.start()
    except Missing as missing:
        if tools.in_ci():
            print(f"PostgreSQL fehlt: {missing}", file=sys.stderr)
            return 1
        plan = f", PostgreSQL ausgelassen ({missing})"
        return run("sqlite", [*measure, *arguments], PORTAL_TEST_PLAN=plan, **final)
    try:
        print("1 von 2: SQLite, mit Browser und PDF", flush=True)
        plan = ", PostgreSQL folgt"
        first = run("sqlite", [*quietly, *arguments], PORTAL_TEST_PLAN=plan)
        print("2 von 2: PostgreSQL", flush=True)
        append = ["--cov-append", *measure] if whole else []
        plan = ", SQLite davor" + (" (mit Fehlern, siehe oben)" if first else "")
        second = run(
            cluster.url(),
            [*append, "-m", tools.NOT_ONCE, *arguments],
            PORTAL_TEST_PLAN=plan,
            **final,
        )
    finally:
        cluster.stop()
    return first or second


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
