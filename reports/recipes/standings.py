"""How far a measure was on a day, told by its plan and by what was reported up to then."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from concepts.staleness import months_before
from integration_portal.core.fuzzy import FuzzyDate
from integration_portal.core.money import euro
from integration_portal.history.thaw import Frozen
from measures.enums import MeasureStatus, Progress, WarningKind
from measures.models import StatusReport
from measures.money import collect

type Warned = dict[str, str]  # the kind of a warning, and its reason in words


def reports_by_measure(measures: Iterable[int]) -> Mapping[int, Sequence[StatusReport]]:
    """All that count, the newest first, in one query. Nobody has approved the others."""
    found = defaultdict(list)
    rows = StatusReport.objects.approved().filter(measure__in=measures)
    for report in rows.order_by("-on", "-pk"):
        found[report.measure_id].append(report)
    return found


def newest(reports: Sequence[StatusReport], day: dt.date) -> StatusReport | None:
    """The one that counts on the day: of two on one day the one written last."""
    return next((report for report in reports if report.on.earliest <= day), None)


def is_open(report: StatusReport | None) -> bool:
    return report is None or report.status in MeasureStatus.open


def progress_on(
    measure: Frozen, report: StatusReport | None, day: dt.date, quiet: frozenset[str] = frozenset()
) -> Progress:
    """As `MeasureQuerySet.with_progress`, for any day."""
    if report and report.status in MeasureStatus.achieved:
        return Progress.ACHIEVED
    if report and report.status in MeasureStatus.set_aside:
        return Progress.ASIDE
    if overdue(measure, report, day, quiet):
        return Progress.LATE
    if report and report.status in MeasureStatus.under_way:
        return Progress.ON_TRACK
    return Progress.PLANNED


def overdue(
    measure: Frozen, report: StatusReport | None, day: dt.date, quiet: frozenset[str] = frozenset()
) -> list[Warned]:
    """What should have happened before the day; nothing once there is no more to do.

    What is known to have happened only after the day had not happened on it. `quiet` are the kinds
    somebody knows better about.
    """
    if not is_open(report):
        return []
    found = []
    for step in measure.milestones if WarningKind.MILESTONE not in quiet else ():
        due = step.forecast or step.planned
        if _missed(due, step.actual, day):
            said = _("„%(step)s“ war bis %(due)s vorgesehen und ist nicht erreicht.")
            found.append(_warned(WarningKind.MILESTONE, said % {"step": step.title, "due": due}))
    due = measure.end_forecast or measure.end_planned
    if WarningKind.END not in quiet and _missed(due, measure.end_actual, day):
        found.append(_warned(WarningKind.END, _("Das Ende war für %s vorgesehen.") % due))
    return found


def warned(
    measure: Frozen, report: StatusReport | None, day: dt.date, quiet: frozenset[str], months: int
) -> list[Warned]:
    """As `measures.warnings`, told by what was known on an earlier day."""
    found = overdue(measure, report, day, quiet)
    if WarningKind.MONEY not in quiet:
        found += [_warned(WarningKind.MONEY, text) for text in overdrawn(measure, day)]
    if WarningKind.STALE not in quiet and is_stale(report, day, months):
        found.append(_warned(WarningKind.STALE, _("Ein aktueller Sachstand fehlte.")))
    return found


def _warned(kind: WarningKind, text: str) -> Warned:
    return {"kind": kind.value, "text": text}


def _missed(due: FuzzyDate | None, actual: FuzzyDate | None, day: dt.date) -> bool:
    happened = actual is not None and actual.earliest <= day
    return due is not None and due.is_past(day) and not happened


def overdrawn(measure: Frozen, day: dt.date) -> list[str]:
    """Years in which more was spent than planned, up to that of the day."""
    years = collect(measure.costs, measure.financing).years
    return [
        _("%(year)s wurden %(amount)s mehr ausgegeben als geplant.")
        % {"year": year.year, "amount": euro(year.overspent)}
        for year in years
        if year.budget and year.overspent and (year.year or 0) <= day.year
    ]


def is_stale(report: StatusReport | None, day: dt.date, months: int) -> bool:
    """Open or an ongoing task, and nobody said anything for longer than the authority allows."""
    if report is None:
        return True
    return report.status in MeasureStatus.current and report.on.latest < months_before(day, months)
