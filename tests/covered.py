"""How much of the rules and actions the suite runs, lines and branches: all of it.

What is missing is listed at the end of every whole run and fails it.
"""

import io

import coverage

WHOLLY = ["*/rules.py", "*/rules/*.py", "*/actions.py", "*/actions/*.py"]
ENOUGH = 100  # per cent


def gaps() -> tuple[float, list[str]]:
    """The share in per cent, and a line per file some line or branch of which was never run."""
    measured = coverage.Coverage()
    measured.load()
    table = io.StringIO()
    try:
        total = measured.report(include=WHOLLY, show_missing=True, skip_covered=True, file=table)
    except coverage.exceptions.NoDataError:
        return 0.0, ["Es gibt keine Messung."]
    return total, table.getvalue().splitlines() if total < 100 else []
