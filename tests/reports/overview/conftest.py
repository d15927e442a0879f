"""A council, and measures that were reported on."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from integration_portal.core.fuzzy import FuzzyDate
from measures.enums import MeasureStatus
from tests.factories.measures import MeasureFactory


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def board(authority, enter):
    """What the overview shows to a person."""

    def board(user):
        return enter(user).get(reverse("reports:overview", args=[authority.slug])).context["board"]

    return board


def in_days(number: int) -> FuzzyDate:
    return FuzzyDate.on(timezone.localdate() + dt.timedelta(days=number))


def reported(edition, **fields):
    """A measure under way on which somebody has just reported, so that it is not stale."""
    measure = MeasureFactory(edition=edition, status=MeasureStatus.RUNNING, **fields)
    measure.last_report.on = in_days(0)
    measure.last_report.save()
    return measure
