"""When the portal finds something wrong with a measure: the database decides, for one as for all.

Measures of a superseded edition warn of nothing: their progress goes on in the edition after it.
"""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils import timezone

from concepts.enums import EditionStatus
from concepts.staleness import months_before
from integration_portal.accounts.models import LocalAuthority

from ..enums import MeasureOrigin, MeasureStatus, WarningKind
from .lateness import goes_on, is_current, is_open, passed
from .milestone import Milestone
from .money import MeasureCost
from .role import MeasureRole
from .warning_overrule import WarningOverrule


def conditions(
    on: dt.date | None = None,
    *,
    authority: LocalAuthority | None = None,
    kinds: Iterable[str] = WarningKind,
) -> dict[WarningKind, Q]:
    """When a measure warns of what, on a day (today), whether somebody overruled it or not.

    Without an `authority` each measure is judged by the patience of its own; that asks once.
    """
    day = on or timezone.localdate()
    return {kind: goes_on() & _condition(kind, day, authority) for kind in map(WarningKind, kinds)}


def counted(
    on: dt.date | None = None,
    *,
    authority: LocalAuthority | None = None,
    kinds: Iterable[str] = WarningKind,
) -> dict[WarningKind, Q]:
    """As `conditions`, without what somebody overruled: what lists and pictures count."""
    day = on or timezone.localdate()
    found = conditions(day, authority=authority, kinds=kinds)
    return {
        kind: condition & WarningOverrule.objects.none_of(kind, day, OuterRef("pk"))
        for kind, condition in found.items()
    }


def any_of(conditions: dict[WarningKind, Q]) -> Q:
    found = Q(pk__in=[])
    for condition in conditions.values():
        found |= condition
    return found


def overdue(on: dt.date | None = None) -> Q:
    """Late is what warns of its end or of a milestone, and nobody knows better."""
    return any_of(counted(on, kinds=WarningKind.late))


def stale(*, months: int, on: dt.date | None = None) -> Q:
    """Silent for longer than so many months, and nobody knows better."""
    day = on or timezone.localdate()
    quiet = WarningOverrule.objects.none_of(WarningKind.STALE, day, OuterRef("pk"))
    return _silent_for(months, day) & quiet


def _condition(kind: WarningKind, day: dt.date, authority: LocalAuthority | None) -> Q:
    match kind:
        case WarningKind.MILESTONE:
            late = Milestone.objects.passed(day).filter(measure=OuterRef("pk"))
            return is_open() & Q(Exists(late))
        case WarningKind.START:
            return _not_begun() & passed(day, "start_")
        case WarningKind.END:
            return is_open() & passed(day, "end_")
        case WarningKind.MONEY:
            return _overdrawn(day)
        case WarningKind.STALE:
            return _silent(day, authority)
        case WarningKind.LEAD:
            return is_current() & Q(Exists(ended_leads(day).filter(measure=OuterRef("pk"))))


def _not_begun() -> Q:
    """Nothing said of existing measures: they run, even if nobody reported on them."""
    silent = Q(last_report=None, origin=MeasureOrigin.PLANNED)
    return silent | Q(last_report__status__in=(MeasureStatus.PLANNED, MeasureStatus.PREPARING))


def _years(day: dt.date) -> tuple[int, int]:
    """Last year is still being accounted for; what was before has been dealt with."""
    return day.year - 1, day.year


def budgets(day: dt.date) -> QuerySet:
    """Ansatz and spending by year, of the years that still matter; no Ansatz is no limit."""
    return (
        MeasureCost.objects.filter(year__in=_years(day))
        .order_by()
        .values("measure", "year")
        .annotate(most=Sum("budget"), gone=Sum("spent"))
    )


def _overdrawn(day: dt.date) -> Q:
    """More spent than the Ansatz of the year: by the books, or by what the last report says."""
    of_measure = budgets(day).filter(measure=OuterRef("pk"))
    found = Q(Exists(of_measure.filter(gone__gt=F("most"))))
    for year in _years(day):
        most = Subquery(of_measure.filter(year=year).values("most")[:1])
        within = (dt.date(year, 1, 1), dt.date(year, 12, 31))
        found |= Q(last_report__on__latest__range=within, last_report__spent__gt=most)
    return found


def _silent(day: dt.date, authority: LocalAuthority | None) -> Q:
    if authority is not None:
        return _silent_for(authority.stale_after_months, day)
    found = Q(pk__in=[])
    for months in LocalAuthority.objects.order_by().values_list("stale_after_months").distinct():
        of_these = Q(edition__authority__stale_after_months=months[0])
        found |= of_these & _silent_for(months[0], day)
    return found


def _silent_for(months: int, day: dt.date) -> Q:
    """Nobody owes a report before the edition itself has been in force for so long."""
    limit = months_before(day, months)
    old = Q(edition__status_on=None) | Q(edition__status_on__latest__lt=limit)
    silent = Q(last_report__on__latest__lt=limit) | (Q(last_report=None) & old)
    return is_current() & Q(edition__status__in=EditionStatus.in_force) & silent


def ended_leads(day: dt.date) -> QuerySet:
    leads = MeasureRole.objects.leads().filter(organisation__ended_on__lt=day)
    return leads.filter(Q(until=None) | Q(until__latest__gte=day))
