"""/<authority>/massnahmen/"""

from collections import defaultdict
from functools import cached_property

from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import ListView

from concepts.current import edition_for
from concepts.models import Edition
from integration_portal.accounts.rules import is_officer
from integration_portal.accounts.views.base import AuthorityMixin

from ..enums import MeasureRoleKind
from ..extra import columns, give_cells
from ..filters import MeasureFilter, ordered
from ..models import Measure, Milestone
from ..rules import can_add_measure


class MeasureList(AuthorityMixin, ListView):
    """Which measures …? The address is the list's memory."""

    template_name = "measures/list.html"
    context_object_name = "measures"
    paginate_by = 25

    @cached_property
    def edition(self) -> Edition | None:
        return edition_for(self.request.user, self.authority, self.request.GET.get("fassung", ""))

    @cached_property
    def filter(self) -> MeasureFilter:
        return MeasureFilter(self.request.GET, queryset=self.all_rows, edition=self.edition)

    @property
    def all_rows(self):
        return Measure.objects.filter(edition=self.edition).whole()

    def get_queryset(self):
        if self.edition is None:
            return Measure.objects.none()
        rows = self.filter.qs if self.filter.form.is_valid() else self.all_rows
        return (
            ordered(rows, self.request.GET.get("sort", "nummer"))
            .select_related("field", "last_report")
            .only(*SHOWN)
        )

    def get_context_data(self, **kwargs):
        edition = self.edition
        context = super().get_context_data(
            title=_("Maßnahmen"),
            edition=edition,
            filter=self.filter if edition else None,
            filter_form=self.filter.drawn(self.request) if edition else "",
            sort=self.request.GET.get("sort", "nummer"),
            may_add=bool(edition) and can_add_measure(self.request.user, edition),
            is_officer=is_officer(self.request.user, self.authority),
            **kwargs,
        )
        found = context["paginator"].count
        measures = with_leads_and_delay(context["measures"])
        extra_columns = columns(edition, self.request.user, measures)
        give_cells(measures, extra_columns)
        return context | {
            "total": self.all_rows.count() if edition and self.filter.narrows else found,
            "measures": measures,
            "extra_columns": extra_columns,
        }


# What a row shows; the rest of a measure is for its own page.
SHOWN = (
    "number",
    "title",
    "key_project",
    "permanent",
    "end_planned",
    "end_forecast",
    "end_actual",
    "extra",
    "field__title",
    "last_report__status",
    "last_report__on",
    "last_report__text",
)


def with_leads_and_delay(rows: QuerySet[Measure]) -> list[Measure]:
    """The rows of one page, each with `leads` (names) and `is_late`.

    Asked for these rows alone: as a part of their query both would be found for the whole list.
    """
    measures, today = list(rows), timezone.localdate()
    late = Milestone.objects.overdue(today).filter(measure=OuterRef("pk"))
    led = (
        Measure.objects.filter(pk__in=[measure.pk for measure in measures])
        .annotate(
            late=Exists(late),
            lead=FilteredRelation("roles", condition=Q(roles__kind=MeasureRoleKind.LEAD)),
        )
        .order_by("lead__pk")
        .values_list("pk", "late", "lead__organisation__name")
    )
    leads, late_milestone = defaultdict(list), {}
    for pk, late_milestone[pk], name in led:
        leads[pk] += [name] if name else []
    for measure in measures:
        measure.leads = leads[measure.pk]
        measure.is_late = measure.is_overdue(
            today, late_milestone=late_milestone.get(measure.pk, False)
        )
    return measures
