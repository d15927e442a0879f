"""The documents an authority can issue; registered when the portal starts."""

from integration_portal.documents.recipes import recipes

from .action_plan import ActionPlanRecipe
from .concept import ConceptRecipe
from .council_paper import CouncilPaperRecipe
from .measure import MeasureRecipe


def register_all() -> None:
    """In the order in which they are offered."""
    for recipe in (CouncilPaperRecipe(), ConceptRecipe(), ActionPlanRecipe(), MeasureRecipe()):
        recipes.register(recipe)
