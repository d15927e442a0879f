"""What the table of measurements says is computed right. Nothing here looks at a clock."""

import math

import pytest

from tests.bench.figures import Page, Target, number, percentile, ratio, table, verdict


def test_median_and_p95_of_a_page():
    page = Page("Übersicht", [n / 1000 for n in range(1, 21)], per_second=50, queries=9)

    assert (page.median, page.p95) == pytest.approx((0.0105, 0.019))


def test_the_order_of_measuring_does_not_matter():
    assert percentile([5, 1, 4, 2, 3], 95) == percentile([1, 2, 3, 4, 5], 95) == 5


def test_a_single_value_is_its_own_percentile():
    assert percentile([7], 95) == 7


def test_without_a_reference_the_ratio_is_endless():
    assert (ratio(3, 2), ratio(3, 0)) == (1.5, math.inf)


def test_a_target_is_reached_at_its_limit():
    at_most = [Target("Abfragen", value, 12).reached for value in (11, 12, 13)]
    at_least = [Target("Durchsatz", value, 30, at_least=True).reached for value in (29, 30, 31)]

    assert (at_most, at_least) == ([True, True, False], [False, True, True])


def test_a_target_says_what_was_wanted_and_what_came():
    target = Target("Konzept, 114 Maßnahmen", 2.75, 2.5, "mal Chromium", digits=1)

    assert target.cells == [
        "Konzept, 114 Maßnahmen",
        "2,8 mal Chromium",
        "höchstens 2,5 mal Chromium",
        "verfehlt",
    ]


def test_a_missed_target_is_named_and_fails_the_run():
    met, missed = Target("Abfragen", 12, 12), Target("Import, Zeit", 31, 30, "s")

    assert verdict([met]) == ("Alle Ziele sind erreicht.", 0)
    assert verdict([met, missed]) == ("Verfehlt:\nImport, Zeit · 31 s · höchstens 30 s", 1)


def test_numbers_are_written_in_german():
    assert [number(150000), number(1234.56, 1, "ms"), number(math.inf)] == [
        "150.000",
        "1.234,6 ms",
        "–",
    ]


def test_columns_stand_below_each_other():
    assert table(["Seite", "ms"], [["leer", "3"], ["Maßnahmen", "12"]]) == (
        "Seite      ms\n---------  --\nleer        3\nMaßnahmen  12"
    )
