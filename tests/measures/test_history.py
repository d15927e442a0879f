"""What a measure was on a day, with the report that counted then."""

import datetime as dt

import pytest
from django.urls import reverse

from integration_portal.history.actions import record
from integration_portal.history.models import Revision
from measures.actions.status_reports import report_status
from measures.enums import MeasureRoleKind, MeasureStatus, ReportState
from measures.models import MeasureRole, StatusReport
from measures.views.history import report_at
from tests.factories.stakeholders import OrganisationFactory


def at(day: int) -> dt.datetime:
    return dt.datetime(2024, 5, day, 12, tzinfo=dt.UTC)


@pytest.fixture
def reported(measure, officer):
    """Recorded on the 1st, reported for April on the 10th and for March on the 20th."""
    record(measure, by=officer)
    Revision.objects.of(measure).update(at=at(1))
    for day, (on, status) in {
        10: ("30.04.2024", MeasureStatus.RUNNING),
        20: ("31.03.2024", MeasureStatus.PLANNED),
    }.items():
        report = StatusReport(measure=measure, on=on, status=status, by=officer, text="So war es.")
        report_status(report=report, by=officer)
        Revision.objects.of(report).update(at=at(day))
    return measure


def test_the_report_is_the_one_that_counted_then(reported):
    assert report_at(reported, at(9)) is None
    assert report_at(reported, at(10)).status == MeasureStatus.RUNNING
    assert report_at(reported, at(21)).status == MeasureStatus.RUNNING


def test_what_was_not_approved_did_not_count(reported, officer):
    report = StatusReport(
        measure=reported, on="30.05.2024", status=MeasureStatus.DONE, state=ReportState.SUBMITTED
    )
    report.by = officer
    report.save()
    record(report, by=officer, at=at(25))

    assert report_at(reported, at(26)).status == MeasureStatus.RUNNING


def test_the_page_shows_measure_and_report_of_the_day(reported, officer, enter):
    page = reverse("measures:history", args=[reported.authority.slug, reported.pk])

    early = enter(officer).get(f"{page}?am=02.05.2024").content.decode()
    later = enter(officer).get(f"{page}?am=12.05.2024").content.decode()

    assert "Damals war noch kein Sachstand festgehalten." in early
    assert "So war es." in later
    assert "Sprachcafé" in later


def test_a_new_lead_is_told_in_one_sentence(measure, authority, officer):
    first, second = (OrganisationFactory(authority=authority, name=name) for name in ("Alt", "Neu"))
    role = MeasureRole.objects.create(
        measure=measure, organisation=first, kind=MeasureRoleKind.LEAD
    )
    record(measure, by=officer)
    role.organisation = second
    role.save()
    fresh = type(measure).objects.get(pk=measure.pk)

    changes = record(fresh, by=officer).changes

    assert [change.sentence for change in changes] == ["Federführung von „Alt“ zu „Neu“ geändert"]
