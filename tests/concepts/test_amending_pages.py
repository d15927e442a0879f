"""Pages of an adopted edition: nothing changes without an amendment, nothing typed is lost."""

import pytest

from concepts.forms import ChapterForm
from concepts.models import Amendment, Chapter, FieldOfAction, Goal
from council.models import Resolution
from integration_portal.history.actions import record
from integration_portal.history.models import Revision
from tests.factories import concepts as make
from tests.factories.council import ResolutionFactory
from tests.factories.stakeholders import BodyFactory

from .conftest import fill
from .entering import REASON, address, opened

pytestmark = pytest.mark.django_db


def chapter_form(chapter, user, **data):
    values = {"title": chapter.title, "body": chapter.body, "parent": ""} | data
    return ChapterForm(values, instance=chapter, authority=chapter.edition.authority, user=user)


# The pages

PLAN = ("chapter", "theme", "goal", "field")
TEXTS = {"chapter": "title", "theme": "title", "goal": "text", "field": "title"}


@pytest.mark.parametrize("kind", PLAN)
def test_no_post_changes_an_adopted_part_without_an_amendment(kind, adopted, officer, enter):
    thing = fill(adopted)[kind]
    Amendment.objects.all().delete()
    data = {TEXTS[kind]: "Verändert", "needs-TOTAL_FORMS": "0", "needs-INITIAL_FORMS": "0"}

    answer = enter(officer).post(
        address(f"{kind}_edit", adopted, thing.pk), data | opened(thing, officer)
    )

    assert answer.status_code == 200
    assert "Nennen Sie Tag und Grund" in answer.text
    assert getattr(type(thing).objects.get(pk=thing.pk), TEXTS[kind]) != "Verändert"
    assert Amendment.objects.count() == 0


@pytest.mark.parametrize("kind", PLAN)
def test_with_day_and_reason_the_adopted_part_is_changed(kind, adopted, officer, enter):
    thing = fill(adopted)[kind]
    Amendment.objects.all().delete()
    data = {
        TEXTS[kind]: "Verändert",
        "needs-TOTAL_FORMS": "0",
        "needs-INITIAL_FORMS": "0",
        **REASON,
        **opened(thing, officer),
    }

    answer = enter(officer).post(address(f"{kind}_edit", adopted, thing.pk), data)

    assert answer.status_code == 302
    assert getattr(type(thing).objects.get(pk=thing.pk), TEXTS[kind]) == "Verändert"
    assert Amendment.objects.get().subject_id == thing.pk


@pytest.mark.parametrize("kind", PLAN)
def test_an_adopted_part_is_deleted_only_with_an_amendment(kind, adopted, officer, enter):
    thing = fill(adopted)[kind]
    Amendment.objects.all().delete()
    browser = enter(officer)
    where = address(f"{kind}_delete", adopted, thing.pk)

    refused = browser.post(where, opened(thing, officer))
    assert refused.status_code == 200
    assert type(thing).objects.filter(pk=thing.pk).exists()

    answer = browser.post(where, {**REASON, **opened(thing, officer)})

    assert answer.status_code == 302
    assert not type(thing).objects.filter(pk=thing.pk).exists()
    amendment = Amendment.objects.get()
    assert (amendment.kind, amendment.subject_id) == ("removed", thing.pk)


def test_the_order_of_an_adopted_edition_stays(adopted, officer, enter):
    first, _second = make.ChapterFactory.create_batch(2, edition=adopted)

    answer = enter(officer).post(address("chapter_move", adopted, first.pk), {"richtung": "ab"})

    assert answer.status_code == 403
    assert "die Reihenfolge bleibt" in answer.text


def test_a_new_part_sent_to_an_edition_closed_meanwhile_is_not_lost(superseded, officer, enter):
    answer = enter(officer).post(
        address("chapter_new", superseded), {"title": "Nachtrag", "body": "Ein langer Text."}
    )

    assert answer.status_code == 200
    assert "Ein langer Text." in answer.text
    assert "wird nicht mehr geändert" in answer.text
    assert Chapter.objects.count() == 0


def test_a_part_of_an_edition_closed_meanwhile_is_not_changed(superseded, officer, enter):
    goal = make.GoalFactory(field__edition=superseded, text="Alt")
    record(goal, by=officer)

    answer = enter(officer).post(
        address("goal_edit", superseded, goal.pk), {"text": "Neu", **opened(goal, officer)}
    )

    assert answer.status_code == 403
    assert "Neu" in answer.text
    assert Goal.objects.get().text == "Alt"


def test_a_field_added_after_adoption_gets_the_next_number(adopted, officer, enter):
    make.FieldOfActionFactory(edition=adopted, number="1")
    rows = {"needs-TOTAL_FORMS": "0", "needs-INITIAL_FORMS": "0"}

    enter(officer).post(
        address("field_new", adopted), {"title": "Gesundheit", "number": "", **rows, **REASON}
    )

    assert FieldOfAction.objects.get(title="Gesundheit").number == "2"
    assert Amendment.objects.get().label == "2 Gesundheit"


def test_an_automatic_number_stays_when_an_adopted_field_is_edited(adopted, officer, enter):
    field = make.FieldOfActionFactory(edition=adopted, number="4")
    data = {
        "title": "Anders",
        "number": "",
        "needs-TOTAL_FORMS": "0",
        "needs-INITIAL_FORMS": "0",
        **REASON,
        **opened(field, officer),
    }

    enter(officer).post(address("field_edit", adopted, field.pk), data)

    field.refresh_from_db()
    assert (field.number, field.number_given, field.title) == ("4", False, "Anders")


def resolved(authority) -> Resolution:
    return ResolutionFactory(body=BodyFactory(authority=authority))


def test_a_change_in_force_says_on_which_resolution_it_rests(adopted, officer):
    resolution = resolved(adopted.authority)
    chosen = {**REASON, "amendment_resolution": str(resolution.pk)}
    form = chapter_form(make.ChapterFactory(edition=adopted), officer, title="Neu", **chosen)
    assert form.is_valid()

    form.save(by=officer)

    assert list(form.amendment.resolutions.all()) == [resolution]
    assert Revision.objects.of(resolution).first().reason == "Auftrag des Ausschusses"


def test_a_change_in_force_needs_no_resolution(adopted, officer):
    resolved(adopted.authority)
    form = chapter_form(make.ChapterFactory(edition=adopted), officer, title="Neu", **REASON)
    assert form.is_valid()

    form.save(by=officer)

    assert list(form.amendment.resolutions.all()) == []


def test_a_resolution_of_another_authority_is_no_choice(adopted, neighbour, officer):
    resolved(adopted.authority)
    chosen = {**REASON, "amendment_resolution": str(resolved(neighbour).pk)}

    form = chapter_form(make.ChapterFactory(edition=adopted), officer, title="Neu", **chosen)

    assert not form.is_valid()
    assert set(form.errors) == {"amendment_resolution"}


def test_nobody_is_asked_for_a_resolution_while_there_is_none(adopted, officer):
    form = chapter_form(make.ChapterFactory(edition=adopted), officer)

    assert "amendment_resolution" not in form.fields


def test_a_part_is_deleted_on_a_resolution(adopted, officer, enter):
    chapter = make.ChapterFactory(edition=adopted)
    resolution = resolved(adopted.authority)
    data = {**REASON, "amendment_resolution": str(resolution.pk), **opened(chapter, officer)}

    enter(officer).post(address("chapter_delete", adopted, chapter.pk), data)

    assert list(Amendment.objects.get().resolutions.all()) == [resolution]
