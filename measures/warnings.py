"""What is wrong with a measure although nobody has said so, each with its reason in words.

The database decides what applies (`conditions`), for one measure as for all of an edition; the
words are made only for the rows that are shown. Measures of a superseded edition warn of nothing:
their progress goes on in the edition after it.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concepts.enums import EditionStatus
from integration_portal.accounts.models import LocalAuthority
from integration_portal.core.money import euro

from .enums import MeasureOrigin, MeasureStatus, WarningKind
from .models import Measure, MeasureCost, MeasureRole, Milestone, WarningOverrule
from .models.measure import IS_OPEN


@dataclass(frozen=True)
class ComputedWarning:
    """One kind of warning on one measure; `overrule` says who knows better, and until when."""

    kind: WarningKind
    reason: str
    overrule: WarningOverrule | None = None


# When it applies


def conditions(
    on: dt.date | None = None, *, authority: LocalAuthority | None = None
) -> dict[WarningKind, Q]:
    """When a measure warns of what, on a day (today), whether somebody overruled it or not.

    Without an `authority` each measure is judged by the patience of its own; that asks once.
    """
    day = on or timezone.localdate()
    found: dict[WarningKind, Q] = {
        WarningKind.MILESTONE: IS_OPEN
        & Q(Exists(Milestone.objects.overdue(day).filter(measure=OuterRef("pk")))),
        WarningKind.START: _not_begun() & _passed("start", day),
        WarningKind.END: IS_OPEN & _passed("end", day),
        WarningKind.MONEY: _overdrawn(day),
        WarningKind.STALE: _silent(day, authority),
        WarningKind.LEAD: (IS_OPEN | Q(last_report__status=MeasureStatus.PERMANENT))
        & Q(Exists(_ended_leads(day).filter(measure=OuterRef("pk")))),
    }
    goes_on = ~Q(edition__status=EditionStatus.SUPERSEDED)
    return {kind: goes_on & condition for kind, condition in found.items()}


def counted(
    on: dt.date | None = None, *, authority: LocalAuthority | None = None
) -> dict[WarningKind, Q]:
    """As `conditions`, without what somebody overruled: what lists and pictures count."""
    day = on or timezone.localdate()
    quiet = WarningOverrule.objects.in_force(day).filter(measure=OuterRef("pk"))
    return {
        kind: condition & ~Exists(quiet.filter(kind=kind))
        for kind, condition in conditions(day, authority=authority).items()
    }


def any_of(conditions: dict[WarningKind, Q]) -> Q:
    found = Q(pk__in=[])
    for condition in conditions.values():
        found |= condition
    return found


def _not_begun() -> Q:
    """Nothing said of existing measures: they run, even if nobody reported on them."""
    silent = Q(last_report=None, origin=MeasureOrigin.PLANNED)
    return silent | Q(last_report__status__in=(MeasureStatus.PLANNED, MeasureStatus.PREPARING))


def _passed(edge: str, day: dt.date) -> Q:
    """The Prognose (or the Plan, where there is none) lies wholly before, and there is no Ist."""
    forecast, planned = f"{edge}_forecast", f"{edge}_planned"
    late = Q(**{f"{forecast}__latest__lt": day})
    late |= Q(**{forecast: None, f"{planned}__latest__lt": day})
    return Q(**{f"{edge}_actual": None}) & late


def _years(day: dt.date) -> tuple[int, int]:
    """Last year is still being accounted for; what was before has been dealt with."""
    return day.year - 1, day.year


def _budgets(day: dt.date):
    """Ansatz and spending by year, of the years that still matter; no Ansatz is no limit."""
    return (
        MeasureCost.objects.filter(year__in=_years(day))
        .order_by()
        .values("measure", "year")
        .annotate(most=Sum("budget"), gone=Sum("spent"))
    )


def _overdrawn(day: dt.date) -> Q:
    """More spent than the Ansatz of the year: by the books, or by what the last report says."""
    budgets = _budgets(day).filter(measure=OuterRef("pk"))
    found = Q(Exists(budgets.filter(gone__gt=F("most"))))
    for year in _years(day):
        most = Subquery(budgets.filter(year=year).values("most")[:1])
        within = (dt.date(year, 1, 1), dt.date(year, 12, 31))
        found |= Q(last_report__on__latest__range=within, last_report__spent__gt=most)
    return found


def _silent(day: dt.date, authority: LocalAuthority | None) -> Q:
    if authority is not None:
        return Measure.objects.is_stale(months=authority.stale_after_months, on=day)
    found = Q(pk__in=[])
    for months in LocalAuthority.objects.order_by().values_list("stale_after_months").distinct():
        of_these = Q(edition__authority__stale_after_months=months[0])
        found |= of_these & Measure.objects.is_stale(months=months[0], on=day)
    return found


def _ended_leads(day: dt.date):
    leads = MeasureRole.objects.leads().filter(organisation__ended_on__lt=day)
    return leads.filter(Q(until=None) | Q(until__latest__gte=day))


# Why it applies


def warnings_of(measure: Measure, on: dt.date | None = None) -> list[ComputedWarning]:
    """What is wrong with one measure, the overruled warnings last."""
    return warnings_for([measure], on)[measure.pk]


def warnings_for(
    measures: Iterable[Measure], on: dt.date | None = None
) -> dict[int, list[ComputedWarning]]:
    """By the measures' ids, in the order of the kinds; what is overruled stands last.

    At most six queries, whatever the number of measures.
    """
    day = on or timezone.localdate()
    pks = [measure.pk for measure in measures]
    rows = _judged(pks, day)
    facts = _facts(rows, day)
    overrules = {
        (overrule.measure_id, overrule.kind): overrule
        for overrule in WarningOverrule.objects.in_force(day)
        .filter(measure__in=pks)
        .select_related("by")
        .order_by("until", "pk")
    }
    found: dict[int, list[ComputedWarning]] = {pk: [] for pk in pks}
    for row in rows:
        warnings = [
            ComputedWarning(kind, _REASONS[kind](row, facts), overrules.get((row.pk, kind)))
            for kind in row.kinds
        ]
        found[row.pk] = sorted(warnings, key=lambda warning: warning.overrule is not None)
    return found


def _judged(pks: list[int], day: dt.date) -> list[Any]:
    """The measures as far as the words need them, each with the `kinds` that apply."""
    applies = {f"is_{kind}": condition for kind, condition in conditions(day).items()}
    rows: list[Any] = list(
        Measure.objects.filter(pk__in=pks)
        .annotate(**applies)
        .select_related("last_report", "edition__authority")
        .defer("description", "search_text", "edition__summary")
    )
    for row in rows:
        row.kinds = [kind for kind in WarningKind if getattr(row, f"is_{kind}")]
    return rows


@dataclass
class _Facts:
    """What the reasons name, by measure."""

    milestones: dict[int, list[Milestone]]
    money: dict[int, list[dict]]
    leads: dict[int, list[MeasureRole]]


def _facts(rows: list[Any], day: dt.date) -> _Facts:
    def of(kind: WarningKind) -> list[int]:
        return [row.pk for row in rows if kind in row.kinds]

    milestones, money, leads = defaultdict(list), defaultdict(list), defaultdict(list)
    late = Milestone.objects.overdue(day).filter(measure__in=of(WarningKind.MILESTONE))
    for milestone in late:
        milestones[milestone.measure_id].append(milestone)
    for year in _budgets(day).filter(measure__in=of(WarningKind.MONEY)).order_by("year"):
        money[year["measure"]].append(year)
    ended = _ended_leads(day).filter(measure__in=of(WarningKind.LEAD))
    for role in ended.select_related("organisation__successor"):
        leads[role.measure_id].append(role)
    return _Facts(milestones, money, leads)


def _milestone(row: Any, facts: _Facts) -> str:
    late = facts.milestones[row.pk]
    first = _("„%(milestone)s“ war bis %(due)s vorgesehen und ist nicht erreicht.") % {
        "milestone": late[0],
        "due": late[0].due,
    }
    more = len(late) - 1
    if not more:
        return first
    others = ngettext(
        "Dazu ein weiteres Zwischenziel.", "Dazu %(count)s weitere Zwischenziele.", more
    )
    return f"{first} {others % {'count': more}}"


def _start(row: Any, _facts: _Facts) -> str:
    due = {"due": row.start_forecast or row.start_planned}
    if row.status is None:
        return _("Der Beginn war für %(due)s vorgesehen; ein Sachstand fehlt.") % due
    return _("Der Beginn war für %(due)s vorgesehen; der Stand ist „%(status)s“.") % (
        due | {"status": row.status.label}
    )


def _end(row: Any, _facts: _Facts) -> str:
    return _("Das Ende war für %(due)s vorgesehen; umgesetzt ist die Maßnahme nicht.") % {
        "due": row.end_forecast or row.end_planned
    }


def _money(row: Any, facts: _Facts) -> str:
    report = row.last_report
    told = []
    for year in facts.money[row.pk]:
        said = report.spent if report and report.year == year["year"] else None
        gone = max(filter(None, (year["gone"], said)), default=0)
        if year["most"] is not None and gone > year["most"]:
            told.append(
                _("%(year)s sind %(gone)s verausgabt, der Ansatz ist %(most)s.")
                % {"year": year["year"], "gone": euro(gone), "most": euro(year["most"])}
            )
    return " ".join(told)


def _stale(row: Any, _facts: _Facts) -> str:
    limit = {"months": row.edition.authority.stale_after_months}
    if row.last_report is None:
        return _("Noch nie hat jemand einen Sachstand eingetragen.")
    return _("Der letzte Sachstand ist vom %(day)s, länger her als %(months)s Monate.") % (
        limit | {"day": row.last_report.on}
    )


def _lead(row: Any, facts: _Facts) -> str:
    return " ".join(_ended(role) for role in facts.leads[row.pk])


def _ended(role: MeasureRole) -> str:
    organisation = role.organisation
    ended = _("„%(name)s“ besteht seit %(day)s nicht mehr.") % {
        "name": organisation,
        "day": f"{organisation.ended_on:%d.%m.%Y}",
    }
    if organisation.successor is None:
        return ended + " " + _("Eine Nachfolge ist nicht eingetragen.")
    return ended + " " + _("Nachfolge: %(name)s.") % {"name": organisation.successor}


_REASONS: dict[str, Callable[[Any, _Facts], str]] = {
    WarningKind.MILESTONE: _milestone,
    WarningKind.START: _start,
    WarningKind.END: _end,
    WarningKind.MONEY: _money,
    WarningKind.STALE: _stale,
    WarningKind.LEAD: _lead,
}
