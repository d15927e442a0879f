"""Reports of the status: what they hold, which one counts and who reads which."""

import pytest

from integration_portal.core import fuzzy
from measures.actions.status_reports import report_status
from measures.enums import MeasureStatus, ReportState, TrafficLight
from measures.models import ReportAttachment, StatusReport

pytestmark = pytest.mark.django_db


def report(measure, on, status, **fields):
    return report_status(
        report=StatusReport(measure=measure, on=fuzzy.parse(on), status=status, **fields), by=None
    )


def test_only_an_approved_report_counts(measure):
    report(measure, "31.01.2026", MeasureStatus.RUNNING)
    draft = StatusReport(
        measure=measure, on=fuzzy.parse("30.06.2026"), status="done", state=ReportState.SUBMITTED
    )
    report_status(report=draft, by=None)
    measure.refresh_from_db()
    assert measure.status == MeasureStatus.RUNNING
    draft.state = ReportState.APPROVED
    report_status(report=draft, by=None)
    measure.refresh_from_db()
    assert (measure.status, draft.is_approved) == (MeasureStatus.DONE, True)


def test_a_report_on_its_way_is_read_by_its_author_and_officers_alone(
    adopted_measure, officer, contributor, reader, administrator
):
    report = StatusReport.objects.create(
        measure=adopted_measure,
        on=fuzzy.parse("30.06.2026"),
        status=MeasureStatus.DONE,
        state=ReportState.DRAFT,
        by=contributor,
    )
    attachment = ReportAttachment.objects.create(report=report, title="Bild")
    people = (officer, contributor, reader, administrator)
    seen = [StatusReport.objects.visible_to(person).count() for person in people]
    assert seen == [1, 1, 0, 0]
    assert [ReportAttachment.objects.visible_to(person).count() for person in people] == seen
    report.state = ReportState.APPROVED
    report.save()
    assert [StatusReport.objects.visible_to(person).count() for person in people] == [1, 1, 1, 1]
    assert str(attachment) == "Bild"


def test_a_light_and_a_state_have_words_and_shape():
    assert [light.tone for light in TrafficLight] == ["ok", "late", "bad"]
    assert [state.tone for state in ReportState] == ["neutral", "ok", "late", "done"]
    assert StatusReport().light is None
    assert StatusReport(traffic_light="at_risk").light is TrafficLight.AT_RISK
