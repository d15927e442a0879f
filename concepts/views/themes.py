"""/<authority>/konzept/<edition>/themen/"""

from .. import rules
from ..forms import ThemeForm
from ..models import CrossCuttingTheme
from .nodes import PartCreate, PartDelete, PartEdit, PartHistory, TreeMove


class ThemeCreate(PartCreate):
    form_class = ThemeForm
    edition_rule = rules.can_change_plan
    more = True

    def new_part(self) -> CrossCuttingTheme:
        return CrossCuttingTheme(edition=self.edition)


class ThemeEdit(PartEdit):
    model = CrossCuttingTheme
    form_class = ThemeForm
    edition_rule = rules.can_change_plan


class ThemeDelete(PartDelete):
    model = CrossCuttingTheme
    edition_rule = rules.can_change_plan


class ThemeMove(TreeMove):
    model = CrossCuttingTheme
    template_name = "concepts/edition/themes.html"


class ThemeHistory(PartHistory):
    model = CrossCuttingTheme
