"""What must always hold, allowed and refused."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from concepts.enums import EditionStatus
from concepts.models import Amendment, Edition, Goal
from concepts.models.tree import below, height
from integration_portal.core.fuzzy import parse
from tests.factories import concepts as make
from tests.factories.accounts import LocalAuthorityFactory

pytestmark = pytest.mark.django_db
DAY_BEFORE = dt.date(2026, 2, 28)


def refused(build) -> bool:
    """Whether the database itself says no."""
    try:
        with transaction.atomic():
            build()
    except IntegrityError:
        return True
    return False


def test_an_editions_address_is_unique_within_its_authority(draft, authority):
    other = make.ConceptFactory(authority=authority)

    assert refused(lambda: make.EditionFactory(concept=other, slug=draft.slug))
    assert make.EditionFactory(slug=draft.slug).authority != authority


@pytest.mark.parametrize("slug", ["anlegen", "konzepte", "strategische-ziele"])
def test_an_edition_does_not_hide_the_portals_own_pages(slug):
    assert refused(lambda: make.EditionFactory(slug=slug))


@pytest.mark.parametrize(
    ("start", "end", "wrong"),
    [
        ("2020", "2025", False),
        ("2020", "", False),
        ("", "2025", False),
        ("2020", "2020", False),
        ("2021", "2020", True),
    ],
)
def test_a_period_ends_after_it_begins(start, end, wrong):
    dates = {"period_start": parse(start), "period_end": parse(end)}

    assert refused(lambda: make.EditionFactory(**dates)) is wrong


@pytest.mark.parametrize(
    ("since", "until", "wrong"),
    [("2017", "2018", False), ("2018", "2017", True), ("2018", "", False)],
)
def test_a_role_ends_after_it_begins(since, until, wrong, draft):
    def build():
        make.EditionRoleFactory(edition=draft, since=parse(since), until=parse(until))

    assert refused(build) is wrong


@pytest.mark.parametrize("number", ["invited", "attended"])
@pytest.mark.parametrize(("count", "wrong"), [(0, False), (800, False), (20_000_000, True)])
def test_only_so_many_people_can_take_part(number, count, wrong, draft):
    assert (
        refused(lambda: make.ParticipationEventFactory(edition=draft, **{number: count})) is wrong
    )


def test_a_strategic_goals_code_is_unique_within_its_authority(authority):
    make.StrategicGoalFactory(authority=authority, code="A3")

    assert refused(lambda: make.StrategicGoalFactory(authority=authority, code="A3"))
    assert make.StrategicGoalFactory(authority=LocalAuthorityFactory(), code="A3")


def test_strategic_goals_sort_by_their_numbers(authority):
    for code in ("A10", "A9", "B1"):
        make.StrategicGoalFactory(authority=authority, code=code)

    codes = authority.strategic_goals.values_list("code", flat=True)

    assert list(codes) == ["A9", "A10", "B1"]


@pytest.mark.parametrize(
    ("factory", "names"),
    [
        (make.EditionCostFactory, ("budget", "spent", "fte")),
        (make.EditionFinancingFactory, ("amount",)),
        (make.EditionFundingFactory, ("amount",)),
        (make.InnovationBudgetFactory, ("amount",)),
    ],
)
def test_money_is_never_less_than_nothing(factory, names):
    for name in names:
        assert refused(lambda name=name: factory(**{name: Decimal("-0.01")}))
        assert getattr(factory(**{name: Decimal(0)}), name) == 0


def test_a_grant_is_decided_after_it_was_asked_for():
    day = dt.date(2026, 3, 1)

    assert refused(lambda: make.EditionFundingFactory(applied_on=day, decided_on=DAY_BEFORE))
    make.EditionFundingFactory(applied_on=day, decided_on=day)
    make.EditionFundingFactory(applied_on=None, decided_on=DAY_BEFORE)


def test_an_amendment_has_a_reason(adopted):
    assert refused(lambda: make.AmendmentFactory(edition=adopted, reason=""))
    assert make.AmendmentFactory(edition=adopted).reason


TREES = {
    "chapter": make.ChapterFactory,
    "field": make.FieldOfActionFactory,
    "goal": make.GoalFactory,
    "evaluation_chapter": make.EvaluationChapterFactory,
}


@pytest.mark.parametrize("kind", TREES)
def test_nothing_stands_under_itself(kind):
    thing = TREES[kind]()
    thing.parent = thing

    assert refused(thing.save)
    with pytest.raises(ValidationError, match="unter sich selbst"):
        thing.clean()


@pytest.mark.parametrize("kind", TREES)
def test_nothing_stands_under_its_own_part(kind):
    thing = TREES[kind]()
    thing.parent = TREES[kind](parent=thing)

    with pytest.raises(ValidationError, match="unter sich selbst"):
        thing.clean()


@pytest.mark.parametrize("kind", TREES)
def test_a_tree_stays_within_its_owner(kind):
    thing, foreign = TREES[kind](), TREES[kind]()
    thing.parent = foreign

    with pytest.raises(ValidationError, match="gehört woandershin"):
        thing.clean()


@pytest.mark.parametrize(
    ("kind", "levels"), [("chapter", 4), ("field", 3), ("goal", 2), ("evaluation_chapter", 4)]
)
def test_a_tree_is_so_deep_and_no_deeper(kind, levels):
    thing = TREES[kind]()
    for _ in range(levels - 1):
        thing = TREES[kind](parent=thing)
        thing.clean()
    deeper = TREES[kind](parent=thing)

    with pytest.raises(ValidationError, match=f"mehr als {levels} Ebenen"):
        deeper.clean()


def test_a_branch_moves_only_where_all_of_it_fits(draft):
    top = make.FieldOfActionFactory(edition=draft)
    branch = make.FieldOfActionFactory(edition=draft)
    leaf = make.FieldOfActionFactory(parent=make.FieldOfActionFactory(parent=branch))
    branch.parent = top

    assert (height(branch), below(branch)) == (3, [leaf.parent_id, leaf.pk])
    with pytest.raises(ValidationError, match="mehr als 3 Ebenen"):
        branch.clean()


@pytest.mark.parametrize("applied", [dt.date(2017, 3, 1), None])
def test_an_application_is_decided_after_it_was_made(applied, draft):
    funding = make.EditionFundingFactory(
        edition=draft, applied_on=applied, decided_on=dt.date(2017, 5, 1)
    )

    funding.clean()


def test_an_application_is_not_decided_before_it_was_made(draft):
    funding = make.EditionFundingFactory.build(
        edition=draft, applied_on=dt.date(2017, 5, 1), decided_on=dt.date(2017, 3, 1)
    )

    with pytest.raises(ValidationError) as wrong:
        funding.full_clean()

    assert wrong.value.message_dict == {"decided_on": ["Der Bescheid liegt vor dem Antrag."]}


@pytest.mark.parametrize(
    ("status", "is_open", "is_amendable", "is_closed"),
    [
        ("draft", True, False, False),
        ("participation", True, False, False),
        ("deliberation", True, False, False),
        ("adopted", False, True, False),
        ("noted", False, True, False),
        ("published", False, True, False),
        ("dormant", False, False, True),
        ("superseded", False, False, True),
    ],
)
def test_every_status_is_open_in_force_or_closed(status, is_open, is_amendable, is_closed):
    edition = Edition(status=status)

    assert (edition.is_open, edition.is_amendable, edition.is_closed) == (
        is_open,
        is_amendable,
        is_closed,
    )
    assert edition.tone == EditionStatus(status).tone


def test_parts_lead_to_where_they_stand(draft):
    goal = make.GoalFactory(field__edition=draft)
    chapter = make.EvaluationChapterFactory(evaluation__edition=draft)

    assert goal.get_absolute_url() == (
        f"/waiblingen/konzept/entwurf/{goal.field_id}/#goal-{goal.pk}"
    )
    assert chapter.get_absolute_url() == (
        f"/waiblingen/konzept/entwurf/evaluationen/{chapter.evaluation_id}/"
        f"#evaluationchapter-{chapter.pk}"
    )
    assert chapter.edition == draft


def test_titles_are_their_names(draft):
    field = make.FieldOfActionFactory(
        edition=draft, number="1", title="Sprache", aliases="A\n\n B "
    )
    step = make.EditionTransitionFactory(edition=draft, on=parse("2020"))

    assert [str(field), field.alias_list, field.topic_list] == ["1 Sprache", ["A", "B"], []]
    assert [str(step), step.tone] == ["Entwurf 2020", "neutral"]


PARTS = {
    "chapter": make.ChapterFactory,
    "field": make.FieldOfActionFactory,
    "theme": make.CrossCuttingThemeFactory,
    "event": make.ParticipationEventFactory,
    "evaluation": make.EvaluationFactory,
}


@pytest.mark.parametrize("kind", PARTS)
def test_parts_are_read_by_who_reads_the_edition(kind, draft, officer, reader, neighbour_officer):
    thing = PARTS[kind](edition=draft)
    seen = type(thing).objects.visible_to

    assert [seen(user).count() for user in (officer, reader, neighbour_officer)] == [1, 0, 0]
    Edition.objects.filter(pk=draft.pk).update(status="deliberation")
    assert [seen(user).count() for user in (officer, reader, neighbour_officer)] == [1, 1, 0]


def test_deeper_parts_are_read_by_who_reads_the_edition(draft, adopted, officer, reader):
    make.GoalFactory(field__edition=draft)
    make.AmendmentFactory(edition=adopted)

    assert [Goal.objects.visible_to(user).count() for user in (officer, reader)] == [1, 0]
    assert [Amendment.objects.visible_to(user).count() for user in (officer, reader)] == [1, 1]


@pytest.mark.parametrize(
    ("status", "name"),
    [
        (EditionStatus.ADOPTED, "Stand bei Beschluss"),
        (EditionStatus.PUBLISHED, "Stand bei Veröffentlichung"),
    ],
)
def test_the_kept_state_is_called_after_what_brought_the_edition_into_force(status, name, draft):
    draft.transitions.create(status=EditionStatus.DRAFT)
    draft.transitions.create(status=status)
    draft.transitions.create(status=EditionStatus.SUPERSEDED)

    assert draft.frozen_as == name
