"""Numbers by the authority's pattern: suggested, checked, never refused for being unusual."""

import datetime as dt

import pytest
from django.utils import timezone

from council.models import CouncilPaper
from council.numbering import expression, number_warnings, parts_of, suggest_number
from tests.factories.council import CouncilPaperFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def patterned(authority):
    authority.words = {"number_pattern": "{body} {number}/{year}"}
    authority.save()
    return authority


@pytest.mark.parametrize(
    ("pattern", "number", "found"),
    [
        ("{body} {number}/{year}", "BSV 3/2017", {"body": "BSV", "number": "3", "year": "2017"}),
        ("{body} {number}/{year}", "bsv  3/17", {"body": "bsv", "number": "3", "year": "17"}),
        ("{number}/{year}", "042/2020", {"number": "042", "year": "2020"}),
        ("Drucksache {number}.{year}", "Drucksache 7.2025", {"number": "7", "year": "2025"}),
        ("{number}/{year}", "BSV 3/2017", None),
        ("({number})", "(5)", {"number": "5"}),
    ],
)
def test_a_number_is_read_by_its_pattern(pattern, number, found):
    assert parts_of(pattern, number) == found


def test_a_word_named_twice_must_be_the_same_twice():
    pattern = expression("{year}-{number}-{year}")

    assert pattern.fullmatch("2020-1-2020")
    assert not pattern.fullmatch("2020-1-2021")


def test_the_next_number_counts_on_within_year_and_body(patterned, committee, council):
    for number in ("BSV 3/2026", "BSV 9/2025", "GR 8/2026", "ohne Muster"):
        CouncilPaperFactory(authority=patterned, number=number)
    paper = CouncilPaperFactory(
        authority=patterned, date=dt.date(2026, 5, 1), stations=[committee, council]
    )

    assert suggest_number(paper) == "BSV 4/2026"


def test_the_first_number_of_a_year_is_one(authority):
    CouncilPaperFactory(authority=authority, number="12/2025")

    paper = CouncilPaperFactory(authority=authority, date=dt.date(2026, 1, 7))

    assert suggest_number(paper) == "1/2026"


def test_leading_zeros_are_kept(authority):
    CouncilPaperFactory(authority=authority, number="007/2026")

    paper = CouncilPaperFactory(authority=authority, date=dt.date(2026, 1, 7))

    assert suggest_number(paper) == "008/2026"


def test_without_a_body_nothing_is_suggested_where_the_pattern_wants_one(patterned):
    assert suggest_number(CouncilPaper(authority=patterned)) == ""


def test_the_numbers_of_a_neighbour_do_not_count(authority, neighbour):
    CouncilPaperFactory(authority=neighbour, number="50/2026")

    paper = CouncilPaperFactory(authority=authority, date=dt.date(2026, 1, 7))

    assert suggest_number(paper) == "1/2026"


def test_a_body_without_a_short_name_gives_its_name(patterned, council):
    paper = CouncilPaperFactory(authority=patterned, date=dt.date(2026, 1, 7), stations=[council])

    assert suggest_number(paper) == "Gemeinderat 1/2026"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("", []),
        ("BSV 3/2017", []),
        ("BSV 3/17", []),
        ("sonderbar", ["Die Nummer „sonderbar“ folgt nicht dem Muster „Gremium Nummer/Jahr“."]),
        ("BSV 3/2016", ["Die Nummer nennt das Jahr 2016, die Vorlage ist von 2017."]),
    ],
)
def test_an_unusual_number_is_a_warning(patterned, number, said):
    paper = CouncilPaperFactory(authority=patterned, number=number, date=dt.date(2017, 4, 5))

    assert number_warnings(paper) == said


def test_a_paper_of_unknown_day_is_numbered_this_year_and_believed(authority):
    this_year = timezone.localdate().year

    assert suggest_number(CouncilPaperFactory(authority=authority, date=None)) == f"1/{this_year}"
    assert number_warnings(CouncilPaperFactory(authority=authority, date=None, number="3/17")) == []
