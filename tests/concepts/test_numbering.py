"""Numbers follow the order, given ones stay, printed ones are not given again."""

import pytest

from concepts.actions.numbering import letter, renumber
from concepts.models import FieldOfAction, Goal
from integration_portal.history.actions import record
from integration_portal.history.models import Revision, RevisionAction
from tests.factories import concepts as make
from tests.factories.measures import MeasureFactory

pytestmark = pytest.mark.django_db


def numbers(edition) -> list[str]:
    return list(
        edition.fields.order_by("parent__position", "position").values_list("number", flat=True)
    )


def test_fields_and_what_stands_below_them_are_numbered_in_order(draft, officer):
    first = make.FieldOfActionFactory(edition=draft)
    second = make.FieldOfActionFactory(edition=draft)
    focus = make.FieldOfActionFactory(parent=second)
    deep = make.FieldOfActionFactory(parent=focus)

    renumber(edition=draft, by=officer)

    found = dict(FieldOfAction.objects.values_list("pk", "number"))
    assert found == {first.pk: "1", second.pk: "2", focus.pk: "2.1", deep.pk: "2.1.1"}


def test_goals_carry_the_number_of_their_field_and_sub_goals_a_letter(draft, officer):
    focus = make.FieldOfActionFactory(parent=make.FieldOfActionFactory(edition=draft))
    goal = make.GoalFactory(field=focus)
    sub_goals = make.GoalFactory.create_batch(2, parent=goal)

    renumber(edition=draft, by=officer)

    found = dict(Goal.objects.values_list("pk", "number"))
    assert found == {goal.pk: "Z 1.1.1", sub_goals[0].pk: "Z 1.1.1 a", sub_goals[1].pk: "Z 1.1.1 b"}


def test_a_given_number_stays_and_is_not_given_twice(draft, officer):
    make.FieldOfActionFactory(edition=draft)
    make.FieldOfActionFactory(edition=draft, number="2", number_given=True)
    make.FieldOfActionFactory(edition=draft)
    make.FieldOfActionFactory(edition=draft, number="A", number_given=True)

    renumber(edition=draft, by=officer)

    assert numbers(draft) == ["1", "2", "3", "A"]


def test_moving_a_field_takes_its_number_along_and_says_so(draft, officer):
    first, second = make.FieldOfActionFactory.create_batch(2, edition=draft)
    renumber(edition=draft, by=officer)
    second.refresh_from_db()
    second.move(-1)

    renumber(edition=draft, by=officer)

    assert dict(FieldOfAction.objects.values_list("pk", "number")) == {
        second.pk: "1",
        first.pk: "2",
    }
    assert Revision.objects.of(first).first().state["number"] == "2"


def test_in_force_only_what_has_no_number_gets_one(adopted, officer):
    make.FieldOfActionFactory(edition=adopted, number="1")
    gone = make.FieldOfActionFactory(edition=adopted, number="2")
    record(gone, by=officer, action=RevisionAction.DELETED)
    gone.delete()
    new = make.FieldOfActionFactory(edition=adopted)

    renumber(edition=adopted, by=officer)

    new.refresh_from_db()
    assert new.number == "3"
    assert numbers(adopted) == ["1", "3"]


def test_what_kept_its_number_is_not_recorded(draft, officer):
    field = make.FieldOfActionFactory(edition=draft, number="1")

    renumber(edition=draft, by=officer)

    assert Revision.objects.of(field).count() == 0


def test_measures_follow_their_fields(draft, officer):
    field = make.FieldOfActionFactory(edition=draft)
    measure = MeasureFactory(edition=draft, field=field, number="")

    renumber(edition=draft, by=officer)

    measure.refresh_from_db()
    assert measure.number == "1.1"


@pytest.mark.parametrize(("n", "letters"), [(1, "a"), (26, "z"), (27, "aa"), (52, "az")])
def test_letters_go_on_after_z(n, letters):
    assert letter(n) == letters
