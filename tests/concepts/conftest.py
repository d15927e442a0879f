"""One edition with everything in it, per status, and the addresses of all its pages."""

import pytest

from concepts.actions.freezing import record_parts
from concepts.enums import EditionStatus
from concepts.models import Edition
from council.actions.resolutions import tie
from integration_portal.history.actions import record
from tests.factories import concepts as make
from tests.factories.council import ResolutionFactory
from tests.factories.stakeholders import BodyFactory, OrganisationFactory

ROWS = (
    make.AddresseeFactory,
    make.SourceFactory,
    make.RelatedPlanFactory,
    make.EditionRoleFactory,
    make.EditionCostFactory,
    make.EditionFinancingFactory,
    make.EditionFundingFactory,
    make.InnovationBudgetFactory,
    make.EditionTransitionFactory,
)


def fill(edition: Edition, rows: int = 1) -> dict:
    """Put `rows` of everything into an edition, each with as many rows of its own."""
    authority = edition.concept.authority
    goal_of_town = make.StrategicGoalFactory(authority=authority)
    made = {"edition": edition, "strategic_goal": goal_of_town}
    for _ in range(rows):
        chapter = make.ChapterFactory(edition=edition)
        make.ChapterFactory(parent=chapter)
        field = make.FieldOfActionFactory(edition=edition)
        field.strategic_goals.add(make.StrategicGoalFactory(authority=authority))
        focus = make.FieldOfActionFactory(parent=field)
        for _ in range(rows):
            make.NeedForActionFactory(field=field)
            goal = make.GoalFactory(field=field)
            make.GoalFactory(parent=goal)
            make.GoalFactory(field=focus)
        event = make.ParticipationEventFactory(edition=edition, field=field)
        event.organisations.add(*OrganisationFactory.create_batch(rows, authority=authority))
        evaluation = make.EvaluationFactory(
            edition=edition, organisation=OrganisationFactory(authority=authority)
        )
        part = make.EvaluationChapterFactory(evaluation=evaluation)
        make.EvaluationChapterFactory(parent=part)
        made |= {
            "chapter": chapter,
            "field": field,
            "goal": goal,
            "event": event,
            "evaluation": evaluation,
            "evaluation_chapter": part,
            "theme": make.CrossCuttingThemeFactory(edition=edition),
        }
        for factory in ROWS:
            factory(edition=edition)
        make.AmendmentFactory(edition=edition, thing=field)
    return made


@pytest.fixture
def draft(authority):
    return make.EditionFactory(concept__authority=authority, slug="entwurf")


@pytest.fixture
def adopted(authority):
    return make.EditionFactory(
        concept__authority=authority,
        slug="beschlossen",
        adopted=True,
        steering_group=BodyFactory(authority=authority),
    )


@pytest.fixture
def superseded(authority):
    return make.EditionFactory(
        concept__authority=authority, slug="alt", status=EditionStatus.SUPERSEDED
    )


@pytest.fixture
def freeze():
    """Keep the present state of an edition that is in force, as coming into force does."""

    def keep(edition: Edition) -> None:
        if edition.adopted_at:
            record(edition, by=None, at=edition.adopted_at)
            record_parts(edition=edition, by=None, at=edition.adopted_at)

    return keep


def resolve(edition: Edition) -> None:
    """A resolution about the edition that stands alone, as the council's form records it."""
    body = BodyFactory(authority=edition.concept.authority)
    tie(edition=edition, resolution=ResolutionFactory(body=body))
