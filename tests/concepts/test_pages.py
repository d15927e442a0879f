"""What the pages of the concept say."""

import re

import pytest
from django.urls import reverse

from concepts.enums import EditionStatus
from integration_portal.core.fuzzy import parse
from integration_portal.history.actions import record
from tests.factories import concepts as make
from tests.factories.measures import MeasureFactory

from .conftest import fill, resolve

pytestmark = pytest.mark.django_db


def page(name: str, edition, *args) -> str:
    return reverse(f"concepts:{name}", args=[edition.concept.authority.slug, edition.slug, *args])


def text_of(answer) -> str:
    """The words of the page, spaces evened out."""
    return " ".join(answer.text.split())


def test_an_empty_page_offers_the_officer_the_first_step(authority, officer, enter):
    answer = enter(officer).get("/waiblingen/konzept/")

    assert "Hier ist noch kein Konzept." in answer.text
    assert "/waiblingen/konzept/anlegen/" in answer.text


def test_an_empty_page_tells_the_council_when_there_will_be_something(authority, reader, enter):
    answer = enter(reader).get("/waiblingen/konzept/")

    assert "Sobald eines in Beratung ist, steht es hier." in answer.text
    assert "/waiblingen/konzept/anlegen/" not in answer.text


def test_the_concept_shows_which_edition_counts_and_by_which_resolution(adopted, reader, enter):
    adopted.period_start = parse("2024")
    adopted.save()
    resolve(adopted)
    adopted.resolutions.get().resolution.__class__.objects.update(public=True)
    fill(adopted)

    said = text_of(enter(reader).get("/waiblingen/konzept/"))

    resolution = adopted.resolutions.get().resolution
    assert "beschlossen" in said
    assert f"{resolution.body}, 15.05.2006" in said
    assert "ab 2024" in said
    assert "1 Änderung nach Beschluss" in said


def test_the_years_run_from_the_first_edition_to_the_draft(authority, officer, enter):
    concept = make.ConceptFactory(authority=authority)
    make.EditionFactory(
        concept=concept, title="Erste", period_start=parse("2006"), status="superseded"
    )
    counts = make.EditionFactory(concept=concept, title="Zweite", adopted=True)
    make.EditionTransitionFactory(edition=counts, status="adopted", on=parse("14.12.2020"))
    make.EditionFactory(concept=concept, title="Dritte")

    answer = enter(officer).get("/waiblingen/konzept/")

    years = answer.context["concepts"][0]["years"]
    assert [(str(one["when"]), one["title"], one["current"]) for one in years] == [
        ("2006", "Erste", False),
        ("14.12.2020", "Zweite", True),
        ("", "Dritte", False),
    ]
    assert "In Arbeit: „Dritte“, Entwurf." in answer.text


def test_several_concepts_stand_one_below_the_other(authority, officer, enter):
    for title in ("Integrationskonzept", "Vielfaltskonzept"):
        make.EditionFactory(concept__authority=authority, concept__title=title)

    answer = enter(officer).get("/waiblingen/konzept/")

    headings = re.findall(r"<h2[^>]*>\s*(\w+konzept)\s*</h2>", answer.text)
    assert headings == ["Integrationskonzept", "Vielfaltskonzept"]


def test_the_concept_says_what_its_measures_come_to(adopted, reader, enter):
    MeasureFactory(edition=adopted)

    shown = enter(reader).get("/waiblingen/konzept/").text

    assert "Maßnahmen nach Fortschritt, Ampel und Warnungen" in shown


def test_a_concept_whose_draft_is_hidden_says_so(draft, reader, enter):
    answer = enter(reader).get("/waiblingen/konzept/")

    assert "noch keine Fassung in Beratung" in answer.text
    assert draft.title not in answer.text


def test_staleness_shows(authority, reader, enter):
    make.EditionFactory(concept__authority=authority, adopted=True, status_on=parse("03/2018"))

    answer = enter(reader).get("/waiblingen/konzept/")

    assert "Seit März 2018 keine Änderung, kein Sachstand." in answer.text


def test_the_edition_says_everything_on_one_page(draft, officer, enter):
    made = fill(draft)
    MeasureFactory(edition=draft, field=made["field"])
    MeasureFactory(edition=draft)

    said = text_of(enter(officer).get(draft.get_absolute_url()))

    for words in (
        made["chapter"].title,
        made["field"].title,
        made["goal"].text,
        made["theme"].title,
        made["event"].title,
        made["evaluation"].title,
        draft.addressees.get().text,
        draft.related_plans.get().title,
        draft.innovation_budgets.get().title,
        draft.sources.get().text,
        draft.fundings.get().programme,
        draft.roles.get().organisation.name,
        "5.000",
        "1 Maßnahme gehört zu keinem Handlungsfeld.",
        "S",
    ):
        assert words in said
    assert f'href="#chapter-{made["chapter"].pk}"' in said
    assert f'href="#fieldofaction-{made["field"].pk}"' in said


def test_an_adopted_edition_says_what_is_allowed(adopted, officer, enter):
    answer = enter(officer).get(adopted.get_absolute_url())

    assert "Ihr Plan ändert sich nur mit Tag und Grund" in answer.text
    assert "/stand-bei-beschluss/" in answer.text
    assert 'name="richtung"' not in answer.text


@pytest.mark.parametrize("status", [EditionStatus.DORMANT, EditionStatus.SUPERSEDED])
def test_a_closed_edition_says_so_and_offers_no_change(status, authority, officer, enter):
    edition = make.EditionFactory(concept__authority=authority, status=status)
    fill(edition)

    answer = enter(officer).get(edition.get_absolute_url())

    assert "wird nicht mehr geändert" in answer.text
    assert "kapitel/neu/" not in answer.text
    assert "evaluationen/neu/" in answer.text


def test_readers_see_no_tools_and_no_history(adopted, reader, enter):
    fill(adopted)

    answer = enter(reader).get(adopted.get_absolute_url())

    for word in ("bearbeiten/", "loeschen/", "verlauf/", "/neu/", "/stand/"):
        assert word not in answer.text


def test_an_edition_without_text_says_so_to_its_readers(adopted, reader, enter):
    assert "noch keinen Inhalt" in enter(reader).get(adopted.get_absolute_url()).text


def test_the_state_as_adopted_lists_what_changed_since(adopted, reader, enter, freeze):
    fill(adopted)
    freeze(adopted)

    answer = enter(reader).get(page("edition_as_adopted", adopted))

    assert "Seither gab es 1 Änderung nach Beschluss." in answer.text
    assert "Auftrag des Ausschusses" in answer.text
    assert adopted.fields.get(parent=None).title in answer.text


def test_a_state_as_adopted_without_changes_says_so(adopted, reader, enter, freeze):
    freeze(adopted)

    answer = enter(reader).get(page("edition_as_adopted", adopted))

    assert "Seither wurde der Plan nicht geändert." in answer.text


def test_a_field_shows_goals_needs_and_measures(draft, officer, enter):
    made = fill(draft)
    field = made["field"]
    field.guiding_goal, field.topics = "<p>Alle sprechen mit.</p>", "Kita\nSchule"
    field.save()
    record(field, by=officer)
    MeasureFactory(edition=draft, field=field, title="Bisheriges", origin="existing")
    MeasureFactory(edition=draft, field=field, title="Künftiges", origin="planned")

    said = text_of(enter(officer).get(field.get_absolute_url()))

    for words in ("Alle sprechen mit.", "Kita", "Schule", "Bisheriges", "Künftiges", "angelegt"):
        assert words in said
    assert made["event"].title in said
    assert made["theme"].title in said


def test_many_measures_lead_to_the_list(draft, officer, enter):
    field = make.FieldOfActionFactory(edition=draft)
    for _ in range(9):
        MeasureFactory(edition=draft, field=field, origin="planned")

    said = enter(officer).get(field.get_absolute_url()).text

    assert "Alle Maßnahmen dieses Feldes" in said
    assert f"feld={field.pk}" in said


def test_a_field_without_anything_says_what_is_missing(draft, officer, enter):
    field = make.FieldOfActionFactory(edition=draft)

    said = enter(officer).get(field.get_absolute_url()).text

    assert "sind keine Ziele eingetragen" in said
    assert "keine Maßnahme zugeordnet" in said


def test_an_evaluation_shows_its_chapters(adopted, reader, enter):
    made = fill(adopted)

    said = enter(reader).get(made["evaluation"].get_absolute_url()).text

    assert made["evaluation_chapter"].title in said


def test_an_earlier_state_of_a_part_can_be_seen(draft, officer, enter):
    chapter = make.ChapterFactory(edition=draft, title="Früher")
    record(chapter, by=officer)
    chapter.title = "Heute"
    chapter.save()
    record(chapter, by=officer)
    browser = enter(officer)
    where = page("chapter_history", draft, chapter.pk)

    listed = browser.get(where).text
    first = chapter_revision(chapter)

    assert "Überschrift von „Früher“ zu „Heute“ geändert" in listed
    assert "Früher" in browser.get(f"{where}?stand={first}").text


def chapter_revision(chapter) -> int:
    from integration_portal.history.models import Revision

    return Revision.objects.of(chapter).last().pk
