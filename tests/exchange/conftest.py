import pytest

from integration_portal.core.fuzzy import parse
from measures.actions.measures import saved
from measures.actions.status_reports import report_status
from measures.enums import MeasureRoleKind, MeasureStatus
from measures.models import ExtraField, MeasureCost, MeasureRole, StatusReport
from tests.factories.concepts import (
    CrossCuttingThemeFactory,
    EditionFactory,
    FieldOfActionFactory,
    GoalFactory,
)
from tests.factories.stakeholders import OrganisationFactory

from .importing import existing


@pytest.fixture
def edition(authority):
    """A draft of the authority."""
    return EditionFactory(concept__authority=authority)


@pytest.fixture
def adopted(authority):
    return EditionFactory(concept__authority=authority, adopted=True)


@pytest.fixture
def rich(edition, officer, authority):
    """A measure with everything a list may change, and what the list speaks of."""
    for title in ("Arbeit", "Wohnen", "Kultur"):
        FieldOfActionFactory(edition=edition, title=title)
    GoalFactory(field=edition.fields.first(), text="Ziel eins")
    CrossCuttingThemeFactory(edition=edition, title="Vielfalt")
    number = ExtraField.objects.create(concept=edition.concept, name="Wert", kind="number")
    caritas = OrganisationFactory(authority=authority, name="Caritas")
    OrganisationFactory(authority=authority, name="Volkshochschule", aliases="VHS")
    measure = existing(
        edition, officer, title="Sprachcafé", place="Nord", permanent=True, extra={number.key: "3"}
    )
    MeasureRole.objects.create(
        measure=measure, organisation=caritas, kind=MeasureRoleKind.LEAD, note="Büro"
    )
    MeasureCost.objects.create(measure=measure, year=2025, budget=500)
    report = StatusReport(measure=measure, on=parse("2024"), status=MeasureStatus.RUNNING)
    report_status(report=report, by=officer)
    saved(measure, by=officer)
    return measure
