"""How much the suite runs: of rules and actions every line and branch, of all branches most.

Lines alone flatter: they are many and easily reached. So branches are counted apart from them.
What is missing is listed at the end of every whole run and fails it.
"""

import io
import json
import tempfile
from pathlib import Path

import coverage

WHOLLY = ["*/rules.py", "*/rules/*.py", "*/actions.py", "*/actions/*.py"]
BRANCHES = 90  # percent of all branches, of all code


def measured(**options: object) -> coverage.Coverage:
    """What the last run has left behind."""
    found = coverage.Coverage(**options)
    found.load()
    return found


def branches(of: coverage.Coverage) -> tuple[int, int]:
    """How many branches were run, and how many there are."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "coverage.json"
        try:
            of.json_report(outfile=str(file))
        except coverage.exceptions.NoDataError:
            return 0, 0
        totals = json.loads(file.read_text())["totals"]
    return totals["covered_branches"], totals["num_branches"]


def said(found: tuple[int, int]) -> str:
    """The share of branches in a sentence; never rounded up."""
    run, there_are = found
    permille = run * 1000 // there_are if there_are else 0
    share = f"{permille // 10},{permille % 10}"
    return f"Zweige: {run} von {there_are} durchlaufen, {share} %; nötig sind {BRANCHES} %"


def gaps(of: coverage.Coverage) -> list[str]:
    """A line per file of rules or actions that was not wholly run, and one for the branches."""
    table = io.StringIO()
    try:
        total = of.report(include=WHOLLY, show_missing=True, skip_covered=True, file=table)
    except coverage.exceptions.NoDataError:
        return ["Es gibt keine Messung."]
    found = table.getvalue().splitlines() if total < 100 else []
    run, there_are = branches(of)
    return found + ([said((run, there_are))] if run * 100 < there_are * BRANCHES else [])
