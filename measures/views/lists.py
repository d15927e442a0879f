"""/<authority>/massnahmen/"""

from functools import cached_property

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.generic import ListView

from concepts.current import edition_for
from concepts.models import Edition
from integration_portal.accounts.rules import is_officer
from integration_portal.accounts.views.base import AuthorityMixin

from .. import schedule
from ..actions.many import Rights
from ..filters import MeasureFilter, Offered, drawn, names_a_filter, offered_by, ordered
from ..models import Measure, Milestone, SavedView
from ..rows import SHOWN, draw, with_leads_and_delay
from ..rules import can_add_measure, can_keep_views

SCHEDULE = "zeitplan"  # ?ansicht=zeitplan


def measure_list(request: HttpRequest, **kwargs) -> HttpResponse:
    """The list or the schedule, as the address says."""
    view = Schedule if request.GET.get("ansicht") == SCHEDULE else MeasureList
    return view.as_view()(request, **kwargs)


class FilteredMeasures(AuthorityMixin, ListView):
    """Which measures …? The address is the list's memory."""

    context_object_name = "measures"
    shown: tuple[str, ...]
    total: int | None  # without any filter; None where nothing is filtered

    @cached_property
    def edition(self) -> Edition | None:
        return edition_for(self.request.user, self.authority, self.request.GET.get("fassung", ""))

    @cached_property
    def offered(self) -> Offered:
        return offered_by(self.edition)

    @cached_property
    def filter(self) -> MeasureFilter | None:
        """None where the address names none."""
        return self._filter(self.request.GET) if names_a_filter(self.request.GET) else None

    def _filter(self, query: QueryDict) -> MeasureFilter:
        return MeasureFilter(
            query, queryset=self.all_rows, edition=self.edition, offered=self.offered
        )

    @property
    def all_rows(self):
        return Measure.objects.filter(edition=self.edition).whole()

    @property
    def broken(self) -> list[str]:
        """Filters with a value that is not there any more, such as a field that was deleted."""
        return list(self.filter.form.errors) if self.filter else []

    def get_queryset(self):
        if self.edition is None:
            return Measure.objects.none()
        found = self._filter(self._without(*self.broken)) if self.broken else self.filter
        rows = found.qs if found else self.all_rows
        return ordered(rows, self.request.GET.get("sort", "nummer")).only(*self.shown)

    def get_paginator(self, queryset, *args, **kwargs):
        """Counts what is found and what there is at all in one query."""
        paginator = super().get_paginator(queryset, *args, **kwargs)
        self.total = None
        if self.edition and self.filter and (self.filter.narrows or self.broken):
            found = Q(pk__in=queryset.order_by().values("pk"))
            counts = self.all_rows.aggregate(all=Count("pk"), found=Count("pk", filter=found))
            self.total, paginator.count = counts["all"], counts["found"]
        elif self.edition:
            paginator.count = self.all_rows.count()  # of rows that carry nothing
        return paginator

    def get_context_data(self, **kwargs):
        edition, user = self.edition, self.request.user
        context = super().get_context_data(
            title=_("Maßnahmen"),
            edition=edition,
            filter=self.filter if edition else None,
            filter_form=self._filter_form() if edition else "",
            sort=self.request.GET.get("sort", "nummer"),
            may_add=bool(edition) and can_add_measure(user, edition),
            is_officer=is_officer(user, self.authority),
            **kwargs,
        )
        if edition is None:
            return context | {"total": 0}
        found = context["paginator"].count
        keeps_views = can_keep_views(user, self.authority)
        mine = SavedView.objects.visible_to(user).filter(authority=self.authority)
        return context | {
            "total": found if self.total is None else self.total,
            "filters": self._filters(),
            "tabs": self._tabs(),
            "keeps_views": keeps_views,
            "views": list(mine.only("name", "query", "shared")) if keeps_views else [],
            "kept": self._without("page").urlencode(),
            "broken": [self.filter.form.fields[name].label for name in self.broken],
            "mended": f"?{self._without('page', *self.broken).urlencode()}",
        }

    def _filter_form(self) -> SafeString:
        return drawn(self.request, self.offered, lambda: self._filter(self.request.GET).form)

    def _without(self, *names: str) -> QueryDict:
        query = self.request.GET.copy()
        for name in names:
            query.pop(name, None)
        return query

    def _filters(self) -> str:
        """What finds the same rows elsewhere."""
        query = self._without("page", "ansicht", *self.broken)
        query["fassung"] = self.edition.slug
        return query.urlencode()

    def _tabs(self) -> list[dict]:
        as_list = self._without("page", "ansicht")
        in_time = as_list.copy()
        in_time["ansicht"] = SCHEDULE
        drawn = self.request.GET.get("ansicht") == SCHEDULE
        listed = f"?{as_list.urlencode()}" if as_list else self.request.path
        return [
            {"label": _("Liste"), "url": listed, "current": not drawn},
            {"label": _("Zeitplan"), "url": f"?{in_time.urlencode()}", "current": drawn},
        ]


class MeasureList(FilteredMeasures):
    """One measure below the other, 25 on a page."""

    template_name = "measures/list.html"
    paginate_by = 25
    shown = SHOWN

    def get_queryset(self):
        return super().get_queryset().select_related("field", "last_report")

    def get_context_data(self, **kwargs):
        context, edition = super().get_context_data(**kwargs), self.edition
        if edition is None:
            return context
        rights = Rights(self.request.user, edition)
        measures = with_leads_and_delay(context["measures"], rights)
        address = reverse("measures:list", args=[self.authority.slug])
        selects = rights.may_change_some
        return context | {
            "measures": measures,
            "rows": draw(measures, address=address, selects=selects),
            "selects": selects,
            "extra_columns": measures[0].extra_columns if measures else [],
        }


class Schedule(FilteredMeasures):
    """The same measures through time, field by field."""

    template_name = "measures/schedule.html"
    paginate_by = 500
    shown = schedule.SHOWN

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if self.edition is None:
            return context
        measures = list(context["measures"])
        today = timezone.localdate()
        steps = (
            Milestone.objects.filter(measure__in=[measure.pk for measure in measures])
            .with_lateness(today)
            .only("measure_id", "title", "planned", "forecast", "actual")
        )
        axis, groups = schedule.groups(measures, steps, self.offered["feld"], today)
        return context | {"measures": measures, "axis": axis, "groups": groups}
