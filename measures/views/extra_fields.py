"""/<authority>/massnahmen/zusatzfelder/"""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from concepts.models import Concept
from integration_portal.accounts.rules import is_officer
from integration_portal.accounts.views.base import AuthorityMixin
from integration_portal.core.addresses import number
from integration_portal.editing.views import CreateView, DeleteView, EditView, MoveView

from ..actions.extra_fields import remove_field
from ..forms.extra import ExtraFieldForm
from ..models import ExtraField

NAMED = 20  # measures that are listed before their values go


class ExtraFieldPage(AuthorityMixin, TemplateView):
    """Which fields of our own do our measures have?"""

    template_name = "measures/extra_fields.html"
    rules = (is_officer,)

    def get_context_data(self, **kwargs):
        concepts = list(Concept.objects.filter(authority=self.authority))
        fields = ExtraField.objects.filter(concept__in=concepts).with_use()
        return super().get_context_data(
            title=_("Zusatzfelder"),
            concepts=[
                (concept, [field for field in fields if field.concept_id == concept.pk])
                for concept in concepts
            ],
            **kwargs,
        )


class ExtraFieldMixin:
    """One field of the authority; officers only."""

    model = ExtraField
    rules = (is_officer,)

    def get_queryset(self):
        return super().get_queryset().select_related("concept__authority")

    def get_success_url(self, thing) -> str:
        return _page(self.authority)


def _page(authority) -> str:
    return reverse("measures:extra_fields", args=[authority.slug])


class ExtraFieldCreate(CreateView):
    """`?konzept=` says of which concept; by itself it is the authority's first."""

    model = ExtraField
    form_class = ExtraFieldForm
    template_name = "measures/extra_field_form.html"
    rules = (is_officer,)
    more = True

    def new_thing(self) -> ExtraField:
        concepts = Concept.objects.filter(authority=self.authority)
        if (asked := self.request.GET.get("konzept")) is not None:
            concepts = concepts.filter(pk=number(asked))
        return ExtraField(concept=get_object_or_404(concepts[:1]))

    def get_cancel_url(self) -> str:
        return _page(self.authority)

    def get_success_url(self, thing) -> str:
        return _page(self.authority)


class ExtraFieldEdit(ExtraFieldMixin, EditView):
    form_class = ExtraFieldForm
    template_name = "measures/extra_field_form.html"


class ExtraFieldMove(ExtraFieldMixin, MoveView):
    template_name = "measures/extra_field_list.html"

    def get_context_data(self, thing):
        fields = ExtraField.objects.filter(concept=thing.concept_id).with_use()
        return super().get_context_data(concept=thing.concept, fields=fields)


class ExtraFieldDelete(ExtraFieldMixin, DeleteView):
    action = staticmethod(remove_field)
    template_name = "measures/extra_field_delete.html"

    def consequences(self) -> list[dict]:
        measures = list(self.thing.measures().select_related("edition"))
        if not measures:
            return []
        label = ngettext("Wert an einer Maßnahme", "Werte an Maßnahmen", len(measures))
        named = [f"{one}: {self.thing.said_of(one)}"[:200] for one in measures[:NAMED]]
        return [{"label": label, "count": len(measures), "list": named}]
