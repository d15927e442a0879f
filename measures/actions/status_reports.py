"""The newest approved report says the status of a measure. Reports come and go only here."""

from django.db import transaction

from integration_portal.history.actions import record
from integration_portal.history.models import RevisionAction

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


@transaction.atomic
def remove_report(thing: StatusReport, *, by, reason: str = "") -> None:
    """Take a mistaken report away; the one before it counts again. The history keeps it."""
    measure = thing.measure
    record(thing, by=by, action=RevisionAction.DELETED, reason=reason)
    thing.delete()
    follow_newest(measure)
