"""What belongs to somebody else is no choice, in no field and no row."""

import pytest

from concepts.forms import (
    ChapterForm,
    EditionForm,
    EvaluationChapterForm,
    EvaluationForm,
    EventForm,
    FieldForm,
    GoalForm,
    MakingForm,
)
from concepts.models import (
    Chapter,
    Evaluation,
    EvaluationChapter,
    FieldOfAction,
    Goal,
    ParticipationEvent,
)
from tests.factories import concepts as make
from tests.factories.stakeholders import BodyFactory, OrganisationFactory

from .entering import address, rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def strangers(draft, neighbour):
    """Things that exist, but elsewhere: in another authority, or in another edition."""
    foreign = make.EditionFactory(concept__authority=neighbour)
    other = make.EditionFactory(concept=draft.concept)
    return {
        "organisation": OrganisationFactory(authority=neighbour),
        "body": BodyFactory(authority=neighbour),
        "edition": foreign,
        "strategic_goal": make.StrategicGoalFactory(authority=neighbour),
        "chapter": make.ChapterFactory(edition=other),
        "field": make.FieldOfActionFactory(edition=other),
        "goal": make.GoalFactory(field__edition=draft),
        "evaluation_chapter": make.EvaluationChapterFactory(evaluation__edition=draft),
    }


CASES = {
    "steering_group": (EditionForm, lambda e: e, "steering_group", "body"),
    "predecessors": (EditionForm, lambda e: e, "predecessors", "edition"),
    "chapter": (ChapterForm, lambda e: Chapter(edition=e), "parent", "chapter"),
    "field": (FieldForm, lambda e: FieldOfAction(edition=e), "parent", "field"),
    "strategic": (
        FieldForm,
        lambda e: FieldOfAction(edition=e),
        "strategic_goals",
        "strategic_goal",
    ),
    "goal": (
        GoalForm,
        lambda e: Goal(field=make.FieldOfActionFactory(edition=e)),
        "parent",
        "goal",
    ),
    "event field": (EventForm, lambda e: ParticipationEvent(edition=e), "field", "field"),
    "event": (
        EventForm,
        lambda e: ParticipationEvent(edition=e),
        "organisations",
        "organisation",
    ),
    "evaluation": (
        EvaluationForm,
        lambda e: Evaluation(edition=e),
        "organisation",
        "organisation",
    ),
    "evaluation chapter": (
        EvaluationChapterForm,
        lambda e: EvaluationChapter(evaluation=make.EvaluationFactory(edition=e)),
        "parent",
        "evaluation_chapter",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_foreign_id_is_no_choice(case, draft, officer, strangers):
    form_class, build, name, stranger = CASES[case]
    if name == "strategic_goals":
        make.StrategicGoalFactory(authority=draft.authority)
    pk = strangers[stranger].pk
    many = name in ("predecessors", "strategic_goals", "organisations")

    form = form_class(
        {name: [pk] if many else pk},
        instance=build(draft),
        authority=draft.authority,
        user=officer,
    )

    assert not form.is_valid()
    assert name in form.errors


@pytest.mark.parametrize(
    ("table", "column", "values"),
    [
        ("roles", "organisation", {"kind": "scientific"}),
        ("financing", "funder", {"year": 2020, "kind": "grant", "amount": "5.000"}),
        ("fundings", "funder", {"programme": "Landesprogramm", "state": "applied"}),
    ],
)
def test_a_foreign_id_in_a_row_is_no_choice(table, column, values, draft, officer, strangers):
    data = rows(table, {**values, column: strangers["organisation"].pk})

    form = MakingForm(data, instance=draft, authority=draft.authority, user=officer)

    assert not form.is_valid()
    assert column in form.formsets[table].forms[0].errors


@pytest.mark.parametrize("kind", ["chapter_new", "field_new"])
def test_a_foreign_parent_in_the_address_is_not_found(kind, draft, officer, strangers, enter):
    foreign = strangers["chapter" if kind == "chapter_new" else "field"]

    assert enter(officer).get(address(kind, draft), {"unter": foreign.pk}).status_code == 404
    assert enter(officer).get(address(kind, draft), {"unter": "x"}).status_code == 404
