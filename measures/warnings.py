"""What is wrong with a measure although nobody has said so, each with its reason in words.

The database decides what applies (`models.conditions`), for one measure as for all of an edition;
the words are made only for the rows that are shown.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from integration_portal.core.money import euro

from .enums import WarningKind
from .models import Measure, MeasureRole, Milestone, WarningOverrule
from .models.conditions import budgets, conditions, ended_leads


@dataclass(frozen=True)
class ComputedWarning:
    """One kind of warning on one measure; `overrule` says who knows better, and until when."""

    kind: WarningKind
    reason: str
    overrule: WarningOverrule | None = None

    @property
    def is_late(self) -> bool:
        """Whether it makes its measure "überfällig", as `conditions.overdue` says of many."""
        return self.overrule is None and self.kind in WarningKind.late


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
    late = Milestone.objects.passed(day).filter(measure__in=of(WarningKind.MILESTONE))
    for milestone in late:
        milestones[milestone.measure_id].append(milestone)
    for year in budgets(day).filter(measure__in=of(WarningKind.MONEY)).order_by("year"):
        money[year["measure"]].append(year)
    ended = ended_leads(day).filter(measure__in=of(WarningKind.LEAD))
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
