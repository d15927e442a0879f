"""Everything a list can say of one measure, out and in again."""

import io
import json
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from concepts.models import Edition
from integration_portal.core.fuzzy import parse
from measures.actions.status_reports import report_status
from measures.enums import MeasureRoleKind, MeasureStatus, TrafficLight
from measures.models import (
    ExtraField,
    Measure,
    MeasureCost,
    MeasureFinancing,
    MeasureFunding,
    MeasureLink,
    MeasureRole,
    StatusReport,
)
from tests.factories.accounts import LocalAuthorityFactory
from tests.factories.concepts import (
    CrossCuttingThemeFactory,
    EditionFactory,
    FieldOfActionFactory,
    GoalFactory,
)
from tests.factories.measures import MeasureFactory, MilestoneFactory
from tests.factories.stakeholders import OrganisationFactory

from .exporting import address, body
from .importing import applied, outcomes, problems, undone
from .test_there_and_back import again

pytestmark = pytest.mark.django_db
VALUES = {
    "text": "=kein Rechenwerk",
    "number": "12.5",
    "money": "5000.50",
    "date": parse("Ende 2026").encode(),
    "link": "https://stadt.example/a",
}


def furnished(edition: Edition) -> Edition:
    """With what measures may name: fields, a goal, a theme."""
    fields = [
        FieldOfActionFactory(edition=edition, title=title)
        for title in ("Sprache; Bildung", "Arbeit")
    ]
    GoalFactory(field=fields[0], text="Alle lernen Deutsch; auch Ältere")
    CrossCuttingThemeFactory(edition=edition, title="Vielfalt")
    return edition


@pytest.fixture
def full(edition, authority, officer):
    """Measures with everything a list can say, and as odd as measures are."""
    fields = list(furnished(edition).fields.order_by("pk"))
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
    first.goals.add(fields[0].goals.get())
    first.themes.add(edition.themes.get())
    first.applies_to.add(LocalAuthorityFactory(parent=authority, short_name="Kernen"))
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
    MeasureCost.objects.create(measure=first, year=2026, budget=100, account="1.2", locked=True)
    MeasureCost.objects.create(measure=first, year=2027, fte="0.25", recurring=True)
    rows_of(first, OrganisationFactory(authority=authority, name="Land | Bund"))
    for title in ("Baustein; eins", "-zwei"):
        part = MeasureFactory(edition=edition, title=title, parent=first, field=fields[0])
        MilestoneFactory(measure=part, title=title)
    report = StatusReport(
        measure=first,
        on=parse("2024/2025"),
        status=MeasureStatus.PERMANENT,
        traffic_light=TrafficLight.DELAYED,
        text="Erste Zeile\n\nzweite",
        next_steps="+weiter",
        progress="=Gut",
        effects="Viele",
        obstacles="Geld\nZeit",
        decision_needed="Ja?",
        reached=1200,
        spent=Decimal("99.50"),
    )
    report_status(report=report, by=officer)
    MeasureFactory(edition=edition, title="Ohne alles", permanent=True)
    for _ in range(2):
        MeasureFactory(edition=edition, title="Zweimal", field=fields[1])
    edition.measures.renumber()
    return edition


def rows_of(measure: Measure, funder) -> None:
    """Rows of every kind below it, in an order of their own."""
    planned = {"planned": parse("Ende 2026"), "forecast": parse("Frühjahr 2027")}
    MilestoneFactory(measure=measure, title="=Zweites | Ziel", responsible=funder, **planned)
    MilestoneFactory(measure=measure, title="Erstes – Plan 2026", actual=parse("14.12.2026"))
    MilestoneFactory(measure=measure, title="Drittes")
    for kind in ("grant", "own"):
        MeasureFinancing.objects.create(
            measure=measure, year=2026, kind=kind, amount="12.34", funder=funder, note="a; b"
        )
    days = {name: parse("1.2.2026").earliest for name in ("applied_on", "decided_on")}
    MeasureFunding.objects.create(
        measure=measure, programme="Programm", state="granted", funder=funder, amount=5, **days
    )
    MeasureFunding.objects.create(measure=measure, programme="Zweites", state="planned")
    for name in ("Karte", "Anmeldung | online"):
        MeasureLink.objects.create(measure=measure, label=name, url="https://stadt.example/a?b=1")


KINDS = pytest.mark.parametrize("kind", ["xlsx", "csv", "json"])


def file_of(client, edition: Edition, kind: str) -> bytes:
    return body(client.get(address(edition.authority, kind), {"fassung": edition.slug}))


def content(raw: bytes, kind: str):
    """All that a file says of its measures."""
    if kind == "xlsx":
        return list(load_workbook(io.BytesIO(raw))["Maßnahmen"].iter_rows(values_only=True))
    if kind == "json":
        found = json.loads(raw)
        return found["columns"], found["measures"]
    return raw.decode()


@KINDS
def test_in_an_empty_edition_it_becomes_the_same(full, officer, enter, kind):
    client, other = enter(officer), furnished(EditionFactory(concept=full.concept))
    raw = file_of(client, full, kind)

    imported = applied(other, SimpleUploadedFile(f"Liste.{kind}", raw), officer)

    assert (imported.error, problems(imported)) == ("", [])
    assert content(file_of(client, other, kind), kind) == content(raw, kind)


def test_what_a_list_changed_below_a_measure_goes_back_with_the_list(full, officer, enter):
    client = enter(officer)
    before = file_of(client, full, "csv").decode()
    edits = {
        "Prognose: Frühjahr 2027": "Prognose: Ende 2028 | Ist: 2029",
        "Drittes": "Viertes | verantwortlich: Gewesen",
        "Karte | https": "Stadtplan | https",
        "\nAnmeldung || online | https://stadt.example/a?b=1": "",
        "2026 | Zuschuss | Betrag: 12,34 €": "2025 | Sachleistung | Betrag: 5 €",
        "Baustein; eins": "Baustein, ganz neu",
    }
    after = before
    for old, new in edits.items():
        assert old in after
        after = after.replace(old, new, 1)

    imported = applied(full, SimpleUploadedFile("Liste.csv", after.encode()), officer)
    applied_list = file_of(client, full, "csv").decode()
    undone(imported, officer)

    new = ("Viertes", "Stadtplan", "Sachleistung", "Anmeldung")
    assert [word in applied_list for word in new] == [True, True, True, False]
    assert file_of(client, full, "csv").decode() == before


def test_what_a_list_made_with_its_parts_goes_with_the_list(full, officer, enter):
    other = furnished(EditionFactory(concept=full.concept))
    raw = file_of(enter(officer), full, "json")
    imported = undone(applied(other, SimpleUploadedFile("Liste.json", raw), officer), officer)

    assert (imported.state, imported.undo_notes) == ("undone", [])
    assert other.measures.count() == 0


@KINDS
def test_nothing_of_it_changes_on_the_way(full, officer, enter, kind):
    imported = again(enter(officer), full, kind, officer)

    changes = [(row.label, change) for row in imported.rows.all() for change in row.changes]
    assert (imported.error, changes, problems(imported)) == ("", [], [])
    assert {outcome for _line, outcome in outcomes(imported)} == {"unchanged"}
    assert imported.rows.count() == Measure.objects.count()
