"""Parts change places, and go."""

import pytest

from concepts.models import (
    Edition,
)
from integration_portal.history.models import Revision
from tests.factories import concepts as make

from .conftest import fill
from .entering import address, opened

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("chapter", "chapters"),
        ("field", "fields"),
        ("goal", "field-goals"),
        ("goal", "fields"),
        ("theme", "themes"),
        ("event", "events"),
        ("evaluation_chapter", "evaluation-chapters"),
    ],
)
def test_moving_answers_with_the_list_it_stands_in(kind, target, draft, officer, enter):
    first = fill(draft)[kind]
    second = sibling(kind, first)
    args = [second.evaluation_id] if kind == "evaluation_chapter" else []

    answer = enter(officer).post(
        address(f"{kind}_move", draft, *args, second.pk),
        {"richtung": "auf"},
        headers={"HX-Request": "true", "HX-Target": target},
    )

    assert answer.status_code == 200
    assert f'id="{target}"' in answer.text
    assert list(second.siblings().order_by("position")) == [second, first]
    assert Revision.objects.of(first).exists()


def sibling(kind: str, first):
    return {
        "chapter": lambda: make.ChapterFactory(edition=first.edition),
        "field": lambda: make.FieldOfActionFactory(edition=first.edition),
        "goal": lambda: make.GoalFactory(field=first.field),
        "theme": lambda: make.CrossCuttingThemeFactory(edition=first.edition),
        "event": lambda: make.ParticipationEventFactory(edition=first.edition),
        "evaluation_chapter": lambda: make.EvaluationChapterFactory(evaluation=first.evaluation),
    }[kind]()


def test_deleting_a_field_of_a_draft_numbers_the_others_anew(draft, officer, enter):
    first = make.FieldOfActionFactory(edition=draft, number="1")
    second = make.FieldOfActionFactory(edition=draft, number="2")

    answer = enter(officer).post(
        address("field_delete", draft, first.pk), opened(first, officer) | {"reason": "Doppelt"}
    )

    second.refresh_from_db()
    assert answer.url == draft.get_absolute_url()
    assert second.number == "1"
    assert Revision.objects.of(first).first().reason == "Doppelt"


@pytest.mark.parametrize(
    ("kind", "back"),
    [("event", "edition"), ("evaluation", "edition"), ("evaluation_chapter", "evaluation")],
)
def test_what_is_no_plan_is_deleted_without_an_amendment(kind, back, adopted, officer, enter):
    made = fill(adopted)
    thing, where_to = made[kind], made[back].get_absolute_url()
    args = [thing.evaluation_id] if kind == "evaluation_chapter" else []
    before = adopted.amendments.count()

    answer = enter(officer).post(
        address(f"{kind}_delete", adopted, *args, thing.pk), opened(thing, officer)
    )

    assert answer.url == where_to
    assert not type(thing).objects.filter(pk=thing.pk).exists()
    assert adopted.amendments.count() == before


def test_a_draft_is_deleted_with_everything_in_it(draft, officer, enter):
    fill(draft)

    answer = enter(officer).post(address("edition_delete", draft), opened(draft, officer))

    assert answer.url == "/waiblingen/konzept/"
    assert Edition.objects.count() == 0


def test_a_draft_that_once_counted_stays(draft, officer, enter):
    Edition.objects.filter(pk=draft.pk).update(adopted_at=draft.created_at)

    answer = enter(officer).post(address("edition_delete", draft), opened(draft, officer))

    assert "hat schon gegolten" in answer.text
    assert Edition.objects.count() == 1
