"""An edition on the day of its Sachstandsbericht."""

import datetime as dt

import pytest
from django.utils import timezone

from council.models import FollowUp
from integration_portal.core import fuzzy
from integration_portal.documents.recipes import recipes
from measures.actions.status_reports import report_status
from measures.enums import MeasureStatus
from measures.models import StatusReport
from tests.factories.concepts import FieldOfActionFactory
from tests.factories.council import ResolutionFactory
from tests.factories.measures import MeasureFactory
from tests.factories.stakeholders import OrganisationFactory
from tests.reports import papers

KIND = "sachstandsbericht"
TODAY = dt.date(2026, 11, 22)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args, **kwargs: TODAY)


@pytest.fixture
def field(edition):
    return FieldOfActionFactory(edition=edition, number="1", title="Sprache")


@pytest.fixture
def course(authority, edition, field):
    school = OrganisationFactory(authority=authority, name="Volkshochschule")
    return MeasureFactory(
        edition=edition, field=field, number="1.1", title="Kurs", led_by=school,
        end_planned=fuzzy.parse("6/2027"),
    )  # fmt: skip


def told(measure, on: str, status=MeasureStatus.RUNNING, **more) -> StatusReport:
    report = StatusReport(measure=measure, on=fuzzy.parse(on), status=status, **more)
    return report_status(report=report, by=None)


def data(edition, **options) -> dict:
    return papers.frozen(KIND, edition, **options)["data"]


def shown(edition, **options) -> dict:
    """What the template gets, from the frozen data alone."""
    return recipes.get(KIND).context(data(edition, **options))


def entry(edition, **options) -> dict:
    """The only measure of a report."""
    (only,) = data(edition, **options)["measures"]
    return only


def overdue(authority, **fields) -> FollowUp:
    resolution = ResolutionFactory(authority=authority, **fields)
    return FollowUp.objects.create(
        resolution=resolution, text="Berichten", due_on=dt.date(2026, 9, 1)
    )
