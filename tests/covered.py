"""Every rule and every action is wholly covered: lines and branches."""

import io

import coverage

WHOLLY = ["*/rules.py", "*/rules/*.py", "*/actions.py", "*/actions/*.py"]


def gaps() -> list[str]:
    """One line per file of rules or actions that some line or branch was never run of."""
    measured = coverage.Coverage()
    measured.load()
    table = io.StringIO()
    try:
        total = measured.report(include=WHOLLY, show_missing=True, skip_covered=True, file=table)
    except coverage.exceptions.NoDataError:
        return []
    return table.getvalue().splitlines() if total < 100 else []
