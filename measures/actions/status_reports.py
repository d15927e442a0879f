"""The newest approved report says the status of a measure. Reports come and go only here."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count, OuterRef, Subquery

from integration_portal.history.actions import record
from integration_portal.history.models import Revision, RevisionAction, subject_type

from ..models import Measure, StatusReport


@transaction.atomic
def report_status(*, report: StatusReport, by, reason: str = "") -> StatusReport:
    """Store a report and let the measure follow its newest approved one."""
    if report.by_id is None and report.pk is None:
        report.by = by
    report.save()
    follow_newest(report.measure)
    record(report, by=by, reason=reason)
    return report


def follow_newest(measure: Measure) -> None:
    """Newest approved by Stichtag; of two on one day the one written last."""
    newest = measure.reports.approved().order_by("-on", "-pk").first()
    Measure.objects.filter(pk=measure.pk).update(last_report=newest)
    measure.last_report = newest


def follow_newest_of(measure_ids: Iterable[int]) -> None:
    """The same for many, in one statement."""
    newest = StatusReport.objects.approved().filter(measure=OuterRef("pk")).order_by("-on", "-pk")
    measures = Measure.objects.filter(pk__in=list(measure_ids))
    measures.update(last_report=Subquery(newest.values("pk")[:1]))


def corrected(report_ids: Iterable[int]) -> frozenset[int]:
    """Those that have been saved again since they were written: somebody's word by now."""
    again = (
        Revision.objects.filter(
            subject_type=subject_type(StatusReport), subject_id__in=list(report_ids)
        )
        .values("subject_id")
        .annotate(times=Count("pk"))
        .filter(times__gt=1)
        .order_by()
    )
    return frozenset(row["subject_id"] for row in again)


@transaction.atomic
def remove_report(thing: StatusReport, *, by, reason: str = "") -> None:
    """Take a mistaken report away; the one before it counts again. The history keeps it."""
    measure = thing.measure
    record(thing, by=by, action=RevisionAction.DELETED, reason=reason)
    thing.delete()
    follow_newest(measure)
