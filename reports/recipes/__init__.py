"""The documents an authority can issue; registered when the portal starts."""

from integration_portal.documents.recipes import recipes

from .action_plan import ActionPlanRecipe
from .concept import ConceptRecipe
from .council_paper import CouncilPaperRecipe
from .measure import MeasureRecipe
from .progress_report import ProgressReportRecipe


def register_all() -> None:
    """In the order in which they are offered."""
    for recipe in (
        CouncilPaperRecipe(),
        ProgressReportRecipe(),
        ConceptRecipe(),
        ActionPlanRecipe(),
        MeasureRecipe(),
    ):
        recipes.register(recipe)
