"""How much of the rules and actions the suite runs, lines and branches: all of it.

What is missing is listed at the end of every whole run and fails it.
"""

import io

import coverage

WHOLLY = ["*/rules.py", "*/rules/*.py", "*/actions.py", "*/actions/*.py"]


def gaps() -> list[str]:
    """A line per file some line or branch of which was never run."""
    measured = coverage.Coverage()
    measured.load()
    table = io.StringIO()
    try:
        total = measured.report(include=WHOLLY, show_missing=True, skip_covered=True, file=table)
    except coverage.exceptions.NoDataError:
        return ["Es gibt keine Messung."]
    return table.getvalue().splitlines() if total < 100 else []
