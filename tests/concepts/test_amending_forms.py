"""Forms of a plan in force: a change wants day and reason, progress does not."""

import datetime as dt

import pytest
from django.utils import timezone

from concepts.enums import AmendmentKind, EditionStatus
from concepts.forms import ChapterForm, FieldForm, GoalForm, ThemeForm
from concepts.models import Amendment, Chapter
from integration_portal.core.fuzzy import parse
from integration_portal.history.models import Revision
from tests.factories import concepts as make

from .entering import REASON

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 2, 1)


def chapter_form(chapter, user, **data):
    values = {"title": chapter.title, "body": chapter.body, "parent": ""} | data
    return ChapterForm(values, instance=chapter, authority=chapter.edition.authority, user=user)


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
