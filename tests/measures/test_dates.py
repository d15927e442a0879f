"""Dates of a measure that cannot be: ends before beginnings, and an Ist that is still to come."""

import datetime as dt

import pytest
from django.utils import timezone

from integration_portal.core.fuzzy import FuzzyDate, parse
from tests.factories.measures import MeasureFactory, MilestoneFactory
from tests.measures.browsing import save, url

pytestmark = pytest.mark.django_db
TO_COME = "Dieser Tag liegt in der Zukunft."


@pytest.fixture
def measure(edition):
    return MeasureFactory(
        edition=edition,
        start_actual=parse("Februar 2021"),
        end_planned=parse("2020"),
    )


def tomorrow() -> str:
    return str(FuzzyDate.on(timezone.localdate() + dt.timedelta(days=1)))


def errors(response) -> dict:
    form = response.context["form"]
    return {name: [str(e) for e in found] for name, found in form.errors.items()}


@pytest.mark.parametrize("page", ["edit", "progress"])
def test_an_ist_is_never_still_to_come(page, enter, officer, measure):
    response = save(enter(officer), url(page, measure), end_actual=tomorrow())

    assert errors(response)["end_actual"][0].startswith(TO_COME)


@pytest.mark.parametrize("page", ["edit", "progress"])
def test_nor_is_that_of_a_milestone(page, enter, officer, measure):
    MilestoneFactory(measure=measure)

    response = save(enter(officer), url(page, measure), **{"milestones-0-actual": tomorrow()})

    row = response.context["form"].formsets["milestones"].forms[0]
    assert row.errors["actual"][0].startswith(TO_COME)


def test_a_year_that_runs_may_be_an_ist(enter, officer, measure):
    year = str(timezone.localdate().year)

    assert save(enter(officer), url("edit", measure), end_actual=year).status_code == 302


@pytest.mark.parametrize("page", ["edit", "progress"])
def test_an_expected_end_before_the_known_beginning_is_refused(page, enter, officer, measure):
    response = save(enter(officer), url(page, measure), end_forecast="2020")

    assert errors(response) == {"end_forecast": ["Das Ende liegt vor dem Beginn."]}


def test_a_plan_that_ended_before_work_began_late_stays_as_it_was(enter, officer, measure):
    response = save(enter(officer), url("edit", measure), place="Marktplatz")

    assert response.status_code == 302
