"""/<authority>/konzept/<edition>/<field>/ziele/"""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from .. import outline, rules
from ..forms import GoalForm
from ..models import Goal
from .nodes import PartCreate, PartDelete, PartEdit, PartHistory, PartMove
from .tree import abilities, tree_context


class GoalCreate(PartCreate):
    form_class = GoalForm
    edition_rule = rules.can_change_plan
    more = True

    def new_part(self) -> Goal:
        field = get_object_or_404(self.edition.fields, pk=self.kwargs["field"])
        field.edition = self.edition
        above = self.parent_from_address(field.goals.filter(parent=None))
        return Goal(field=field, parent=above)

    def get_title(self) -> str:
        word = self.authority.word("sub_goal" if self.thing and self.thing.parent else "goal")
        if self.thing is None:
            return _("%(word)s anlegen") % {"word": word}
        return _("%(word)s anlegen: %(field)s") % {"word": word, "field": self.thing.field}


class GoalMixin:
    model = Goal
    owner = "field.edition"

    def get_queryset(self):
        return super().get_queryset().select_related("field", "parent")


class GoalEdit(GoalMixin, PartEdit):
    form_class = GoalForm
    edition_rule = rules.can_change_plan


class GoalDelete(GoalMixin, PartDelete):
    edition_rule = rules.can_change_plan

    def get_success_url(self, thing) -> str:
        return thing.field.get_absolute_url()


class GoalMove(GoalMixin, PartMove):
    """The goals stand on two pages; the answer is the list that asked."""

    def get_template_names(self):
        on_field_page = self.request.headers.get("HX-Target") == "field-goals"
        return ["concepts/field/goals.html" if on_field_page else "concepts/edition/fields.html"]

    def get_context_data(self, **kwargs):
        user, field = self.request.user, self.thing.field
        if self.request.headers.get("HX-Target") != "field-goals":
            return super().get_context_data(**tree_context(self.edition, user), **kwargs)
        return super().get_context_data(
            field=field,
            node=outline.field_node(field, user),
            here=field.get_absolute_url(),
            **abilities(self.edition, user),
            **kwargs,
        )

    def get_success_url(self, thing) -> str:
        return thing.field.get_absolute_url()


class GoalHistory(GoalMixin, PartHistory):
    pass
