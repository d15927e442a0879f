"""Contact points: who helps with what, where, when, in which languages."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from integration_portal.editing.views import CreateView, DeleteView, EditView

from ..actions.deleting import delete
from ..filters import ContactPointFilter
from ..forms import ContactPointForm
from ..models import ContactPoint
from ..rules import can_keep_stakeholders
from .base import ListPage


class ContactPointList(ListPage):
    model = ContactPoint
    template_name = "stakeholders/contact_points.html"
    title = _("Anlaufstellen")
    filter_class = ContactPointFilter

    def get_queryset(self):
        return super().get_queryset().select_related("organisation__authority")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["is_filtered"] = self.filter.form.has_changed()
        return context


class ContactPointCreate(CreateView):
    form_class = ContactPointForm
    rules = (can_keep_stakeholders,)
    title = _("Anlaufstelle anlegen")
    more = True

    def new_thing(self):
        return ContactPoint(authority=self.authority)

    def get_cancel_url(self):
        return reverse("stakeholders:contact_points", args=[self.authority.slug])


class ContactPointEdit(EditView):
    model = ContactPoint
    form_class = ContactPointForm
    rules = (can_keep_stakeholders,)


class ContactPointDelete(DeleteView):
    model = ContactPoint
    rules = (can_keep_stakeholders,)
    action = staticmethod(delete)

    def get_success_url(self, thing):
        return reverse("stakeholders:contact_points", args=[self.authority.slug])
