"""The judge of coverage: branches are counted apart from lines."""

import coverage
import pytest

from tests import covered

# One branch in two lines, and many lines that flatter.
CODE = """\
def of(thing):
    if thing:
        return 1
    return 2
""" + "".join(f"a{number} = {number}\n" for number in range(50))
LINES = [(-1, 1), *((line, line + 1) for line in range(5, 54)), (1, 5), (54, -1)]
HALF = [*LINES, (-1, 2), (2, 3), (3, -1)]
WHOLE = [*HALF, (2, 4), (4, -1)]


@pytest.fixture
def run(tmp_path):
    """A measurement of files in which exactly these steps were made."""

    def make(**steps: list[tuple[int, int]]) -> coverage.Coverage:
        left = str(tmp_path / ".coverage")
        data = coverage.CoverageData(left)
        for name, made in steps.items():
            code = tmp_path / f"{name}.py"
            code.write_text(CODE)
            data.add_arcs({str(code): made})
        data.write()
        data.close()
        return covered.measured(
            data_file=left, config_file=False, branch=True, source=[str(tmp_path)]
        )

    return make


def test_half_the_branches_are_too_few_though_nearly_all_lines_are_run(run):
    measured = run(models=HALF, views=HALF, rules=WHOLE)

    assert covered.branches(measured) == (4, 6)
    assert covered.gaps(measured) == [
        "Zweige: 4 von 6 durchlaufen, 66,6 %; nötig sind 90 %",
    ]


def test_with_all_branches_nothing_is_missing(run):
    assert covered.gaps(run(models=WHOLE, rules=WHOLE)) == []


def test_a_rule_with_a_branch_never_run_is_named_though_branches_suffice(run):
    others = {f"models{number}": WHOLE for number in range(9)}

    named = [line.split() for line in covered.gaps(run(rules=HALF, **others))]

    assert [line[-1] for line in named if line and line[0].endswith("rules.py")] == ["4"]
    assert [line for line in named if line and line[0] == "Zweige:"] == []


def test_the_share_is_never_rounded_up():
    assert covered.said((8999, 10000)) == (
        "Zweige: 8999 von 10000 durchlaufen, 89,9 %; nötig sind 90 %"
    )


def test_without_a_measurement_that_is_said(tmp_path):
    nothing = covered.measured(data_file=str(tmp_path / "none"), config_file=False)

    assert covered.gaps(nothing) == ["Es gibt keine Messung."]
