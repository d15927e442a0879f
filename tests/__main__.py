"""`python -m tests`: the whole suite on SQLite and, where a server is installed, on PostgreSQL.

Arguments go to pytest and leave coverage out. Browser and PDF tests run once, on SQLite, where
coverage is measured, too. The last line is that of pytest on PostgreSQL; the exit code is the first
that is not 0.
"""

import os
import subprocess
import sys

from tests import covered, tools
from tests.databases import Cluster, Missing, end_on_term

WORKERS = "2"  # for two cores: a third costs more to start than it gains


def run(database: str, *arguments: str, under: tuple[str, ...] = (), plan: str) -> int:
    """One pytest run on one database, `under` a program that measures; returns its exit code."""
    pytest = ["-m", "pytest", "-n", WORKERS, "--dist=worksteal", *arguments]
    variables = {
        "PORTAL_TEST_DATABASE": database,
        "PORTAL_TEST_PLAN": plan,
        # Dozens of processes read the same modules: whoever is first keeps them compiled.
        "PYTHONDONTWRITEBYTECODE": "",
    }
    command = [sys.executable, *under, *pytest]
    return subprocess.run(command, env=os.environ | variables).returncode


def on_sqlite(plan: str, arguments: list[str]) -> int:
    """Everything, measured. The tables come from the models: migrations are PostgreSQL's part."""
    if arguments:
        return run("sqlite", "--no-migrations", *arguments, plan=plan)
    covered.FILE.parent.mkdir(exist_ok=True)
    covered.FILE.unlink(missing_ok=True)
    measuring = ("-m", "slipcover", "--json", f"--out={covered.FILE}")
    failed = run("sqlite", "--no-migrations", under=measuring, plan=plan)
    files = covered.measured()
    print(covered.said(covered.branches(files)))
    if gaps := covered.gaps(files):
        print("Zu wenig geprüft:", *gaps, sep="\n", flush=True)
    return failed or bool(gaps)


def migrate(database: str) -> subprocess.Popen[bytes]:
    """Prepare the database that those of the tests are copied from, while others are tested."""
    settings = {"DJANGO_SETTINGS_MODULE": "tests.settings", "PORTAL_TEST_DATABASE": database}
    command = [sys.executable, "-m", "django", "migrate", "--verbosity=0"]
    return subprocess.Popen(command, env=os.environ | settings)


def main(arguments: list[str]) -> int:
    end_on_term()
    try:
        cluster = Cluster()
        cluster.start()
    except Missing as missing:
        if tools.in_ci():
            print(f"PostgreSQL fehlt: {missing}", file=sys.stderr)
            return 1
        return on_sqlite(f", PostgreSQL ausgelassen ({missing})", arguments)
    try:
        migrating = migrate(cluster.url())
        print("1 von 2: SQLite, mit Browser und PDF", flush=True)
        first = on_sqlite(", PostgreSQL folgt", arguments)
        migrating.wait()
        print("2 von 2: PostgreSQL", flush=True)
        plan = ", SQLite davor" + (" (mit Fehlern, siehe oben)" if first else "")
        once = ["-m", tools.NOT_ONCE]
        second = run(cluster.url(), *once, *arguments, plan=plan)
    finally:
        cluster.stop()
    return first or second


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
