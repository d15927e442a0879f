"""The Aktionsplan: who, what, until when."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from integration_portal.core import fuzzy
from integration_portal.documents.recipes import recipes
from measures.enums import MeasureStatus
from tests.documents import reading
from tests.factories.concepts import EditionFactory, FieldOfActionFactory
from tests.factories.measures import MeasureFactory, MilestoneFactory, full_measure
from tests.factories.stakeholders import OrganisationFactory
from tests.reports import papers

pytestmark = pytest.mark.django_db

KIND = "aktionsplan"


@pytest.fixture
def planned(authority, edition):
    """Three measures: led or not, with an end, for good, and open."""
    field = FieldOfActionFactory(edition=edition, number="1", title="Sprache")
    school = OrganisationFactory(authority=authority, name="Volkshochschule")
    course = MeasureFactory(
        edition=edition, field=field, number="1.1", title="Kurs", led_by=school,
        end_planned=fuzzy.parse("6/2027"), status=MeasureStatus.RUNNING,
    )  # fmt: skip
    MilestoneFactory(measure=course, title="Start", actual=fuzzy.parse("2/2026"))
    MeasureFactory(edition=edition, parent=course, title="Probe", field=field)
    MeasureFactory(edition=edition, number="2", title="Treff", permanent=True)
    return edition


def groups(edition, **options) -> list[tuple[str, list[str]]]:
    data = papers.frozen(KIND, edition, **options)["data"]
    return [
        (group["heading"], [row["title"] for row in group["rows"]])
        for group in recipes.get(KIND).context(data)["groups"]
    ]


def test_by_field_in_the_order_of_the_concept_parts_after_their_measure(planned):
    assert groups(planned) == [
        ("1 Sprache", ["1.1 Kurs", "Probe"]),
        ("Ohne Handlungsfeld", ["2 Treff"]),
    ]


def test_by_the_organisation_that_leads(planned):
    assert groups(planned, nach="organisation") == [
        ("Volkshochschule", ["1.1 Kurs"]),
        ("Noch ohne Federführung", ["Probe", "2 Treff"]),
    ]


def test_by_the_year_in_which_they_end(planned):
    assert groups(planned, nach="jahr") == [
        ("2027", ["1.1 Kurs"]),
        ("Auf Dauer", ["2 Treff"]),
        ("Ohne Termin", ["Probe"]),
    ]


def test_a_row_says_who_what_until_when_and_how_far(planned):
    said = papers.words(KIND, planned)

    assert (
        "1.1 Kurs Volkshochschule Start (erreicht Februar 2026) bis Juni 2027 in Umsetzung"
    ) in said
    assert "Probe Baustein von 1.1 Kurs" in said


def test_an_edition_without_measures_says_so(edition):
    assert "In dieser Fassung steht noch keine Maßnahme." in papers.words(KIND, edition)


def test_as_adopted_nobody_had_reported(planned):
    said = papers.words(KIND, planned, stand="beschluss")

    assert "Stand des Beschlusses" in said
    assert "in Umsetzung" not in said


def test_the_number_of_queries_is_the_same_for_one_and_three_measures(authority):
    counts = []
    for number in (1, 3):
        edition = EditionFactory(concept__authority=authority)
        for _n in range(number):
            full_measure(edition=edition, authority=authority)
        with CaptureQueriesContext(connection) as queries:
            papers.frozen(KIND, edition)
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.pdf
@pytest.mark.parametrize("order", ["feld", "organisation", "jahr"])
def test_it_is_sound_and_lies_on_its_side(planned, order):
    paper = papers.paper(KIND, planned, nach=order)

    assert reading.complaints(paper.pdf) == {}
    box = reading.reader(paper.pdf).pages[0].mediabox
    assert box.width > box.height


def test_steps_have_a_column_only_where_somebody_planned_some(edition, planned):
    bare = EditionFactory(concept=edition.concept)
    MeasureFactory(edition=bare, title="Treff")

    assert "Zwischenziele" in papers.words(KIND, planned)
    assert "Zwischenziele" not in papers.words(KIND, bare)
