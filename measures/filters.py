"""The list of measures and its filters. Every filter stands in the address, in German."""

from collections.abc import Callable
from functools import cache

import django_filters
from django import forms
from django.db import models
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from concepts.choices import Choices, EditionChoices
from concepts.models import Edition
from integration_portal.core.queries import place_in
from integration_portal.core.questions import Blank, Question
from stakeholders.models import Organisation

from .drawn import Drawn
from .enums import (
    Commitment,
    Horizon,
    MeasureOrigin,
    MeasureRoleKind,
    MeasureStatus,
    Progress,
    TrafficLight,
    WarningKind,
)
from .models import Measure, MeasureRole
from .models.conditions import any_of, counted

# What is often asked for, before the single states.
STATUS_GROUPS = {
    "offen": (_("nicht abgeschlossen"), lambda rows: rows.open()),
    "erreicht": (
        _("umgesetzt oder im Regelbetrieb"),
        lambda rows: rows.filter(last_report__status__in=MeasureStatus.achieved),
    ),
    "ohne": (_("ohne Sachstand"), lambda rows: rows.filter(last_report=None)),
}

NO_FIELD = ("ohne", _("ohne Handlungsfeld"))
# Reported, but without a word on what is to come; and whatever the portal finds wrong.
NO_LIGHT = ("ohne", _("nicht beurteilt"))
ANY_WARNING = ("alle", _("irgendeine Warnung"))
NO_WARNING = ("keine", _("keine Warnung"))

ORDERS = {
    "nummer": ("sort_key",),
    "titel": ("title_key",),
    "feld": ("field__position", "sort_key"),
    "stand": ("status_place",),
    "ende": ("end_key",),
    "zuletzt": ("last_report__on",),
}
_NEVER_EMPTY = {"sort_key", "title_key"}

_drawn = Drawn(100)  # forms of some 20 kB

type Offered = dict[str, Choices]  # by the name of the filter


class MeasureFilter(django_filters.FilterSet):
    """All filters of the list. An unknown value filters nothing and is said at its field."""

    text = django_filters.CharFilter(label=_("Text"), method="with_words")
    feld = django_filters.ChoiceFilter(label=_("Handlungsfeld"), method="in_field")
    stand = django_filters.ChoiceFilter(
        label=_("Umsetzungsstand"),
        choices=lambda: (
            [(k, label) for k, (label, _) in STATUS_GROUPS.items()] + MeasureStatus.choices
        ),
        method="with_status",
    )
    fortschritt = django_filters.ChoiceFilter(
        label=_("Fortschritt"), choices=Progress, method="with_progress"
    )
    ampel = django_filters.ChoiceFilter(
        label=_("Ampel"), choices=[*TrafficLight.choices, NO_LIGHT], method="with_light"
    )
    warnung = django_filters.ChoiceFilter(
        label=_("Warnung"),
        choices=[ANY_WARNING, *WarningKind.choices, NO_WARNING],
        method="with_warning",
    )
    federfuehrung = django_filters.ChoiceFilter(label=_("Federführung"), method="led_by")
    beteiligt = django_filters.ChoiceFilter(
        label=_("Beteiligte Stelle"), method="with_organisation"
    )
    verbindlichkeit = django_filters.ChoiceFilter(
        label=_("Verbindlichkeit"), field_name="commitment", choices=Commitment
    )
    herkunft = django_filters.ChoiceFilter(
        label=_("Bestehend oder künftig"), field_name="origin", choices=MeasureOrigin
    )
    horizont = django_filters.ChoiceFilter(
        label=_("Zeithorizont"), field_name="horizon", choices=Horizon
    )
    ziel = django_filters.ChoiceFilter(label=_("Ziel"), field_name="goals")
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

    def __init__(self, *args, edition: Edition, offered: Offered | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.edition = edition
        for field in self.form.fields.values():
            if hasattr(field, "empty_label"):
                field.empty_label = _("alle")
        for name, choices in (offered or offered_by(edition)).items():
            self.form.fields[name].choices = choices

    @property
    def narrows(self) -> bool:
        """Whether any filter is in force."""
        return self.form.is_valid() and any(self.form.cleaned_data.values())

    def with_words(self, rows, _name, text):
        return rows.matching(text)

    def in_field(self, rows, _name, field):
        return rows.in_no_field() if field == NO_FIELD[0] else rows.in_field(field)

    def with_status(self, rows, _name, value):
        if value in STATUS_GROUPS:
            return STATUS_GROUPS[value][1](rows)
        return rows.filter(last_report__status=value)

    def with_progress(self, rows, _name, value):
        return rows.with_progress().filter(progress=value)

    def with_light(self, rows, _name, value):
        return rows.filter(last_report__traffic_light="" if value == NO_LIGHT[0] else value)

    def with_warning(self, rows, _name, value):
        found = counted(authority=self.edition.authority)
        found |= {ANY_WARNING[0]: (some := any_of(found)), NO_WARNING[0]: ~some}
        return rows.filter(found[value])

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


def names_a_filter(query: QueryDict) -> bool:
    """Most addresses do not; a filter set takes longer to be made than its rows to be found."""
    return not MeasureFilter.base_filters.keys().isdisjoint(query)


def drawn(request: HttpRequest, offered: Offered, form: Callable[[], forms.Form]) -> SafeString:
    """The form as HTML. It depends on what is offered and on the address alone."""
    address = request.GET.copy()
    address.pop("page", None)
    return _drawn.get(
        (repr(offered), address.urlencode()),
        lambda: render_to_string("components/filters.html", {"form": form()}, request),
    )


def offered_by(edition: Edition) -> Offered:
    """What one chooses from in an edition, in two queries.

    Plain pairs instead of querysets: a select asks a queryset once for every use of it.
    """
    leads, others = _organisations(edition)
    of_concept = EditionChoices(edition)
    return {
        "feld": [*of_concept.fields, NO_FIELD],
        "ziel": of_concept.goals,
        "federfuehrung": leads,
        "beteiligt": others,
    }


def _organisations(edition: Edition) -> tuple[Choices, Choices]:
    """Who leads a measure of the edition, and who has another part in one: two lists, one query.

    Asked from the authority's organisations, which are few, not from the roles, which are many.
    """
    found = _parts_of_organisations().ask(edition.authority_id, edition.pk)
    return (
        [(str(pk), name) for pk, name, leads, _helps in found if leads],
        [(str(pk), name) for pk, name, _leads, helps in found if helps],
    )


@cache
def _parts_of_organisations() -> Question:
    roles = MeasureRole.objects.filter(organisation=OuterRef("pk"), measure__edition=Blank(1))
    return Question(
        Organisation.objects.filter(authority=Blank(0))
        .annotate(
            leads=Exists(roles.filter(kind=MeasureRoleKind.LEAD)),
            helps=Exists(roles.exclude(kind=MeasureRoleKind.LEAD)),
        )
        .order_by("sort_key", "pk")
        .values_list("pk", "name", "leads", "helps")
    )


def ordered(rows: models.QuerySet, wanted: str) -> models.QuerySet:
    """Sort by a column of the list, "-ende" downwards; what has no value stands last."""
    keys = ORDERS.get(wanted.removeprefix("-"), ORDERS["nummer"])
    if "end_key" in keys:
        rows = rows.annotate(
            end_key=models.functions.Coalesce("end_actual", "end_forecast", "end_planned")
        )
    if "status_place" in keys:
        place = place_in(MeasureStatus, "last_report__status")
        never = models.When(last_report=None, then=None)
        rows = rows.annotate(status_place=models.Case(never, default=place))
    direction = "desc" if wanted.startswith("-") else "asc"
    order = [
        # A database that sorts by an index does so only without a wish for the place of nulls.
        getattr(models.F(key), direction)(nulls_last=None if key in _NEVER_EMPTY else True)
        for key in keys
    ]
    return rows.order_by(*order, "sort_key", "pk")
