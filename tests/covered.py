"""How much the suite runs: of rules and actions every line and branch, of all branches most.

Lines alone flatter: they are many and easily reached. So branches are counted apart from them.
What is missing is said after every whole run and fails it. What else was not run, file by file:
`python -m slipcover --merge var/coverage.json --out /dev/null --skip-covered`.
"""

import ast
import json
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parent.parent
FILE = ROOT / "var" / "coverage.json"
WHOLLY = ["*/rules.py", "*/rules/*.py", "*/actions.py", "*/actions/*.py"]
BRANCHES = 90  # percent of all branches, of all code

type Files = dict[str, dict[str, list]]


def measured(file: Path = FILE) -> Files:
    """What a run has left behind, by file; nothing where nothing was measured."""
    return json.loads(file.read_text())["files"] if file.exists() else {}


def branches(files: Files) -> tuple[int, int]:
    """How many branches were run, and how many there are."""
    run = sum(len(file["executed_branches"]) for file in files.values())
    return run, run + sum(len(file["missing_branches"]) for file in files.values())


def said(found: tuple[int, int]) -> str:
    """The share of branches in a sentence; never rounded up."""
    run, there_are = found
    permille = run * 1000 // there_are if there_are else 0
    share = f"{permille // 10},{permille % 10}"
    return f"Zweige: {run} von {there_are} durchlaufen, {share} %; nötig sind {BRANCHES} %"


def gaps(files: Files, root: Path = ROOT) -> list[str]:
    """A line per file of rules or actions that was not wholly run, and one for the branches."""
    if not files:
        return ["Es gibt keine Messung."]
    found = [
        f"{name}: nie durchlaufen {never}"
        for name, file in sorted(files.items())
        if any(fnmatch(name, pattern) for pattern in WHOLLY)
        and (never := _never(file, (root / name).read_text()))
    ]
    run, there_are = branches(files)
    return found + ([said((run, there_are))] if run * 100 < there_are * BRANCHES else [])


def _never(file: dict[str, list], code: str) -> str:
    """The lines and the steps from line to line that no test made; 0 is a way out."""
    steps = [f"{start}→{end}" for start, end in file["missing_branches"]]
    return ", ".join([*map(str, sorted({*file["missing_lines"]} - _signatures(code))), *steps])


def _signatures(code: str) -> set[int]:
    """The further lines of signatures. What they name is not run, but is told as never run."""
    functions = (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.FunctionDef))
    return {line for node in functions for line in range(node.lineno + 1, node.body[0].lineno)}
