"""A measure with something in every column."""

from decimal import Decimal

import pytest

from concepts.models import CrossCuttingTheme
from integration_portal.core import fuzzy
from measures.enums import MeasureRoleKind, MeasureStatus, TrafficLight
from measures.models import MeasureCost, MeasureRole
from tests.factories.concepts import EditionFactory, FieldOfActionFactory, GoalFactory
from tests.factories.measures import (
    MeasureFactory,
)
from tests.factories.stakeholders import OrganisationFactory


@pytest.fixture
def edition(authority):
    return EditionFactory(concept__authority=authority, adopted=True, title="Konzept 2024")


@pytest.fixture
def measure(edition, authority):
    """One with something in every column."""
    field = FieldOfActionFactory(edition=edition, title="Sprache", number="1")
    measure = MeasureFactory(
        edition=edition,
        field=field,
        number="1.1",
        number_given=True,
        title="Sprachcafé",
        description="<p>Sprechen <strong>üben</strong></p>",
        target_groups="Neuzugewanderte\nNachbarschaft",
        key_project=True,
        start_planned=fuzzy.parse("14.12.2026"),
        end_planned=fuzzy.parse("Ende 2027"),
        status=MeasureStatus.RUNNING,
    )
    report = measure.last_report
    report.traffic_light, report.text = TrafficLight.DELAYED, "Zwei Standorte"
    report.save()
    measure.goals.add(GoalFactory(field=field, text="Alle lernen Deutsch", number="Z 1"))
    measure.themes.add(CrossCuttingTheme.objects.create(edition=edition, title="Vielfalt"))
    for name in ("Volkshochschule", "Stadtbibliothek"):
        MeasureRole.objects.create(
            measure=measure,
            kind=MeasureRoleKind.PARTNER,
            organisation=OrganisationFactory(authority=authority, name=name),
        )
    for amount in ("9000", "500.50"):
        MeasureCost.objects.create(measure=measure, year=2026, budget=Decimal(amount))
    return measure
