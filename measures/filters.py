"""The list of measures and its filters. Every filter stands in the address, in German."""

import django_filters
from django import forms
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from concepts.models import Edition, FieldOfAction, Goal

from .enums import (
    Commitment,
    Horizon,
    MeasureOrigin,
    MeasureRoleKind,
    MeasureStatus,
    Progress,
)
from .models import Measure, MeasureRole

# What is often asked for, before the single states.
STATUS_GROUPS = {
    "offen": (_("nicht abgeschlossen"), lambda rows: rows.open()),
    "erreicht": (
        _("umgesetzt oder im Regelbetrieb"),
        lambda rows: rows.filter(last_report__status__in=MeasureStatus.achieved),
    ),
    "ohne": (_("ohne Sachstand"), lambda rows: rows.filter(last_report=None)),
}

ORDERS = {
    "nummer": ("sort_key",),
    "titel": ("title_key",),
    "feld": ("field__position", "sort_key"),
    "stand": ("last_report__status",),
    "ende": ("end_key",),
    "zuletzt": ("last_report__on",),
}


class FieldChoice(forms.ModelChoiceField):
    """A field of action, set in by its level."""

    def label_from_instance(self, field: FieldOfAction) -> str:
        return f"{' ' * (2 if field.parent_id else 0)}{field}"


class FieldFilter(django_filters.ModelChoiceFilter):
    field_class = FieldChoice


class MeasureFilter(django_filters.FilterSet):
    """All filters of the list. An unknown value filters nothing and is said at its field."""

    text = django_filters.CharFilter(label=_("Text"), method="with_words")
    feld = FieldFilter(
        label=_("Handlungsfeld"), queryset=FieldOfAction.objects.none(), method="in_field"
    )
    stand = django_filters.ChoiceFilter(
        label=_("Umsetzungsstand"),
        choices=[(k, label) for k, (label, _rows) in STATUS_GROUPS.items()] + MeasureStatus.choices,
        method="with_status",
    )
    fortschritt = django_filters.ChoiceFilter(
        label=_("Fortschritt"), choices=Progress.choices, method="with_progress"
    )
    federfuehrung = django_filters.ChoiceFilter(label=_("Federführung"), method="led_by")
    beteiligt = django_filters.ChoiceFilter(
        label=_("Beteiligte Stelle"), method="with_organisation"
    )
    verbindlichkeit = django_filters.ChoiceFilter(
        label=_("Verbindlichkeit"), field_name="commitment", choices=Commitment.choices
    )
    herkunft = django_filters.ChoiceFilter(
        label=_("Bestehend oder künftig"), field_name="origin", choices=MeasureOrigin.choices
    )
    horizont = django_filters.ChoiceFilter(
        label=_("Zeithorizont"), field_name="horizon", choices=Horizon.choices
    )
    ziel = django_filters.ModelChoiceFilter(
        label=_("Ziel"), field_name="goals", queryset=Goal.objects.none()
    )
    schluesselprojekt = django_filters.BooleanFilter(
        label=_("Nur Schlüsselprojekte"),
        widget=forms.CheckboxInput,
        method="only_key_projects",
    )
    ueberfaellig = django_filters.BooleanFilter(
        label=_("Nur überfällige"), widget=forms.CheckboxInput, method="only_overdue"
    )

    veraltet = django_filters.BooleanFilter(
        label=_("Nur ohne neueren Sachstand"), widget=forms.CheckboxInput, method="only_stale"
    )

    class Meta:
        model = Measure
        fields: tuple[str, ...] = ()

    def __init__(self, *args, edition: Edition, **kwargs):
        super().__init__(*args, **kwargs)
        self.edition = edition
        for field in self.form.fields.values():
            if hasattr(field, "empty_label"):
                field.empty_label = _("alle")
        fields = self.form.fields
        fields["feld"].queryset = edition.fields.order_by("number", "position", "pk")
        fields["ziel"].queryset = Goal.objects.filter(field__edition=edition)
        fields["federfuehrung"].choices, fields["beteiligt"].choices = _organisations(edition)

    def with_words(self, rows, _name, text):
        return rows.matching(text)

    def in_field(self, rows, _name, field):
        """A field with all that stands below it, as main or as further field."""
        below = Q(pk=field.pk) | Q(parent=field.pk) | Q(parent__parent=field.pk)
        branch = FieldOfAction.objects.filter(below).values("pk")
        further = Measure.further_fields.through.objects.filter(fieldofaction__in=branch)
        return rows.filter(Q(field__in=branch) | Q(pk__in=further.values("measure")))

    def with_status(self, rows, _name, value):
        if value in STATUS_GROUPS:
            return STATUS_GROUPS[value][1](rows)
        return rows.filter(last_report__status=value)

    def with_progress(self, rows, _name, value):
        return rows.with_progress().filter(progress=value)

    def led_by(self, rows, _name, organisation):
        return rows.led_by([organisation])

    def with_organisation(self, rows, _name, organisation):
        roles = MeasureRole.objects.filter(organisation=organisation)
        return rows.filter(pk__in=roles.values("measure"))

    def only_key_projects(self, rows, _name, wanted):
        return rows.filter(key_project=True) if wanted else rows

    def only_overdue(self, rows, _name, wanted):
        return rows.overdue() if wanted else rows

    def only_stale(self, rows, _name, wanted):
        months = self.edition.authority.stale_after_months
        return rows.stale(months=months) if wanted else rows


def _organisations(edition: Edition) -> tuple[list, list]:
    """Who leads a measure of the edition, and who has another part in one: two lists, one query."""
    roles = (
        MeasureRole.objects.filter(measure__edition=edition)
        .order_by("organisation__sort_key", "organisation")
        .values_list("kind", "organisation", "organisation__name")
        .distinct()
    )
    leads: dict[str, str] = {}
    others: dict[str, str] = {}
    for kind, organisation, name in roles:
        (leads if kind == MeasureRoleKind.LEAD else others)[str(organisation)] = name
    return list(leads.items()), list(others.items())


def ordered(rows: models.QuerySet, wanted: str) -> models.QuerySet:
    """Sort by a column of the list, "-ende" downwards; what has no value stands last."""
    keys = ORDERS.get(wanted.removeprefix("-"), ORDERS["nummer"])
    if "end_key" in keys:
        rows = rows.annotate(
            end_key=models.functions.Coalesce("end_actual", "end_forecast", "end_planned")
        )
    direction = "desc" if wanted.startswith("-") else "asc"
    order = [getattr(models.F(key), direction)(nulls_last=True) for key in keys]
    return rows.order_by(*order, "sort_key", "pk")
