"""The Aktionsplan: who, what, until when."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from integration_portal.core import fuzzy
from integration_portal.documents.recipes import recipes
from measures.enums import MeasureStatus
from measures.models import MeasureCost
from stakeholders.models import Organisation
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
@pytest.mark.parametrize("order", ["feld", "monat"])  # the others are laid out as by field
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


def test_the_end_has_a_column_only_where_somebody_knows_one(edition, planned):
    bare = EditionFactory(concept=edition.concept)
    MeasureFactory(edition=bare, title="Treff")

    assert "Bis wann" in papers.words(KIND, planned)
    assert "Bis wann" not in papers.words(KIND, bare)


# For a year, a month, an organisation


def months(edition, **options) -> list[tuple[str, ...]]:
    kept = papers.frozen(KIND, edition, nach="monat", **options)["data"]
    return [
        (group["heading"], row["month"], row["what"], row["title"], row["who"], row["standing"])
        for group in recipes.get(KIND).context(kept)["groups"]
        for row in group["rows"]
    ]


def test_by_month_stands_what_begins_is_reached_and_ends(planned):
    school = "Volkshochschule"

    assert months(planned) == [
        ("2026", "Februar 2026", "Start", "1.1 Kurs", school, "erreicht"),
        ("2027", "Juni 2027", "Ende", "1.1 Kurs", school, "in Umsetzung"),
        ("Ohne Termin", "–", "ohne Termin", "Probe", "", ""),
        ("Ohne Termin", "–", "auf Dauer", "2 Treff", "", ""),
    ]


def test_what_is_known_by_season_stands_behind_the_months_of_its_year(edition):
    course = MeasureFactory(
        edition=edition, title="Kurs", start_actual=fuzzy.parse("24.12.2026"),
        end_actual=fuzzy.parse("2/2028"),
    )  # fmt: skip
    school = OrganisationFactory(authority=edition.authority, name="Schule")
    MilestoneFactory(
        measure=course, title="Fest", planned=fuzzy.parse("Sommer 2026"), responsible=school
    )

    assert months(edition) == [
        ("2026", "Dezember 2026", "Beginn (24.12.2026)", "Kurs", "", "begonnen"),
        ("2026", "im Lauf des Jahres", "Fest (Sommer 2026)", "Kurs", "Schule", ""),
        ("2028", "Februar 2028", "Ende", "Kurs", "", "beendet"),
    ]


def test_the_months_of_a_year_leave_out_the_others(planned):
    assert [row[1:4] for row in months(planned, fuer_jahr="2027")] == [
        ("Juni 2027", "Ende", "1.1 Kurs"),
        ("–", "auf Dauer", "2 Treff"),
    ]


def test_for_a_year_stands_what_runs_or_is_due_in_it(edition):
    def made(title, **fields):
        return MeasureFactory(edition=edition, title=title, **fields)

    made("läuft", start_actual=fuzzy.parse("2024"), end_planned=fuzzy.parse("2028"))
    made("vorbei", end_actual=fuzzy.parse("2025"))
    made("später", start_planned=fuzzy.parse("2027"))
    made("auf Dauer", permanent=True)
    made("ohne Zeit")
    made("berichtet", status=MeasureStatus.RUNNING)
    made("fertig", permanent=True, status=MeasureStatus.DONE)
    step = made("mit Schritt", end_actual=fuzzy.parse("2020"))
    MilestoneFactory(measure=step, planned=fuzzy.parse("Herbst 2026"))
    money = made("mit Geld", start_planned=fuzzy.parse("2027"))
    MeasureCost.objects.create(measure=money, year=2026, budget=1500)

    ((_heading, titles),) = groups(edition, fuer_jahr="2026")

    assert set(titles) == {"läuft", "auf Dauer", "berichtet", "mit Schritt", "mit Geld"}


def test_the_plan_of_a_year_is_a_catalogue_with_its_money(edition):
    course = MeasureFactory(edition=edition, title="Kurs", permanent=True)
    for year, budget in ((2026, 1000), (2026, 500), (2027, 70)):
        MeasureCost.objects.create(measure=course, year=year, budget=budget)

    assert papers.frozen(KIND, edition, fuer_jahr="2026")["title"] == (
        "Maßnahmenkatalog 2026: Konzept 2026"
    )
    said = papers.words(KIND, edition, fuer_jahr="2026")
    assert "Maßnahmenkatalog 2026" in said
    assert "Ansatz 2026 Kurs auf Dauer 1.500 €" in said
    assert "Ansatz" not in papers.words(KIND, edition)


def test_for_one_organisation_stands_what_it_takes_part_in(edition, planned):
    school = Organisation.objects.get(name="Volkshochschule")
    other = OrganisationFactory(authority=edition.authority, name="Bibliothek")
    reading = MeasureFactory(edition=edition, number="3", title="Lesen", led_by=other)
    MilestoneFactory(measure=reading, responsible=school)
    MeasureFactory(edition=edition, number="4", title="Basteln", led_by=other)

    assert groups(planned, stelle=str(school.pk)) == [
        ("1 Sprache", ["1.1 Kurs"]),
        ("Ohne Handlungsfeld", ["3 Lesen"]),
    ]
    assert "Volkshochschule" in papers.html(KIND, planned, stelle=str(school.pk)).split("<h2>")[0]


def test_a_choice_without_measures_says_so(planned):
    other = OrganisationFactory(authority=planned.authority)
    MeasureFactory(edition=planned, title="Fest", led_by=other, end_actual=fuzzy.parse("2020"))

    said = papers.words(KIND, planned, stelle=str(other.pk), fuer_jahr="2027")

    assert "Zu dieser Auswahl gibt es keine Maßnahme." in said


def test_only_years_and_organisations_of_the_edition_are_offered(planned):
    planned.period_start, planned.period_end = fuzzy.parse("2024"), fuzzy.parse("2026")

    offered = recipes.get(KIND).options_for(planned, {}).fields

    assert [key for key, _label in offered["fuer_jahr"].choices] == ["", "2024", "2025", "2026"]
    assert [label for _key, label in offered["stelle"].choices] == ["für alle", "Volkshochschule"]


def test_without_a_period_years_around_today_are_offered(planned):
    planned.period_start = planned.period_end = None
    this = timezone.localdate().year

    years = recipes.get(KIND).options_for(planned, {}).fields["fuer_jahr"].choices

    assert [key for key, _label in years][1:] == [str(this + n) for n in range(-1, 3)]
