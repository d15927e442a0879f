from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from integration_portal.core.queries import counted

from ..actions.people import PERSONAL, anonymise, export, known_as
from ..exports import json_download
from ..mentions import mentions
from ..models import Membership, Person, Representation
from .base import StakeholderAdmin
from .inlines import SeatsInline
from .merging import MergingMixin


class SeatsOfPerson(SeatsInline):
    fields = (("body", "organisation"), ("role", "since", "until"))
    autocomplete_fields = ("body", "organisation")
    verbose_name_plural = _("Sitze in Gremien")


class PrivacyFilter(admin.SimpleListFilter):
    title = _("Datenschutz")
    parameter_name = "datenschutz"

    def lookups(self, request, model_admin):
        return (
            ("widerrufen", _("Einwilligung widerrufen, noch mit Namen")),
            ("name", _("mit Namen")),
            ("funktion", _("nur Funktion")),
            ("anonym", _("anonymisiert")),
        )

    def queryset(self, request, queryset):
        match self.value():
            case "widerrufen":
                return queryset.withdrawn()
            case "name":
                return queryset.exclude(name="")
            case "funktion":
                return queryset.filter(name="", anonymised_at=None)
            case "anonym":
                return queryset.filter(anonymised_at__isnull=False)
        return queryset


@admin.register(Person)
class PersonAdmin(MergingMixin, StakeholderAdmin):
    index_position = 2
    list_display = (
        "function", "name", "authority", "organisation", "email", "phone", "legal_basis",
        "seat_count",
    )  # fmt: skip
    list_filter = ("authority", PrivacyFilter, "legal_basis", "organisation")
    list_select_related = ("authority", "organisation")
    search_fields = ("search_text",)
    search_help_text = _("Funktion oder Name")
    autocomplete_fields = ("organisation",)
    readonly_fields = ("anonymised_at", "used_in")
    actions = ("merge_selected", "anonymise_selected", "export_selected", "export_csv")
    inlines = (SeatsOfPerson,)
    change_form_template = "admin/stakeholders/person_change_form.html"
    fieldsets = (
        (None, {"fields": ("authority", "function", "organisation")}),
        (_("Name und Kontakt"), {"fields": ("name", "email", "phone", "note")}),
        (
            _("Datenschutz"),
            {"fields": ("legal_basis", "consent_on", "consent_withdrawn_on", "anonymised_at")},
        ),
        (_("Verwendung"), {"fields": ("used_in",)}),
    )
    csv_columns = (
        "function", "name", "organisation", "email", "phone", "legal_basis", "consent_on",
        "consent_withdrawn_on", "anonymised_at", "seat_count",
    )  # fmt: skip

    def get_queryset(self, request):
        seats = counted(Membership.objects.all(), "person", "body")
        return (
            super()
            .get_queryset(request)
            .select_related("authority", "organisation")
            .annotate(seat_number=seats)
        )

    @admin.display(description=_("Gremien"), ordering="seat_number")
    def seat_count(self, person):
        return person.seat_number

    def get_readonly_fields(self, request, obj=None):
        names = super().get_readonly_fields(request, obj)
        return (*names, *PERSONAL) if obj and obj.anonymised_at else names

    def get_urls(self):
        def address(route, view, name):
            wrapped = self.admin_site.admin_view(view)
            return path(route, wrapped, name=f"stakeholders_person_{name}")

        return [
            address("anonymisieren/", self.anonymise_view, "anonymise"),
            address("auskunft/", self.export_view, "export"),
            *super().get_urls(),
        ]

    @admin.action(description=_("Ausgewählte anonymisieren …"), permissions=("change",))
    def anonymise_selected(self, request, queryset):
        return redirect(f"{self._address('anonymise')}?ids={_ids(queryset)}")

    @admin.action(description=_("Auskunft über gespeicherte Daten herunterladen"))
    def export_selected(self, request, queryset):
        return redirect(f"{self._address('export')}?ids={_ids(queryset)}")

    def anonymise_view(self, request):
        people = [person for person in self._people(request) if person.anonymised_at is None]
        if not people:
            self.message_user(
                request,
                _("Hier ist nichts zu anonymisieren: Die Auswahl enthält keine Namen mehr."),
                messages.WARNING,
            )
            return redirect(self._address("changelist"))
        if request.method == "POST":
            with transaction.atomic():
                for person in people:
                    anonymise(person=person, by=request.user)
            self.message_user(
                request,
                _("Anonymisiert: %(people)s. Mitgliedschaften und Aufgaben sind geblieben.")
                % {"people": ", ".join(person.function for person in people)},
                messages.SUCCESS,
            )
            return redirect(self._address("changelist"))
        mentioned = [
            use for person in people for use in mentions(known_as(person), reader=request.user)
        ]
        context = self._context(request, _("Anonymisieren")) | {
            "people": people,
            "mentioned": mentioned,
        }
        return TemplateResponse(request, "admin/stakeholders/anonymise.html", context)

    def export_view(self, request):
        people = self._people(request)
        if not people:
            self.message_user(
                request, _("Bitte wählen Sie mindestens eine Person aus."), messages.WARNING
            )
            return redirect(self._address("changelist"))
        told = [export(person) for person in people]
        return json_download(told[0] if len(told) == 1 else told)

    def _people(self, request) -> list[Person]:
        people = self.chosen(request)
        if not all(self.has_change_permission(request, person) for person in people):
            raise PermissionDenied
        return people


def _ids(queryset) -> str:
    return ",".join(str(pk) for pk in queryset.values_list("pk", flat=True)[:50])


@admin.register(Representation)
class RepresentationAdmin(StakeholderAdmin):
    index_position = 3
    list_display = ("user", "organisation", "body", "authority", "since", "until")
    list_filter = ("authority", "organisation", "body")
    list_select_related = ("authority", "user", "organisation", "body")
    search_fields = ("user__email", "organisation__search_text", "body__search_text")
    search_help_text = _("Konto, Organisation oder Gremium")
    autocomplete_fields = ("organisation", "body")
    fields = ("user", "organisation", "body", "since", "until")
    csv_columns = ("user", "organisation", "body", "since", "until")
