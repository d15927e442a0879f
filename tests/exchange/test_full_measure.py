"""Everything a list can say of one measure, out and in again."""

import pytest

from integration_portal.core.fuzzy import parse
from measures.actions.status_reports import report_status
from measures.enums import MeasureRoleKind, MeasureStatus, TrafficLight
from measures.models import ExtraField, Measure, MeasureCost, MeasureRole, StatusReport
from tests.factories.concepts import CrossCuttingThemeFactory, FieldOfActionFactory, GoalFactory
from tests.factories.measures import MeasureFactory
from tests.factories.stakeholders import OrganisationFactory

from .importing import outcomes, problems
from .test_there_and_back import again

pytestmark = pytest.mark.django_db
VALUES = {
    "text": "=kein Rechenwerk",
    "number": "12.5",
    "money": "5000.50",
    "date": parse("Ende 2026").encode(),
    "link": "https://stadt.example/a",
}


@pytest.fixture
def full(edition, authority, officer):
    """Measures with everything a list can say, and as odd as measures are."""
    titles = ("Sprache; Bildung", "Arbeit")
    fields = [FieldOfActionFactory(edition=edition, title=title) for title in titles]
    extra = {
        ExtraField.objects.create(
            concept=edition.concept, name=f"Eigen {kind}", kind=kind
        ).key: value
        for kind, value in VALUES.items()
    }
    first = MeasureFactory(
        edition=edition,
        title="-Sprachcafé",
        description="<p>Eins; zwei</p><ul><li>drei</li></ul>",
        field=fields[0],
        target_groups="Eltern; Kinder\nJugendliche",
        start_planned=parse("2020-2022"),
        start_actual=parse("Frühjahr 2021"),
        end_planned=parse("Ende 2026"),
        end_forecast=parse("14.12.2027"),
        key_project=True,
        participants="20–30",
        commitment="examining",
        continuation="ending",
        extra=extra,
    )
    first.further_fields.add(fields[1])
    first.goals.add(GoalFactory(field=fields[0], text="Alle lernen Deutsch; auch Ältere"))
    first.themes.add(CrossCuttingThemeFactory(edition=edition, title="Vielfalt"))
    names = {"Amt für Schule, Jugend und Sport": "lead", "Rat - Tat": "partner", "A/B": "partner"}
    for name, kind in names.items():
        organisation = OrganisationFactory(authority=authority, name=name)
        MeasureRole.objects.create(measure=first, organisation=organisation, kind=kind)
    gone = OrganisationFactory(authority=authority, name="Gewesen")
    MeasureRole.objects.create(
        measure=first, organisation=gone, kind=MeasureRoleKind.FUNDER, until=parse("2020")
    )
    MeasureCost.objects.create(measure=first, year=2025, budget=1000, spent="12.34")
    MeasureCost.objects.create(measure=first, year=2025, label="mehr", budget="0.50")
    report = StatusReport(
        measure=first,
        on=parse("2024/2025"),
        status=MeasureStatus.PERMANENT,
        traffic_light=TrafficLight.DELAYED,
        text="Erste Zeile\n\nzweite",
        next_steps="+weiter",
    )
    report_status(report=report, by=officer)
    MeasureFactory(edition=edition, title="Ohne alles", permanent=True)
    for _ in range(2):
        MeasureFactory(edition=edition, title="Zweimal", field=fields[1])
    edition.measures.renumber()
    return edition


@pytest.mark.parametrize("kind", ["xlsx", "csv", "json"])
def test_nothing_of_it_changes_on_the_way(full, officer, enter, kind):
    imported = again(enter(officer), full, kind, officer)

    changes = [(row.label, change) for row in imported.rows.all() for change in row.changes]
    assert (imported.error, changes, problems(imported)) == ("", [], [])
    assert {outcome for _line, outcome in outcomes(imported)} == {"unchanged"}
    assert imported.rows.count() == Measure.objects.count()
