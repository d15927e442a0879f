from .amendment import Amendment
from .chapter import Chapter, Evaluation, EvaluationChapter
from .concept import Concept
from .edition import Edition, EditionTransition
from .field import CrossCuttingTheme, FieldOfAction, Goal, NeedForAction, StrategicGoal
from .frame import Addressee, RelatedPlan, Source
from .making import (
    EditionCost,
    EditionFinancing,
    EditionFunding,
    EditionRole,
    InnovationBudget,
)
from .participation import ParticipationEvent

__all__ = [
    "Addressee",
    "Amendment",
    "Chapter",
    "Concept",
    "CrossCuttingTheme",
    "Edition",
    "EditionCost",
    "EditionFinancing",
    "EditionFunding",
    "EditionRole",
    "EditionTransition",
    "Evaluation",
    "EvaluationChapter",
    "FieldOfAction",
    "Goal",
    "InnovationBudget",
    "NeedForAction",
    "ParticipationEvent",
    "RelatedPlan",
    "Source",
    "StrategicGoal",
]
