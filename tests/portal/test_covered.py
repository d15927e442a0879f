"""The judge of coverage: branches are counted apart from lines."""

import os
import subprocess
import sys
from collections.abc import Callable

import pytest

from tests import covered

# One branch in two lines, and many lines that flatter.
CODE = """\
def of(thing):
    if thing:
        return 1
    return 2
""" + "".join(f"a{number} = {number}\n" for number in range(50))
FLATTERY = list(range(5, 55))
HALF = {
    "executed_lines": [1, 2, 3, *FLATTERY],
    "missing_lines": [4],
    "executed_branches": [[2, 3]],
    "missing_branches": [[2, 4]],
}
WHOLE = {
    "executed_lines": [1, 2, 3, 4, *FLATTERY],
    "missing_lines": [],
    "executed_branches": [[2, 3], [2, 4]],
    "missing_branches": [],
}


@pytest.fixture
def run(tmp_path) -> Callable:
    """`run(True, False)`: the measurement of a program that asks the code about these."""

    def make(*things: bool) -> dict:
        (tmp_path / "rules.py").write_text(CODE)
        (tmp_path / "program.py").write_text(
            "import rules\n" + "".join(f"rules.of({thing})\n" for thing in things)
        )
        left = tmp_path / "coverage.json"
        alone = {name: is_ for name, is_ in os.environ.items() if not name.startswith("SLIPCOVER")}
        measuring = ["--branch", "--json", f"--source={tmp_path}", f"--out={left}"]
        subprocess.run(
            [sys.executable, "-m", "slipcover", *measuring, tmp_path / "program.py"],
            cwd=tmp_path,
            env=alone,
            check=True,
        )
        files = covered.measured(left)
        return files[next(name for name in files if name.endswith("rules.py"))]

    return make


@pytest.mark.parametrize(("asked", "found"), [([True], HALF), ([True, False], WHOLE)])
def test_what_is_measured_is_what_was_run(run, asked, found):
    assert {key: run(*asked)[key] for key in found} == found


@pytest.fixture
def gaps(tmp_path) -> Callable:
    """What is missing in files of which each holds the code."""

    def told(files: dict) -> list[str]:
        for name in files:
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(CODE)
        return covered.gaps(files, tmp_path)

    return told


def test_half_the_branches_are_too_few_though_nearly_all_lines_are_run(gaps):
    files = {"town/models.py": HALF, "town/views.py": HALF, "town/rules.py": WHOLE}

    assert covered.branches(files) == (4, 6)
    assert gaps(files) == ["Zweige: 4 von 6 durchlaufen, 66,6 %; nötig sind 90 %"]


def test_with_all_branches_nothing_is_missing(gaps):
    assert gaps({"town/models.py": WHOLE, "town/rules.py": WHOLE}) == []


def test_a_rule_with_a_branch_never_run_is_named_though_branches_suffice(gaps):
    others = {f"town/models{number}.py": WHOLE for number in range(9)}

    assert gaps(others | {"town/rules.py": HALF}) == ["town/rules.py: nie durchlaufen 4, 2→4"]


def test_further_lines_of_a_signature_are_no_steps(gaps, monkeypatch):
    monkeypatch.setattr(sys.modules[__name__], "CODE", "def of(\n    thing: int,\n):\n    pass\n")

    assert gaps({"town/rules.py": WHOLE | {"missing_lines": [2]}}) == []


def test_the_share_is_never_rounded_up():
    assert covered.said((8999, 10000)) == (
        "Zweige: 8999 von 10000 durchlaufen, 89,9 %; nötig sind 90 %"
    )


def test_without_a_measurement_that_is_said(tmp_path):
    assert covered.gaps(covered.measured(tmp_path / "none.json")) == ["Es gibt keine Messung."]
