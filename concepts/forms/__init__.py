from .concept import ConceptForm, ConceptStartForm, EditionStartForm, StrategicGoalForm
from .edition import EditionForm, MakingForm
from .parts import (
    ChapterForm,
    EvaluationChapterForm,
    EvaluationForm,
    EventForm,
    FieldForm,
    GoalForm,
    ThemeForm,
)
from .status import StatusForm

__all__ = [
    "ChapterForm",
    "ConceptForm",
    "ConceptStartForm",
    "EditionForm",
    "EditionStartForm",
    "EvaluationChapterForm",
    "EvaluationForm",
    "EventForm",
    "FieldForm",
    "GoalForm",
    "MakingForm",
    "StatusForm",
    "StrategicGoalForm",
    "ThemeForm",
]
