"""The parts of an edition as officers enter them: chapters, fields, goals, events, evaluations."""

import pytest

from concepts.forms import (
    ChapterForm,
    FieldForm,
)
from concepts.models import (
    Chapter,
    Evaluation,
    FieldOfAction,
    Goal,
    ParticipationEvent,
    StrategicGoal,
)
from integration_portal.history.models import Revision
from tests.factories import concepts as make

from .entering import address, opened, rows

pytestmark = pytest.mark.django_db
NO_NEEDS = {"needs-TOTAL_FORMS": "0", "needs-INITIAL_FORMS": "0"}


def test_a_chapter_is_created_below_another(draft, officer, enter):
    above = make.ChapterFactory(edition=draft)
    where = f"{address('chapter_new', draft)}?unter={above.pk}"
    browser = enter(officer)

    shown = browser.get(where)
    browser.post(
        where, {"title": "Leitbild", "body": "<p>Text<script>x</script></p>", "parent": above.pk}
    )

    chapter = Chapter.objects.get(title="Leitbild")
    assert f"Kapitel unter „{above}“" in shown.text
    assert (chapter.parent, chapter.body) == (above, "<p>Text</p>")


def test_a_chapter_under_a_new_parent_stands_last(draft, officer, enter):
    first, second = make.ChapterFactory.create_batch(2, edition=draft)
    child = make.ChapterFactory(parent=first)

    enter(officer).post(
        address("chapter_edit", draft, second.pk),
        {"title": "Zwei", "body": "", "parent": first.pk, **opened(second, officer)},
    )

    assert list(first.children.all()) == [child, second]


def test_a_chapter_is_not_offered_what_stands_below_it(draft, officer):
    chapter = make.ChapterFactory(edition=draft)
    make.ChapterFactory(parent=chapter)
    other = make.ChapterFactory(edition=draft)

    form = ChapterForm(instance=chapter, authority=draft.authority, user=officer)

    assert list(form.fields["parent"].queryset) == [other]


def test_a_field_is_created_with_needs_and_its_number(draft, officer, enter):
    enter(officer).post(
        address("field_new", draft),
        {"title": "Gesundheit", "number": "", **rows("needs", {"text": "Dolmetschen fehlt"})},
    )

    field = FieldOfAction.objects.get()
    assert (field.number, field.number_given, field.needs.get().text) == (
        "1",
        False,
        "Dolmetschen fehlt",
    )
    assert Revision.objects.of(field).first().state["needs"][0]["text"] == "Dolmetschen fehlt"


def test_a_typed_number_is_given_and_an_emptied_one_follows_again(draft, officer, enter):
    field = make.FieldOfActionFactory(edition=draft, number="1")
    browser, where = enter(officer), address("field_edit", draft, field.pk)

    for typed, number, given in (("A", "A", True), ("", "1", False)):
        browser.post(
            where, {"title": "Sprache", "number": typed, **NO_NEEDS, **opened(field, officer)}
        )
        field.refresh_from_db()
        assert (field.number, field.number_given) == (number, given)


def test_a_goal_and_its_sub_goal_are_created_and_numbered(draft, officer, enter):
    field = make.FieldOfActionFactory(edition=draft, number="1")
    browser, where = enter(officer), address("goal_new", draft, field.pk)
    browser.post(where, {"text": "Ankommen begleiten", "target_date": "Ende 2027"})
    goal = Goal.objects.get()

    shown = browser.get(f"{where}?unter={goal.pk}")
    browser.post(where, {"text": "Lotsen schulen", "parent": goal.pk})

    assert "Teilziel anlegen" in shown.text
    numbers = Goal.objects.order_by("pk").values_list("number", flat=True)
    assert list(numbers) == ["Z 1.1", "Z 1.1 a"]


def test_saving_and_more_opens_an_empty_form(draft, officer, enter):
    answer = enter(officer).post(
        address("theme_new", draft), {"title": "Vielfalt", "description": "", "more": "1"}
    )

    assert answer.url == address("theme_new", draft)


def test_an_event_is_told_with_a_new_organisation(draft, officer, enter):
    data = {
        "title": "Auftakt",
        "kind": "kickoff",
        "date": "11/2024",
        "attended": "60",
        "numbers_about": "on",
        "organisations-neu-name": "Kulturverein",
        "organisations-neu-kind": "association",
    }

    answer = enter(officer).post(address("event_new", draft), data)

    event = ParticipationEvent.objects.get()
    assert answer.url == f"{draft.get_absolute_url()}#participationevent-{event.pk}"
    assert [str(event.date), event.organisations.get().name] == ["November 2024", "Kulturverein"]


def test_an_evaluation_and_its_chapter_are_entered(superseded, officer, enter):
    browser = enter(officer)
    browser.post(address("evaluation_new", superseded), {"title": "Bericht", "published": "2014"})
    evaluation = Evaluation.objects.get()

    answer = browser.post(
        address("evaluation_chapter_new", superseded, evaluation.pk),
        {"title": "1 Einleitung", "body": "Text"},
    )

    chapter = evaluation.chapters.get()
    assert answer.url == chapter.get_absolute_url()
    assert chapter.body == "<p>Text</p>"


def test_a_strategic_goal_that_an_edition_in_force_names_stays(adopted, officer, enter):
    goal = make.StrategicGoalFactory(authority=adopted.authority, code="A3")
    make.FieldOfActionFactory(edition=adopted).strategic_goals.add(goal)
    browser = enter(officer)
    where = f"/waiblingen/konzept/strategische-ziele/{goal.pk}/loeschen/"

    answer = browser.post(where, opened(goal, officer))

    assert "nennt dieses Ziel" in answer.text
    assert StrategicGoal.objects.count() == 1
    adopted.fields.all().delete()
    assert browser.post(where, opened(goal, officer)).status_code == 302
    assert StrategicGoal.objects.count() == 0


def test_places_are_offered_in_the_order_of_the_concept(draft, officer):
    first, second = make.FieldOfActionFactory.create_batch(2, edition=draft)
    below = make.FieldOfActionFactory(parent=second)

    form = FieldForm(instance=FieldOfAction(edition=draft), authority=draft.authority, user=officer)

    offered = [value for value, _label in form.fields["parent"].choices]
    assert offered == ["", str(first.pk), str(second.pk), str(below.pk)]
