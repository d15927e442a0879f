"""After adoption the plan changes only with day and reason, and says so."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from concepts.actions.amendments import amend
from concepts.enums import AmendmentKind, EditionStatus
from concepts.forms import ChapterForm, FieldForm, GoalForm, ThemeForm
from concepts.models import Amendment, Chapter, FieldOfAction, Goal
from council.models import Resolution
from integration_portal.core.fuzzy import parse
from integration_portal.editing import tokens
from integration_portal.history.actions import record, version
from integration_portal.history.models import Revision
from tests.factories import concepts as make
from tests.factories.council import ResolutionFactory
from tests.factories.stakeholders import BodyFactory

from .conftest import fill

pytestmark = pytest.mark.django_db
REASON = {"amendment_on": "01.02.2026", "amendment_reason": "Auftrag des Ausschusses"}
DAY = dt.date(2026, 2, 1)


def opened(thing, user) -> dict:
    """The note a form page carries."""
    return {tokens.FIELD: tokens.page_token(user, thing, version(thing)).sealed()}


def address(name: str, edition, *args) -> str:
    return reverse(f"concepts:{name}", args=[edition.concept.authority.slug, edition.slug, *args])


def chapter_form(chapter, user, **data):
    values = {"title": chapter.title, "body": chapter.body, "parent": ""} | data
    return ChapterForm(values, instance=chapter, authority=chapter.edition.authority, user=user)


# The action


def test_an_amendment_names_the_thing_the_day_and_the_reason(adopted, officer):
    field = make.FieldOfActionFactory(edition=adopted, number="1")

    amendment = amend(
        edition=adopted,
        thing=field,
        kind=AmendmentKind.ADDED,
        on=DAY,
        reason=" Beschluss des Rates ",
        by=officer,
    )

    assert (amendment.label, amendment.reason, amendment.by) == (
        str(field),
        "Beschluss des Rates",
        officer,
    )
    assert str(amendment) == f"{field}, nachträglich aufgenommen am 01.02.2026"
    revision = Revision.objects.of(field).get()
    assert (revision.action, revision.reason) == ("created", "Beschluss des Rates")


def test_a_removed_thing_is_recorded_as_deleted(adopted, officer):
    goal = make.GoalFactory(field__edition=adopted)

    amend(
        edition=adopted,
        thing=goal,
        kind=AmendmentKind.REMOVED,
        on=DAY,
        reason="Entfallen",
        by=officer,
    )

    assert Revision.objects.of(goal).get().action == "deleted"


@pytest.mark.parametrize("status", ["draft", "deliberation", "dormant", "superseded"])
def test_only_an_edition_in_force_is_amended(status, authority, officer):
    edition = make.EditionFactory(concept__authority=authority, status=status)
    chapter = make.ChapterFactory(edition=edition)

    with pytest.raises(ValidationError, match="gibt es dort nicht"):
        amend(
            edition=edition,
            thing=chapter,
            kind=AmendmentKind.CHANGED,
            on=DAY,
            reason="Grund",
            by=officer,
        )


def test_an_amendment_without_a_reason_is_refused(adopted, officer):
    with pytest.raises(ValidationError):
        amend(
            edition=adopted,
            thing=make.ChapterFactory(edition=adopted),
            kind=AmendmentKind.CHANGED,
            on=DAY,
            reason="  ",
            by=officer,
        )


def test_an_amendment_of_tomorrow_is_refused(adopted, officer):
    with pytest.raises(ValidationError, match="in der Zukunft"):
        amend(
            edition=adopted,
            thing=make.ChapterFactory(edition=adopted),
            kind=AmendmentKind.CHANGED,
            on=timezone.localdate() + dt.timedelta(days=1),
            reason="Grund",
            by=officer,
        )


# The fieldset of a form


def test_a_draft_is_changed_without_day_and_reason(draft, officer):
    form = chapter_form(make.ChapterFactory(edition=draft), officer, title="Neu")

    assert form.is_valid()
    assert "amendment_reason" not in form.fields
    form.save(by=officer)
    assert Amendment.objects.count() == 0


def test_a_change_in_force_wants_day_and_reason(adopted, officer):
    form = chapter_form(make.ChapterFactory(edition=adopted), officer, title="Neu")

    assert not form.is_valid()
    assert set(form.errors) == {"amendment_on", "amendment_reason"}


def test_a_change_in_force_is_saved_with_its_amendment(adopted, officer):
    chapter = make.ChapterFactory(edition=adopted)
    form = chapter_form(chapter, officer, title="Neu", **REASON)
    assert form.is_valid()

    form.save(by=officer)

    assert (form.amendment.kind, form.amendment.on, form.amendment.label) == (
        "changed",
        DAY,
        "Neu",
    )
    assert Revision.objects.of(chapter).first().reason == "Auftrag des Ausschusses"


def test_a_form_left_as_it_was_needs_no_reason_and_leaves_no_amendment(adopted, officer):
    chapter = make.ChapterFactory(edition=adopted, body="<p>Eins</p>\n<p>Zwei</p>")
    chapter.refresh_from_db()
    form = chapter_form(chapter, officer, body=chapter.body.replace("\n", "\r\n"))
    assert form.is_valid()

    form.save(by=officer)

    assert Amendment.objects.count() == 0


def test_a_new_part_in_force_is_an_addition(adopted, officer):
    form = ChapterForm(
        {"title": "Nachtrag", "body": "", "parent": "", **REASON},
        instance=Chapter(edition=adopted),
        authority=adopted.authority,
        user=officer,
    )
    assert form.is_valid()

    form.save(by=officer)

    assert form.amendment.kind == AmendmentKind.ADDED


@pytest.mark.parametrize(
    ("rows", "changed"),
    [
        ({}, False),
        ({"needs-0-text": "Anders"}, True),
        ({"needs-0-DELETE": "on"}, True),
        ({"needs-TOTAL_FORMS": "2", "needs-1-text": "Neu", "needs-1-id": ""}, True),
    ],
)
def test_rows_belong_to_the_plan(rows, changed, adopted, officer):
    field = make.FieldOfActionFactory(edition=adopted, number="1")
    need = make.NeedForActionFactory(field=field, text="Alt")
    data = {
        "title": field.title,
        "number": "",
        "needs-TOTAL_FORMS": "1",
        "needs-INITIAL_FORMS": "1",
        "needs-0-id": str(need.pk),
        "needs-0-text": "Alt",
        "needs-0-ORDER": "1",
        "needs-0-field": str(field.pk),
    } | rows

    form = FieldForm(data, instance=field, authority=adopted.authority, user=officer)

    assert form.is_valid() is not changed


def test_progress_needs_no_reason(adopted, officer):
    class Relaxed(FieldForm):
        progress_fields = ("topics",)
        progress_rows = {"needs": ("text",)}

    field = make.FieldOfActionFactory(edition=adopted, number="1")
    need = make.NeedForActionFactory(field=field, text="Alt")
    data = {
        "title": field.title,
        "topics": "Neu",
        "needs-TOTAL_FORMS": "1",
        "needs-INITIAL_FORMS": "1",
        "needs-0-id": str(need.pk),
        "needs-0-text": "Anders",
        "needs-0-ORDER": "1",
        "needs-0-field": str(field.pk),
    }

    form = Relaxed(data, instance=field, authority=adopted.authority, user=officer)

    assert form.is_valid()
    form.save(by=officer)
    assert Amendment.objects.count() == 0


def test_a_day_to_come_is_refused_at_its_field(adopted, officer):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    form = chapter_form(
        make.ChapterFactory(edition=adopted),
        officer,
        title="Neu",
        **REASON | {"amendment_on": f"{tomorrow:%d.%m.%Y}"},
    )

    assert not form.is_valid()
    assert set(form.errors) == {"amendment_on"}


@pytest.mark.parametrize("status", [EditionStatus.DORMANT, EditionStatus.SUPERSEDED])
def test_a_form_of_a_closed_edition_is_never_valid(status, authority, officer):
    edition = make.EditionFactory(concept__authority=authority, status=status)

    form = chapter_form(make.ChapterFactory(edition=edition), officer, title="Neu", **REASON)

    assert not form.is_valid()
    assert "wird nicht mehr geändert" in str(form.non_field_errors())


@pytest.mark.parametrize(("date", "changed"), [("Ende 2027", False), ("2028", True), ("", True)])
def test_dates_count_by_what_they_mean(date, changed, adopted, officer):
    goal = make.GoalFactory(field__edition=adopted, number="Z 1.1", target_date=parse("Ende 2027"))

    form = GoalForm(
        {"text": goal.text, "target_date": date},
        instance=goal,
        authority=adopted.authority,
        user=officer,
    )

    assert form.is_valid() is not changed


def test_choices_count_too(adopted, officer):
    strategic = make.StrategicGoalFactory(authority=adopted.authority)
    field = make.FieldOfActionFactory(edition=adopted, number="1")
    data = {"title": field.title, "strategic_goals": [strategic.pk]}
    data |= {"needs-TOTAL_FORMS": "0", "needs-INITIAL_FORMS": "0"}

    form = FieldForm(data, instance=field, authority=adopted.authority, user=officer)

    assert not form.is_valid()


def test_a_form_without_sections_gets_them_for_its_own_fields(adopted, officer):
    class Plain(ThemeForm):
        sections = ()

    theme = make.CrossCuttingThemeFactory(edition=adopted)

    form = Plain(instance=theme, authority=adopted.authority, user=officer)

    assert [section.id for section in form.sections] == ["aenderung", "angaben"]
    assert form.sections[1].fields == ("title", "description")


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


# The resolution an amendment rests on


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
