"""/<authority>/konzept/<edition>/kapitel/"""

from django.utils.translation import gettext as _

from .. import rules
from ..forms import ChapterForm
from ..models import Chapter
from .nodes import PartCreate, PartDelete, PartEdit, PartHistory, TreeMove


class ChapterCreate(PartCreate):
    form_class = ChapterForm
    edition_rule = rules.can_change_plan
    more = True

    def new_part(self) -> Chapter:
        above = self.parent_from_address(self.edition.chapters.all())
        return Chapter(edition=self.edition, parent=above)

    def get_title(self) -> str:
        above = self.thing and self.thing.parent
        return _("Kapitel unter „%(above)s“") % {"above": above} if above else _("Kapitel anlegen")


class ChapterEdit(PartEdit):
    model = Chapter
    form_class = ChapterForm
    edition_rule = rules.can_change_plan


class ChapterDelete(PartDelete):
    model = Chapter
    edition_rule = rules.can_change_plan


class ChapterMove(TreeMove):
    model = Chapter
    template_name = "concepts/edition/chapters.html"


class ChapterHistory(PartHistory):
    model = Chapter
