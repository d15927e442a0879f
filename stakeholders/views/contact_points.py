"""Contact points: who helps with what, where, when, in which languages."""

from django.utils.translation import gettext_lazy as _

from ..filters import ContactPointFilter
from ..forms import ContactPointForm
from ..models import ContactPoint
from .base import CreatePage, DeletePage, EditPage, ListPage


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


class ContactPointCreate(CreatePage):
    above = "contact_points"
    form_class = ContactPointForm
    title = _("Anlaufstelle anlegen")

    def new_thing(self):
        return ContactPoint(authority=self.authority)


class ContactPointEdit(EditPage):
    above = "contact_points"
    model = ContactPoint
    form_class = ContactPointForm


class ContactPointDelete(DeletePage):
    above = "contact_points"
    model = ContactPoint
