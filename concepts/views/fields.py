"""/<authority>/konzept/<edition>/<field>/"""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from integration_portal.core.widgets import RichTextWidget
from integration_portal.history.models import Revision

from .. import outline, rules
from ..forms import FieldForm
from ..models import FieldOfAction
from ..models.field import MAX_DEPTH
from .base import EditionMixin, PageView
from .nodes import PartCreate, PartDelete, PartEdit, PartHistory, TreeMove
from .tree import abilities

SHOWN = 8  # measures per table; the rest stands in the list of measures


class FieldPage(EditionMixin, PageView):
    """What do we want here, and how far are we?"""

    template_name = "concepts/field.html"

    def get_context_data(self, **kwargs):
        field = get_object_or_404(
            FieldOfAction.objects.filter(edition=self.edition).select_related("parent__parent"),
            pk=self.kwargs["pk"],
        )
        field.edition = self.edition
        user = self.request.user
        node, tables = outline.field_node(field, user), measure_tables(field, user)
        return super().get_context_data(
            field=field,
            node=node,
            title=str(field),
            here=field.get_absolute_url(),
            above=[one for one in (field.parent and field.parent.parent, field.parent) if one],
            tables=tables,
            has_measures=any(table["rows"] for table in tables),
            themes=list(self.edition.themes.all()),
            events=list(field.events.all()),
            revisions=Revision.objects.of(field),
            may_make_sub=node.level < MAX_DEPTH,
            editor=RichTextWidget().media,
            **abilities(self.edition, user),
            **kwargs,
        )


def measure_tables(field: FieldOfAction, user) -> list[dict]:
    """Existing and planned measures of the field, from the room above; some, and how many more."""
    measures = field.edition.measures.visible_to(user).whole().at_field(field)
    visible = measures.with_progress().select_related("last_report")
    tables = []
    for key, title in (
        ("existing", _("Bisherige Maßnahmen")),
        ("planned", _("Künftige Maßnahmen")),
    ):
        found = list(visible.filter(origin=key)[: SHOWN + 1])
        tables.append(
            {"key": key, "title": title, "rows": found[:SHOWN], "more": len(found) > SHOWN}
        )
    return tables


class FieldCreate(PartCreate):
    form_class = FieldForm
    edition_rule = rules.can_change_plan
    more = True

    def new_part(self) -> FieldOfAction:
        above = self.parent_from_address(self.edition.fields.all())
        return FieldOfAction(edition=self.edition, parent=above)

    def get_title(self) -> str:
        above = self.thing and self.thing.parent
        key = "focus" if above else "field_of_action"
        word = self.authority.word(key)
        if above:
            return _("%(word)s unter „%(above)s“") % {"word": word, "above": above}
        return _("%(word)s anlegen") % {"word": word}


class FieldEdit(PartEdit):
    model = FieldOfAction
    form_class = FieldForm
    edition_rule = rules.can_change_plan


class FieldDelete(PartDelete):
    model = FieldOfAction
    edition_rule = rules.can_change_plan


class FieldMove(TreeMove):
    model = FieldOfAction
    template_name = "concepts/edition/fields.html"


class FieldHistory(PartHistory):
    model = FieldOfAction
