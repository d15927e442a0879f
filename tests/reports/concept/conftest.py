"""An edition with something in every part."""

from measures.enums import MeasureOrigin
from tests.factories.concepts import (
    AddresseeFactory,
    ChapterFactory,
    CrossCuttingThemeFactory,
    EditionCostFactory,
    EditionFundingFactory,
    EditionRoleFactory,
    EvaluationFactory,
    FieldOfActionFactory,
    GoalFactory,
    InnovationBudgetFactory,
    NeedForActionFactory,
    ParticipationEventFactory,
    RelatedPlanFactory,
    SourceFactory,
    StrategicGoalFactory,
)
from tests.factories.measures import MeasureFactory, full_measure
from tests.factories.stakeholders import OrganisationFactory

KIND = "konzept"


def whole(edition, *, number: int = 3):
    """So many of everything an edition may hold, three levels deep where that goes."""
    authority = edition.authority
    for _n in range(number):
        chapter = ChapterFactory(edition=edition, title=f"Kapitel {_n}")
        below = ChapterFactory(parent=chapter, title=f"Abschnitt {_n}")
        ChapterFactory(parent=ChapterFactory(parent=below, title="Tiefer"), title="Am tiefsten")
        field = FieldOfActionFactory(edition=edition, number=str(_n + 1), title=f"Feld {_n}")
        focus = FieldOfActionFactory(parent=field, title=f"Schwerpunkt {_n}")
        field.strategic_goals.add(StrategicGoalFactory(authority=authority))
        NeedForActionFactory(field=field)
        GoalFactory(parent=GoalFactory(field=field))
        CrossCuttingThemeFactory(edition=edition)
        event = ParticipationEventFactory(edition=edition, attended=1200, numbers_about=True)
        event.organisations.add(OrganisationFactory(authority=authority))
        for make in (
            AddresseeFactory, SourceFactory, RelatedPlanFactory, EditionRoleFactory,
            EditionCostFactory, EditionFundingFactory, InnovationBudgetFactory, EvaluationFactory,
        ):  # fmt: skip
            make(edition=edition)
        measure = full_measure(edition=edition, authority=authority, field=field)
        MeasureFactory(edition=edition, parent=measure, title=f"Teil {_n}")
        MeasureFactory(edition=edition, field=focus, origin=MeasureOrigin.EXISTING)
        MeasureFactory(edition=edition)
    return edition
