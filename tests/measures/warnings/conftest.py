"""A measure of which there is nothing to say, until something is wrong."""

import datetime as dt

import pytest

from integration_portal.core import fuzzy
from measures.actions.status_reports import report_status
from measures.enums import MeasureStatus
from measures.models import StatusReport
from measures.warnings import warnings_of
from tests.factories.measures import MeasureFactory, MilestoneFactory

TODAY = dt.date(2026, 11, 22)


def report(measure, on="31.10.2026", status=MeasureStatus.RUNNING, **fields):
    report = StatusReport(measure=measure, on=fuzzy.parse(on), status=status, **fields)
    return report_status(report=report, by=None)


def found(measure):
    return [(warning.kind, warning.reason) for warning in warnings_of(measure, TODAY)]


@pytest.fixture
def quiet(adopted):
    """Under way and reported on: nothing is wrong with it."""
    measure = MeasureFactory(edition=adopted)
    report(measure)
    return measure


def late_milestones(measure, *days):
    for number, day in enumerate(days, 1):
        MilestoneFactory(measure=measure, title=f"Schritt {number}", planned=fuzzy.parse(day))


@pytest.fixture
def late(quiet):
    late_milestones(quiet, "09/2026")
    quiet.end_planned = fuzzy.parse("10/2026")
    quiet.save()
    return quiet
