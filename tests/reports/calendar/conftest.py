"""A person with a calendar, and what stands in it on a day."""

import datetime as dt

import icalendar
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from integration_portal.core import fuzzy
from reports.actions import calendar_feeds
from tests.factories.measures import MeasureFactory, MilestoneFactory
from tests.factories.stakeholders import (
    OrganisationFactory,
    RepresentationFactory,
)

TODAY = dt.date(2026, 11, 22)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args, **kwargs: TODAY)


@pytest.fixture
def school(authority):
    return OrganisationFactory(authority=authority, name="Volkshochschule")


@pytest.fixture
def course(edition, school):
    return MeasureFactory(
        edition=edition, number="1.1", title="Kurs", led_by=school, end_planned=fuzzy.parse("2027")
    )


@pytest.fixture
def step(course):
    return MilestoneFactory(measure=course, title="Start", planned=fuzzy.parse("Herbst 2026"))


@pytest.fixture
def teacher(authority, contributor, school):
    """A contributor who acts for the organisation that leads the measure."""
    RepresentationFactory(user=contributor, organisation=school, since=dt.date(2020, 1, 1))
    return contributor


def fetch(user, **headers):
    address = reverse("calendar:file", args=[calendar_feeds.renew(by=user)])
    return Client().get(address, **headers)


def events(response) -> list:
    return list(icalendar.Calendar.from_ical(response.content).walk("VEVENT"))
