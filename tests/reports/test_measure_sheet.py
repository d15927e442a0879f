"""The Maßnahmenblatt: one page, functions before names."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from concepts.enums import EditionStatus
from integration_portal.core import fuzzy
from integration_portal.documents.recipes import recipes
from measures.enums import MeasureRoleKind, MeasureStatus
from measures.models import MeasureRole
from tests.documents import reading
from tests.factories.concepts import EditionFactory, FieldOfActionFactory, GoalFactory
from tests.factories.measures import MeasureFactory, MilestoneFactory, full_measure
from tests.factories.stakeholders import OrganisationFactory, PersonFactory
from tests.reports import papers

pytestmark = pytest.mark.django_db

KIND = "massnahmenblatt"


@pytest.fixture
def measure(edition):
    return MeasureFactory(edition=edition, number="1.1", title="Sprachcafé")


def test_a_bare_measure_prints_no_empty_section(measure):
    assert papers.headings(KIND, measure) == ["1.1 Sprachcafé"]


def test_it_says_who_what_and_until_when(authority, edition, measure):
    field = FieldOfActionFactory(edition=edition, number="1", title="Sprache")
    measure.field = field
    measure.goals.add(GoalFactory(field=field, text="Alle finden einen Kurs."))
    measure.target_groups, measure.age_group = "Neuzugewanderte\nNachbarschaft", "ab 16"
    measure.start_actual, measure.end_planned = fuzzy.parse("2/2025"), fuzzy.parse("Ende 2027")
    measure.save()
    lead = OrganisationFactory(authority=authority, name="Volkshochschule")
    MeasureRole.objects.create(measure=measure, organisation=lead, kind=MeasureRoleKind.LEAD)

    said = papers.words(KIND, measure)

    assert "Handlungsfeld 1 Sprache Ziel Alle finden einen Kurs." in said
    assert "Federführung Volkshochschule" in said
    assert "Zielgruppen Neuzugewanderte, Nachbarschaft, ab 16" in said
    assert "Laufzeit Februar 2025 bis Ende 2027" in said


def test_a_delay_is_told(measure):
    measure.end_planned, measure.end_forecast = fuzzy.parse("6/2026"), fuzzy.parse("12/2026")
    measure.save()

    assert "bis Dezember 2026 (geplant war Juni 2026)" in papers.words(KIND, measure)


def test_milestones_stand_with_plan_forecast_and_actual(measure):
    MilestoneFactory(
        measure=measure,
        title="Standort Altstadt",
        planned=fuzzy.parse("1/2025"),
        actual=fuzzy.parse("11.02.2025"),
    )

    said = papers.words(KIND, measure)

    assert "Schritt Plan Ist Standort Altstadt Januar 2025 11.02.2025" in said


def test_of_a_contact_only_the_function_is_frozen(authority, measure):
    organisation = OrganisationFactory(authority=authority, name="Volkshochschule")
    person = PersonFactory(
        organisation=organisation, function="Leitung Deutsch", name="Kim Beispiel"
    )
    MeasureRole.objects.create(
        measure=measure, organisation=organisation, contact=person, kind=MeasureRoleKind.LEAD
    )

    assert "Volkshochschule (Leitung Deutsch)" in papers.words(KIND, measure)
    assert "Beispiel" not in str(papers.frozen(KIND, measure))


def test_the_last_report_and_the_parts_are_told(edition, measure):
    MeasureFactory(edition=edition, parent=measure, title="Schulung", status=MeasureStatus.DONE)
    measure = MeasureFactory(
        edition=edition, number="1.2", title="Lotsen", status=MeasureStatus.RUNNING
    )
    MeasureFactory(edition=edition, parent=measure, title="Gewinnung", status=MeasureStatus.DONE)

    said = papers.words(KIND, measure)

    assert "Sachstand vom 31.01.2026 in Umsetzung." in said
    assert "Bausteine Gewinnung, umgesetzt (31.01.2026)" in said
    assert "Schulung" not in said


def test_it_is_a_draft_until_its_edition_is_shown(measure):
    recipe = recipes.get(KIND)
    measure.edition.status = EditionStatus.DRAFT
    assert (recipe.draft(measure), recipe.public(measure)) == (True, False)

    measure.edition.status = EditionStatus.DELIBERATION
    assert (recipe.draft(measure), recipe.public(measure)) == (False, True)


def test_the_same_number_in_two_editions_is_ambiguous(authority, officer, edition, measure):
    other = EditionFactory(concept=edition.concept, slug="2020")
    again = MeasureFactory(edition=other, number="1.1", number_given=True)
    recipe = recipes.get(KIND)

    assert {found.pk for found in recipe.find(authority, "1.1", officer)} == {measure.pk, again.pk}
    assert recipe.find(authority, str(measure.pk), officer) == [measure]
    assert recipe.note(measure) == "Konzept 2026"


def test_the_number_of_queries_is_the_same_for_one_and_three_rows(authority, edition):
    counts = []
    for number in (1, 3):
        measure = full_measure(edition=edition, authority=authority, number=number)
        with CaptureQueriesContext(connection) as queries:
            papers.frozen(KIND, measure)
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.pdf
def test_a_whole_measure_fits_on_one_sound_page(authority, edition):
    measure = full_measure(edition=edition, authority=authority)
    measure.description = "<p>Einmal in der Woche treffen sich Menschen zum Sprechen.</p>" * 3
    measure.save()

    paper = papers.paper(KIND, measure)

    assert reading.complaints(paper.pdf) == {}
    assert paper.pages == 1
