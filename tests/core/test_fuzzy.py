"""Dates as people write them, and what is printed of them."""

import datetime as dt
import itertools

import pytest
from django.core.exceptions import ValidationError

from concepts.models import Concept, Edition
from integration_portal.core.fuzzy import FuzzyDate, FuzzyDateFormField, parse, period
from tests.factories.accounts import LocalAuthorityFactory

DAY = dt.date


def every_shape():
    """Typed texts of every precision and qualifier, over years, ends of months and joints."""
    years = (1950, 1999, 2000, 2004, 2024, 2100)
    whole = [f"{y}" for y in years]
    whole += [f"{m}/{y}" for m, y in itertools.product(range(1, 13), years)]
    whole += [f"{q}. Quartal {y}" for q, y in itertools.product(range(1, 5), years)]
    whole += [f"{h}. Halbjahr {y}" for h, y in itertools.product((1, 2), years)]
    seasons = ("Frühjahr", "Sommer", "Herbst", "Winter")
    whole += [f"{s} {y}" for s, y in itertools.product(seasons, years)]
    days = ["01.01.2000", "29.02.2024", "31.12.2100", "14.12.2020"]
    spans = [
        "2009/2010", "2004–2007", "1999/2000", "März/April 2018", "März bis Juni 2018",
        "November 2018 bis Februar 2019", "13./14.10.2003", "13.–17.10.2003",
        "28.09.2003 bis 11.10.2003", "Herbst 2003 bis Frühjahr 2004", "1. bis 3. Quartal 2018",
        "1. Halbjahr 2018 bis 2. Halbjahr 2019", "4. Quartal 2018 bis 1. Quartal 2019",
        "30.12.2003 bis 02.01.2004",
    ]  # fmt: skip
    qualified = [f"{q} {w}" for q in ("Anfang", "Mitte", "Ende", "ca.") for w in whole]
    return [*whole, *days, *spans, *qualified, "ca. 14.12.2020"]


@pytest.mark.parametrize("typed", every_shape())
def test_what_is_printed_is_read_back_as_itself(typed):
    date = parse(typed)

    assert parse(str(date)) == date
    assert FuzzyDate.decode(date.encode()) == date
    assert date.earliest <= date.latest
    assert len(date.encode()) <= 40


@pytest.mark.parametrize(
    ("typed", "said", "earliest", "latest"),
    [
        ("14.12.2020", "14.12.2020", DAY(2020, 12, 14), DAY(2020, 12, 14)),
        ("4.1.2020", "04.01.2020", DAY(2020, 1, 4), DAY(2020, 1, 4)),
        ("2020-12-14", "14.12.2020", DAY(2020, 12, 14), DAY(2020, 12, 14)),
        ("14. Dezember 2020", "14.12.2020", DAY(2020, 12, 14), DAY(2020, 12, 14)),
        ("12/2020", "Dezember 2020", DAY(2020, 12, 1), DAY(2020, 12, 31)),
        ("12.2020", "Dezember 2020", DAY(2020, 12, 1), DAY(2020, 12, 31)),
        ("März 2018", "März 2018", DAY(2018, 3, 1), DAY(2018, 3, 31)),
        ("Sept. 2018", "September 2018", DAY(2018, 9, 1), DAY(2018, 9, 30)),
        ("2020", "2020", DAY(2020, 1, 1), DAY(2020, 12, 31)),
        ("Ende 2014", "Ende 2014", DAY(2014, 9, 1), DAY(2014, 12, 31)),
        ("Anfang 2014", "Anfang 2014", DAY(2014, 1, 1), DAY(2014, 5, 2)),
        ("Frühjahr 2004", "Frühjahr 2004", DAY(2004, 3, 1), DAY(2004, 5, 31)),
        ("Frühling 2004", "Frühjahr 2004", DAY(2004, 3, 1), DAY(2004, 5, 31)),
        ("Winter 2004", "Winter 2004", DAY(2004, 12, 1), DAY(2005, 2, 28)),
        ("2009/2010", "2009/2010", DAY(2009, 1, 1), DAY(2010, 12, 31)),
        ("2009/10", "2009/2010", DAY(2009, 1, 1), DAY(2010, 12, 31)),
        ("2004-2007", "2004–2007", DAY(2004, 1, 1), DAY(2007, 12, 31)),
        ("  ende   2014 ", "Ende 2014", DAY(2014, 9, 1), DAY(2014, 12, 31)),
        ("q3/2018", "3. Quartal 2018", DAY(2018, 7, 1), DAY(2018, 9, 30)),
    ],
)
def test_german_dates(typed, said, earliest, latest):
    date = parse(typed)

    assert (str(date), date.earliest, date.latest) == (said, earliest, latest)


@pytest.mark.parametrize(
    "typed",
    [
        "31.02.2020", "29.02.2023", "13/2020", "0/2020", "bald", "5. Quartal 2020", "2010/2009",
        "Ende", "14.12.", "2020/", "10000", "99", "Dezember", "32.01.2020", "März 20",
        "14.12.2020 bis", "2020 bis bald", "\U0001f389", "x" * 500, "31./30.11.2003", "00.00.0000",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_examples(typed):
    with pytest.raises(ValidationError) as refused:
        parse(typed)

    assert "Möglich sind zum Beispiel 14.12.2020" in refused.value.messages[0]


@pytest.mark.parametrize("empty", ["", "   ", None])
def test_nothing_is_no_date(empty):
    assert parse(empty) is None


def test_dates_sort_by_their_first_day():
    typed = ["2021", "14.12.2020", "Ende 2020", "2020", "Frühjahr 2020"]

    assert [str(d) for d in sorted(map(parse, typed))] == [
        "2020", "Frühjahr 2020", "Ende 2020", "14.12.2020", "2021",
    ]  # fmt: skip


def test_it_is_past_only_after_its_last_day():
    date = parse("2020")

    assert not date.is_past(DAY(2020, 12, 31))
    assert date.is_past(DAY(2021, 1, 1))


def test_another_way_to_write_the_same_date_is_no_change():
    field = FuzzyDateFormField(required=False)
    december = parse("12/2020")

    assert not field.has_changed(december, "Dezember 2020")
    assert not field.has_changed(None, " ")
    assert field.has_changed(december, "2020")
    assert field.has_changed(december, "")
    assert field.has_changed(december, "Unsinn")


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2020", "2025", "2020 bis 2025"),
        ("März 2020", "März 2020", "März 2020"),
        ("2020", "", "ab 2020"),
        ("", "2025", "bis 2025"),
        ("", "", ""),
    ],
)
def test_a_period_is_said_as_people_say_it(start, end, said):
    assert period(parse(start), parse(end)) == said


@pytest.fixture
def editions(db):
    concept = Concept.objects.create(authority=LocalAuthorityFactory(), title="K", kind="K")
    for typed in ("2006", "Ende 2014", "14.12.2020", None):
        Edition.objects.create(
            concept=concept, title=typed or "offen", slug=f"s{typed}"[:5], published=typed
        )
    return Edition.objects.order_by("pk")


def titles(editions) -> list[str]:
    return [edition.title for edition in editions]


def test_what_is_stored_comes_back(editions):
    assert [edition.published for edition in editions] == [
        parse("2006"), parse("Ende 2014"), parse("14.12.2020"), None,
    ]  # fmt: skip


def test_lookups_compare_ends_with_ordinary_dates(editions):
    assert titles(editions.filter(published__earliest__lte=DAY(2014, 9, 1))) == [
        "2006", "Ende 2014",
    ]  # fmt: skip
    assert titles(editions.filter(published__latest__lt=DAY(2014, 12, 31))) == ["2006"]
    assert titles(editions.filter(published__latest__gte=DAY(2020, 12, 14))) == ["14.12.2020"]


def test_exact_and_empty_can_be_asked_for(editions):
    assert titles(editions.filter(published=parse("Ende 2014"))) == ["Ende 2014"]
    assert titles(editions.filter(published=None)) == ["offen"]


def test_the_database_sorts_as_the_dates_do(editions):
    dated = editions.exclude(published=None).order_by("-published")

    assert titles(dated) == ["14.12.2020", "Ende 2014", "2006"]
