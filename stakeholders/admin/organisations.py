from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from integration_portal.core.queries import counted

from ..models import ContactPoint, Organisation, Person
from ..naming import renamed
from .base import StakeholderAdmin, StillThereFilter
from .inlines import ListedInline, RepresentativesInline, SeatsInline
from .merging import MergingMixin


class PeopleOfOrganisation(ListedInline):
    model = Person
    fields = ("function", "name", "email", "phone")
    verbose_name_plural = _("Personen")


class UnitsOfOrganisation(ListedInline):
    model = Organisation
    fk_name = "parent"
    fields = ("name", "kind", "ended_on")
    verbose_name_plural = _("Einheiten darunter")


class ContactPointsOfOrganisation(ListedInline):
    model = ContactPoint
    fields = ("name", "topic", "hours")
    verbose_name_plural = _("Anlaufstellen")


class SeatsOfOrganisation(SeatsInline):
    fields = (("body", "person"), ("role", "since", "until"))
    autocomplete_fields = ("body", "person")
    verbose_name_plural = _("Sitze in Gremien")


class RepresentativesOfOrganisation(RepresentativesInline):
    fk_name = "organisation"
    verbose_name_plural = _("Konten, die für sie handeln")


@admin.register(Organisation)
class OrganisationAdmin(MergingMixin, StakeholderAdmin):
    index_position = 1
    list_display = (
        "name",
        "authority",
        "kind",
        "internal",
        "people_count",
        "measure_count",
    )
    list_filter = ("authority", "kind", "internal", StillThereFilter)
    list_select_related = ("authority",)
    search_fields = ("search_text",)
    search_help_text = _("Name oder früherer Name")
    autocomplete_fields = ("parent", "successor")
    readonly_fields = ("used_in",)
    actions = ("merge_selected", "export_csv")
    inlines = (
        PeopleOfOrganisation,
        UnitsOfOrganisation,
        SeatsOfOrganisation,
        ContactPointsOfOrganisation,
        RepresentativesOfOrganisation,
    )
    fieldsets = (
        (None, {"fields": ("authority", "name", "kind", "internal", "parent")}),
        (_("Kontakt"), {"fields": ("email", "phone", "website", "address")}),
        (_("Namen und Verbleib"), {"fields": ("aliases", "ended_on", "successor", "note")}),
        (_("Verwendung"), {"fields": ("used_in",)}),
    )
    csv_columns = (
        "name", "aliases", "kind", "internal", "parent", "email", "phone", "website", "address",
        "ended_on", "successor", "people_count", "measure_count",
    )  # fmt: skip

    def get_queryset(self, request):
        roles = self.opts.get_field("measure_roles").related_model
        return (
            super()
            .get_queryset(request)
            .select_related("authority", "parent", "successor")
            .annotate(
                people_number=counted(Person.objects.all(), "organisation"),
                measure_number=counted(roles.objects.all(), "organisation", "measure"),
            )
        )

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if {"name", "aliases"} & set(form.changed_data):
            renamed(form.instance)

    @admin.display(description=_("Personen"), ordering="people_number")
    def people_count(self, organisation):
        return organisation.people_number

    @admin.display(description=_("Maßnahmen"), ordering="measure_number")
    def measure_count(self, organisation):
        return organisation.measure_number


@admin.register(ContactPoint)
class ContactPointAdmin(StakeholderAdmin):
    index_position = 6
    list_display = ("name", "authority", "topic", "organisation", "languages", "hours")
    list_filter = ("authority", "topic", "organisation")
    list_select_related = ("authority", "organisation")
    search_fields = ("search_text",)
    search_help_text = _("Name, Thema, Angebot oder Sprache")
    autocomplete_fields = ("organisation",)
    fieldsets = (
        (None, {"fields": ("authority", "name", "topic", "organisation", "offer", "languages")}),
        (_("Wo und wann"), {"fields": ("place", "hours", "phone", "email", "website")}),
    )
    csv_columns = (
        "name", "topic", "organisation", "offer", "place", "hours", "languages", "phone", "email",
        "website",
    )  # fmt: skip
