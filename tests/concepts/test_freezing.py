"""The state as adopted: everything of the edition, kept at one moment."""

import pytest

from concepts import outline
from concepts.actions.amendments import amend
from concepts.actions.freezing import _context_model
from concepts.actions.status import change_status
from concepts.enums import AmendmentKind, EditionStatus
from concepts.models import Chapter, Edition, FieldOfAction
from integration_portal.core.fuzzy import parse
from integration_portal.history.models import Revision
from integration_portal.history.registry import Tracked
from tests.factories import concepts as make
from tests.factories.measures import MeasureFactory

from .conftest import fill

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_force(draft, officer):
    made = fill(draft)
    made["measure"] = MeasureFactory(edition=draft, field=made["field"], title="Sprachcafé")
    change_status(edition=draft, to=EditionStatus.PUBLISHED, on=parse("2024"), by=officer)
    return made


def test_every_tracked_part_is_kept_at_the_moment_of_adoption(in_force):
    edition = in_force["edition"]

    kept = Revision.objects.within(edition).as_of(edition.adopted_at)

    assert sorted(set(kept.values_list("subject_type", flat=True))) == [
        "concepts.chapter",
        "concepts.crosscuttingtheme",
        "concepts.evaluation",
        "concepts.evaluationchapter",
        "concepts.fieldofaction",
        "concepts.goal",
        "concepts.participationevent",
        "measures.measure",
    ]
    assert kept.filter(subject_type="concepts.goal").count() == 3
    assert Revision.objects.of(edition).as_of(edition.adopted_at).get().state["status"] == (
        "published"
    )


def test_the_outline_as_adopted_does_not_change_with_the_plan(in_force, officer):
    edition, field = in_force["edition"], in_force["field"]
    before = field.title
    FieldOfAction.objects.filter(pk=field.pk).update(title="Umbenannt")
    field.refresh_from_db()
    amend(
        edition=edition,
        thing=field,
        kind=AmendmentKind.CHANGED,
        on=edition.adopted_at.date(),
        reason="Beschluss",
        by=officer,
    )

    then, now = outline.as_adopted(edition), outline.live(edition, officer)

    assert [node.thing.title for node in then.fields] == [before]
    assert [node.thing.title for node in now.fields] == ["Umbenannt"]
    assert then.is_frozen


def test_the_outline_as_adopted_holds_the_whole_tree(in_force):
    then = outline.as_adopted(in_force["edition"])
    field = then.fields[0]

    assert len(then.all_chapters) == 2
    assert [len(field.needs), len(field.goals), len(field.goals[0].children)] == [1, 1, 1]
    assert field.measure_labels == [str(in_force["measure"])]
    assert [str(goal) for goal in field.strategic_goals] == [
        str(goal) for goal in in_force["field"].strategic_goals.all()
    ]
    assert {name: len(rows) for name, rows in then.rows.items()} == dict.fromkeys(outline.ROWS, 1)
    assert then.roles[0].get_kind_display() == "wissenschaftliche Begleitung"


def test_a_draft_has_no_state_as_adopted(draft):
    assert outline.as_adopted(draft) is None


def test_before_its_first_state_there_is_nothing_to_show(adopted):
    assert outline.as_of(adopted, adopted.adopted_at) is None


def test_keeping_the_state_costs_few_queries_for_each_part(
    draft, officer, django_assert_max_num_queries
):
    fill(draft, rows=3)

    with django_assert_max_num_queries(320):
        change_status(edition=draft, to=EditionStatus.PUBLISHED, on=parse("2024"), by=officer)

    assert Edition.objects.get(pk=draft.pk).adopted_at


def test_an_unknown_row_is_no_attribute(adopted, officer):
    with pytest.raises(AttributeError):
        outline.live(adopted, officer).nothing  # noqa: B018


def test_a_part_whose_parent_is_gone_stands_at_the_top(draft):
    child = make.ChapterFactory(parent=make.ChapterFactory(edition=draft))

    nodes = outline.tree([child])

    assert [(node.thing, node.level) for node in nodes] == [(child, 1)]


def test_a_context_that_leads_nowhere_belongs_to_no_edition():
    lost = Tracked(Chapter, authority="edition.authority", context="nowhere")

    assert _context_model(lost) is None


def test_an_event_of_a_table_that_is_gone_is_left_out(in_force):
    edition = in_force["edition"]
    Revision.objects.within(edition).filter(subject_type="concepts.crosscuttingtheme").update(
        subject_type="concepts.gone"
    )

    assert outline.as_adopted(edition).themes == []
