"""People: only for those who work inside the authority."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from integration_portal.core.addresses import number
from integration_portal.editing.views.things import ThingMixin

from ..actions.people import anonymise, export, known_as
from ..exports import json_download
from ..forms import PersonForm
from ..mentions import mentions
from ..models import Organisation, Person
from ..rules import can_keep_stakeholders
from .base import CreatePage, DeletePage, DetailPage, EditPage, HistoryPage


class PersonPage(DetailPage):
    model = Person
    template_name = "stakeholders/person.html"

    def get_queryset(self):
        return super().get_queryset().select_related("organisation__authority")

    def get_context_data(self, **kwargs):
        person, user = self.object, self.request.user
        return super().get_context_data(
            memberships=person.memberships.visible_to(user).select_related(
                "body__authority", "organisation"
            ),
            roles=person.measure_roles.visible_to(user)
            .select_related("measure__edition__authority")
            .order_by("measure__sort_key", "pk"),
            **kwargs,
        )


class PersonCreate(CreatePage):
    form_class = PersonForm
    title = _("Person anlegen")

    def new_thing(self):
        """`?organisation=12` says where the person works."""
        person = Person(authority=self.authority)
        if asked := number(self.request.GET.get("organisation")):
            own = Organisation.objects.filter(authority=self.authority)
            person.organisation = get_object_or_404(own, pk=asked)
        return person


class PersonEdit(EditPage):
    model = Person
    form_class = PersonForm


class PersonDelete(DeletePage):
    model = Person
    intro = _(
        "Der Eintrag wird gelöscht, der Name auch im Verlauf. Soll sichtbar bleiben, dass die "
        "Funktion besetzt war, anonymisieren Sie ihn stattdessen."
    )


class PersonExport(ThingMixin, View):
    """The answer to a request for access, as a file."""

    model = Person
    rules = (can_keep_stakeholders,)
    http_method_names = ["get", "head", "options"]

    def get(self, request, *args, **kwargs):
        return json_download(export(self.get_thing()))


class PersonAnonymise(ThingMixin, TemplateResponseMixin, ContextMixin, View):
    """GET asks, POST does it; there is no way back."""

    model = Person
    rules = (can_keep_stakeholders,)
    template_name = "stakeholders/anonymise.html"

    def get(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data(person=self.get_thing()))

    def get_context_data(self, *, person: Person, **kwargs):
        return super().get_context_data(
            title=_("%(person)s anonymisieren?") % {"person": person.function},
            thing=person,
            mentioned=mentions(known_as(person), reader=self.request.user),
            cancel_url=person.get_absolute_url(),
            confirm_label=_("Endgültig anonymisieren"),
            consequences=[
                {"label": label, "count": value}
                for label, value in (
                    (_("Name"), person.name),
                    (_("E-Mail-Adresse"), person.email),
                    (_("Telefon"), person.phone),
                    (_("Anmerkung"), person.note),
                )
                if value
            ],
            hindrances=[_("Die Person ist schon anonymisiert.")] if person.anonymised_at else [],
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        person = anonymise(person=self.get_thing(), by=request.user)
        messages.success(
            request,
            _("„%(person)s“ ist anonymisiert. Mitgliedschaften und Aufgaben sind geblieben.")
            % {"person": person.function},
        )
        return redirect(person.get_absolute_url())


class PersonHistory(HistoryPage):
    model = Person
