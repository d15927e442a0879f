from .chapter import Chapter, Evaluation, EvaluationChapter
from .concept import Concept
from .edition import (
    Addressee,
    Amendment,
    Edition,
    EditionCost,
    EditionFinancing,
    EditionFunding,
    EditionRole,
    EditionTransition,
    InnovationBudget,
    RelatedPlan,
    Source,
)
from .field import CrossCuttingTheme, FieldOfAction, Goal, NeedForAction, StrategicGoal
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
