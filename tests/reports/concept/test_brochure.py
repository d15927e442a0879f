"""The Konzept as a brochure."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from council.models import EditionResolution
from integration_portal.core import fuzzy
from integration_portal.documents.recipes import recipes
from measures.enums import MeasureOrigin, MeasureStatus
from tests.documents import reading
from tests.factories.concepts import (
    ChapterFactory,
    EditionCostFactory,
    EditionFactory,
    EditionRoleFactory,
    FieldOfActionFactory,
    GoalFactory,
    NeedForActionFactory,
    ParticipationEventFactory,
)
from tests.factories.council import ResolutionFactory
from tests.factories.measures import MeasureFactory
from tests.factories.stakeholders import BodyFactory, MembershipFactory, OrganisationFactory
from tests.reports import papers

from .conftest import KIND, whole

pytestmark = pytest.mark.django_db


def test_an_empty_edition_prints_its_cover_and_no_section(edition):
    assert papers.headings(KIND, edition) == ["Konzept 2026", "Inhalt"]


def test_the_cover_says_who_resolved_it_and_for_which_years(authority, edition):
    body = BodyFactory(authority=authority, name="Gemeinderat")
    resolution = ResolutionFactory(body=body, on=fuzzy.parse("12.03.2024"))
    EditionResolution.objects.create(edition=edition, resolution=resolution)
    edition.period_start, edition.period_end = fuzzy.parse("2024"), fuzzy.parse("2029")
    edition.save()

    lines = recipes.get(KIND).context(papers.frozen(KIND, edition)["data"])["cover_lines"]

    assert lines == ["beschlossen: Gemeinderat, 12.03.2024", "Zeitraum: 2024 bis 2029"]


@pytest.mark.parametrize(
    ("start", "end", "said"), [("2024", None, "ab 2024"), (None, "2029", "bis 2029")]
)
def test_half_a_period_is_said(draft_edition, start, end, said):
    draft_edition.period_start = fuzzy.parse(start or "")
    draft_edition.period_end = fuzzy.parse(end or "")
    draft_edition.save()

    assert f"Zeitraum: {said}" in papers.words(KIND, draft_edition)


def test_a_field_stands_in_the_uniform_schema(edition):
    field = FieldOfActionFactory(
        edition=edition,
        number="1",
        title="Sprache",
        guiding_goal="<p>Alle lernen Deutsch.</p>",
        topics="Kitas\nKurse",
        aliases="Bildung",
        change_status="updated",
    )
    NeedForActionFactory(field=field, text="Es fehlen Plätze.")
    goal = GoalFactory(
        field=field, number="Z 1", text="Alle Kurse.", target_date=fuzzy.parse("2028")
    )
    GoalFactory(parent=goal, text="Genug Räume.")
    MeasureFactory(edition=edition, field=field, title="Kurs", origin=MeasureOrigin.EXISTING)
    MeasureFactory(edition=edition, field=field, title="Lotsen", origin=MeasureOrigin.PLANNED)

    assert papers.headings(KIND, edition)[2:10] == [
        "Handlungsfelder", "1 Sprache", "Leitziel", "Themen", "Handlungsbedarf", "Ziele",
        "Bestehende Maßnahmen", "Kurs",
    ]  # fmt: skip
    said = papers.words(KIND, edition)
    assert "Gegenüber der vorigen Fassung: aktualisiert Auch: Bildung" in said
    assert "Z 1 Alle Kurse (bis 2028) Genug Räume." in said


def test_words_are_the_authoritys_own(authority, edition):
    authority.words = {"field_of_action": "Themenfeld", "guiding_goal": "Vision"}
    authority.save()
    FieldOfActionFactory(edition=edition, title="Sprache", guiding_goal="<p>Alle.</p>")

    assert papers.headings(KIND, edition)[2:] == ["Themenfeld", "Sprache", "Vision"]


def test_a_schema_nobody_filled_stays_empty(edition):
    FieldOfActionFactory(edition=edition, title="Wohnen")

    assert papers.headings(KIND, edition) == ["Konzept 2026", "Inhalt", "Handlungsfelder", "Wohnen"]


def test_measures_without_any_field_are_the_measures_of_the_concept(edition):
    MeasureFactory(edition=edition, title="Begegnung", number="7")

    assert papers.headings(KIND, edition)[2:] == ["Maßnahmen", "Künftige Maßnahmen", "7 Begegnung"]


def test_measures_may_be_listed_or_left_out(authority, edition):
    field = FieldOfActionFactory(edition=edition, title="Sprache")
    lead = OrganisationFactory(authority=authority, name="Volkshochschule")
    measure = MeasureFactory(
        edition=edition, field=field, title="Kurs", description="<p>Ausführlich.</p>", led_by=lead,
        commitment="proposed",
    )  # fmt: skip
    MeasureFactory(edition=edition, parent=measure, title="Probe")

    full = papers.words(KIND, edition)
    listed = papers.words(KIND, edition, massnahmen="tabelle")
    without = papers.words(KIND, edition, massnahmen="ohne")

    assert "Kurs vorgeschlagen Ausführlich. Federführung Volkshochschule Baustein Probe" in full
    assert "Maßnahme Federführung Stand Kurs Volkshochschule vorgeschlagen Probe" in listed
    assert "Ausführlich" not in listed
    assert "Kurs" not in without
    assert papers.frozen(KIND, edition, massnahmen="ohne")["data"]["measures"] == []


def test_options_nobody_knows_fall_back_to_the_usual(edition):
    read = recipes.get(KIND).read_options
    usual = {"stand": "heute", "massnahmen": "ausfuehrlich"}

    assert read({}) == usual
    assert read({"massnahmen": "alle", "x": "1"}) == {"stand": "heute"}
    assert read({"stand": "beschluss"}) == usual | {"stand": "beschluss"}


def test_the_picture_counts_by_field_and_progress(edition):
    top = FieldOfActionFactory(edition=edition, number="1", title="Sprache")
    focus = FieldOfActionFactory(parent=top, title="Kitas")
    MeasureFactory(edition=edition, field=top, status=MeasureStatus.DONE)
    MeasureFactory(edition=edition, field=focus, status=MeasureStatus.RUNNING)
    MeasureFactory(edition=edition, status=MeasureStatus.RUNNING)

    chart = recipes.get(KIND).context(papers.frozen(KIND, edition)["data"])["chart"]

    assert [column["label"] for column in chart["columns"]] == [
        "Handlungsfeld", "umgesetzt", "im Plan", "zusammen",
    ]  # fmt: skip
    assert chart["rows"] == [["1 Sprache", "1", "1", "2"], ["ohne Zuordnung", "0", "1", "1"]]


def test_there_is_no_picture_as_long_as_no_measure_has_a_field(edition):
    FieldOfActionFactory(edition=edition)
    MeasureFactory(edition=edition)

    assert recipes.get(KIND).context(papers.frozen(KIND, edition)["data"])["chart"] is None


def test_the_steering_group_is_named_by_organisation_and_function(authority, edition):
    body = BodyFactory(authority=authority, name="Steuerungsgruppe")
    member = MembershipFactory(body=body)
    member.person.name = "Kim Beispiel"
    member.person.save()
    MembershipFactory(body=body, since=None, until=fuzzy.parse("2010"))
    edition.steering_group = body
    edition.save()

    group = papers.frozen(KIND, edition)["data"]["steering_group"]

    assert group == {"name": "Steuerungsgruppe", "members": [member.person.function]}
    body.until = fuzzy.parse("2012")
    body.save()
    assert len(papers.frozen(KIND, edition)["data"]["steering_group"]["members"]) == 2


def test_the_making_is_told(authority, edition):
    ParticipationEventFactory(
        edition=edition, title="Auftakt", kind="kickoff", attended=120, invited=800,
        numbers_about=True, objective="Informieren.", result="94 Vorschläge.", place="Stadthalle",
    )  # fmt: skip
    EditionRoleFactory(
        edition=edition,
        organisation=OrganisationFactory(authority=authority, name="Hochschule"),
        since=fuzzy.parse("2023"),
        until=fuzzy.parse("2024"),
        note="Endet mit dem Workshop",
    )
    EditionCostFactory(edition=edition, year=2023, budget=5000, label="Druck")

    said = papers.words(KIND, edition)

    assert (
        "wissenschaftliche Begleitung: Hochschule (2023 bis 2024). Endet mit dem Workshop" in said
    )
    assert "rund 120 Teilnehmende; rund 800 eingeladen Informieren. 94 Vorschläge." in said
    assert "Jahr Wofür Ansatz 2023 Druck 5.000 €" in said


def test_the_number_of_queries_is_the_same_for_one_and_three_of_each(authority):
    counts = []
    for number in (1, 3):
        edition = EditionFactory(concept__authority=authority, adopted=True)
        whole(edition, number=number)
        with CaptureQueriesContext(connection) as queries:
            papers.frozen(KIND, edition)
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.pdf
def test_a_whole_concept_is_sound_with_contents_and_bookmarks(edition):
    paper = papers.paper(KIND, whole(edition))

    assert reading.complaints(paper.pdf) == {}
    assert 8 <= paper.pages <= 16
    marks = str(reading.bookmarks(paper.pdf))
    assert all(mark in marks for mark in ("Kapitel 0", "Abschnitt 0", "1 Feld 0", "Schwerpunkt 0"))
    assert "Leitziel" not in marks
    assert reading.roles(paper.pdf).count("/TOC") + reading.roles(paper.pdf).count("/L") > 0
    assert "/Figure" in reading.roles(paper.pdf)


def test_fields_of_which_only_the_name_is_known_share_a_table(edition):
    FieldOfActionFactory(edition=edition, number="1", title="Sprache", change_status="updated")
    FieldOfActionFactory(edition=edition, number="2", title="Pflege", change_status="new")

    assert papers.headings(KIND, edition)[2:] == ["Handlungsfelder"]
    said = "Handlungsfeld Gegenüber der vorigen Fassung 1 Sprache aktualisiert 2 Pflege neu"
    assert said in papers.words(KIND, edition)


def test_one_field_with_something_in_it_brings_the_headings_back(edition):
    FieldOfActionFactory(edition=edition, title="Sprache")
    FieldOfActionFactory(edition=edition, title="Pflege", guiding_goal="<p>Alle.</p>")

    assert papers.headings(KIND, edition)[2:] == [
        "Handlungsfelder",
        "Sprache",
        "Pflege",
        "Leitziel",
    ]


@pytest.mark.parametrize(("characters", "short"), [(100, True), (30_000, False)])
def test_only_a_long_concept_begins_its_parts_on_new_pages(edition, characters, short):
    ChapterFactory(edition=edition, body=f"<p>{'Wort ' * (characters // 5)}</p>")

    assert ('class="short"' in papers.html(KIND, edition)) is short
    assert ('class="contents flowing"' in papers.html(KIND, edition)) is short


def test_large_numbers_of_people_are_grouped(edition):
    ParticipationEventFactory(edition=edition, attended=1184, invited=12000)

    assert "1.184 Teilnehmende; 12.000 eingeladen" in papers.words(KIND, edition)
