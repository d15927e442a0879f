"""A list as a file: what stands in it, who gets what, and that spreadsheets run nothing of it."""

import csv
import io
import json
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from concepts.models import CrossCuttingTheme
from exchange.writing.defusing import defused, undefused
from exchange.writing.workbook import LONGEST
from integration_portal.core import fuzzy
from measures.enums import ExtraKind, MeasureRoleKind, MeasureStatus, TrafficLight
from measures.models import Measure, MeasureCost, MeasureRole
from tests.factories.concepts import EditionFactory, FieldOfActionFactory, GoalFactory
from tests.factories.measures import (
    ExtraFieldFactory,
    MeasureFactory,
    MilestoneFactory,
    full_measure,
)
from tests.factories.stakeholders import OrganisationFactory
from tests.personas import PERSONAS

pytestmark = pytest.mark.django_db

LIVE = ("=1+1", "+49 781", "-Punkt", "@name", "'=schon", "''-zweimal", "'harmlos", "ganz normal")


def address(authority, kind):
    return reverse("exchange:export", args=[authority.slug, kind])


def body(answer) -> bytes:
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def sheet_of(client, authority, **query):
    book = load_workbook(io.BytesIO(body(client.get(address(authority, "xlsx"), query))))
    return book["Maßnahmen"]


def rows_of(client, authority, **query) -> list[dict]:
    """What a workbook says, row by row, by its headings; empty cells left out."""
    head, *rows = sheet_of(client, authority, **query).iter_rows(values_only=True)
    return [
        {name: value for name, value in zip(head, row, strict=True) if value is not None}
        for row in rows
    ]


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


# Who


@pytest.mark.parametrize("kind", ["xlsx", "csv", "json"])
@pytest.mark.parametrize("name", PERSONAS)
def test_who_reads_the_list_may_take_it_along(name, kind, persona, enter, measure, authority):
    status = enter(persona(name)).get(address(authority, kind)).status_code
    inside = dict.fromkeys(("officer", "administrator", "contributor", "reader"), 200)
    assert status == ({"visitor": 302} | inside).get(name, 404)


def test_council_readers_get_no_internal_fields(persona, enter, measure, authority):
    for name, public in (("Offenes", True), ("Internes", False)):
        field = ExtraFieldFactory(concept=measure.edition.concept, name=name, public=public)
        measure.extra[field.key] = "Wert"
    measure.save()
    for name, fields in (("officer", ["Offenes", "Internes"]), ("reader", ["Offenes"])):
        client = enter(persona(name))
        assert [key for key in rows_of(client, authority)[0] if key.endswith("nes")] == fields
        for kind in ("csv", "json"):
            text = body(client.get(address(authority, kind))).decode()
            assert [one for one in ("Offenes", "Internes") if one in text] == fields


def test_an_unknown_kind_or_an_authority_without_an_edition_is_nowhere(enter, officer, authority):
    client = enter(officer)
    assert client.get(address(authority, "xlsx")).status_code == 404
    EditionFactory(concept__authority=authority)
    assert client.get(address(authority, "exe")).status_code == 404


# What


def test_the_workbook_holds_typed_cells(enter, officer, measure, authority):
    sheet = sheet_of(enter(officer), authority)
    cells = dict(zip([cell.value for cell in sheet[1]], sheet[2], strict=True))
    assert {name: cell.value for name, cell in cells.items() if cell.value is not None} == {
        "Nummer": "1.1",
        "Titel": "Sprachcafé",
        "Beschreibung": "Sprechen üben",
        "Handlungsfeld": "1 Sprache",
        "Ziele": "Z 1 Alle lernen Deutsch",
        "Querschnittsthemen": "Vielfalt",
        "Kooperationspartner": "Volkshochschule\nStadtbibliothek",
        "Umsetzungsstand": "in Umsetzung",
        "Ampel": "verzögert",
        "Stichtag des Sachstands": cells["Stichtag des Sachstands"].value,
        "Sachstand, was getan wurde": "Zwei Standorte",
        "Beginn, Plan": cells["Beginn, Plan"].value,
        "Ende, Plan": "Ende 2027",
        "auf Dauer angelegt": "nein",
        "bestehend oder künftig": "künftig",
        "Schlüsselprojekt": "ja",
        "Zielgruppen": "Neuzugewanderte\nNachbarschaft",
        "Kosten, Ansatz 2026": 9500.5,
        "Kosten im Einzelnen": "2026 | Ansatz: 9.000,00 €\n2026 | Ansatz: 500,50 €",
    }
    assert f"{cells['Beginn, Plan'].value:%d.%m.%Y}" == "14.12.2026"
    assert cells["Beginn, Plan"].number_format == "dd.mm.yyyy"
    assert "€" in cells["Kosten, Ansatz 2026"].number_format


def test_the_workbook_is_ready_to_work_with(enter, officer, measure, authority):
    sheet = sheet_of(enter(officer), authority)
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C2", sheet.dimensions)
    assert sheet.column_dimensions["C"].width > sheet.column_dimensions["A"].width > 10


def test_a_sheet_explains_the_columns_and_what_was_left_out(enter, officer, measure, authority):
    answer = enter(officer).get(address(authority, "xlsx"), {"text": "sprach"})
    book = load_workbook(io.BytesIO(body(answer)))
    said = dict(book["Erläuterungen"].iter_rows(min_col=1, max_col=2, values_only=True))
    head = [cell.value for cell in book["Maßnahmen"][1]]
    assert (said["Filter"], said["Fassung"]) == ("Text: sprach", "Konzept 2024")
    assert [name for name in head if name not in said] == []


def test_own_fields_keep_their_kind(enter, officer, measure, authority):
    values = {
        ExtraKind.NUMBER: ("-1200.5", -1200.5),
        ExtraKind.MONEY: ("5000.00", 5000),
        ExtraKind.DATE: (fuzzy.parse("2027").encode(), "2027"),
        ExtraKind.TEXT: ("Text", "Text"),
    }
    for kind, (stored, _shown) in values.items():
        field = ExtraFieldFactory(concept=measure.edition.concept, name=f"Feld {kind}", kind=kind)
        measure.extra[field.key] = stored
    measure.save()
    row = rows_of(enter(officer), authority)[0]
    assert {kind: row[f"Feld {kind}"] for kind in values} == {
        kind: shown for kind, (_stored, shown) in values.items()
    }
    text = body(enter(officer).get(address(authority, "csv"))).decode("utf-8-sig")
    line = next(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))
    assert (line["Feld number"], line["Feld money"]) == ("-1.200,5", "5.000,00")


def test_the_file_holds_what_the_list_shows(enter, officer, measure, edition, authority):
    other = MeasureFactory(edition=edition, title="Anderes", number="2", number_given=True)
    MeasureFactory(edition=edition, title="Baustein", parent=other)
    client = enter(officer)
    assert [row["Titel"] for row in rows_of(client, authority, sort="-titel")] == [
        "Sprachcafé",
        "Anderes",
        "Baustein",
    ]
    assert [row["Titel"] for row in rows_of(client, authority, text="sprach")] == ["Sprachcafé"]
    # A value that no filter knows leaves nothing out, as in the list; the others still count.
    assert len(rows_of(client, authority, stand="quatsch")) == 3
    assert len(rows_of(client, authority, stand="quatsch", text="sprach")) == 1


def test_the_list_offers_the_files_with_its_filters(enter, officer, measure, authority):
    page = enter(officer).get(reverse("measures:list", args=[authority.slug]), {"text": "sprach"})
    query = f"text=sprach&amp;fassung={measure.edition.slug}"
    for kind in ("xlsx", "csv", "json"):
        assert f'href="{address(authority, kind)}?{query}"' in page.content.decode()


def test_an_empty_list_is_a_head(enter, officer, edition, authority):
    sheet = sheet_of(enter(officer), authority)
    assert (sheet.max_row, sheet.auto_filter.ref) == (1, sheet.dimensions)


def test_an_organisation_of_another_authority_is_named_too(enter, officer, measure, authority):
    MeasureRole.objects.create(
        measure=measure, kind=MeasureRoleKind.LEAD, organisation=OrganisationFactory(name="Land")
    )
    assert rows_of(enter(officer), authority)[0]["Federführung"] == "Land"


def test_whose_part_is_over_is_not_named(enter, officer, measure, authority):
    measure.roles.update(until=fuzzy.parse("2020"))
    assert "Kooperationspartner" not in rows_of(enter(officer), authority)[0]


def test_the_csv_opens_in_a_german_spreadsheet(enter, officer, measure, authority):
    raw = body(enter(officer).get(address(authority, "csv")))
    assert raw.startswith(b"\xef\xbb\xbfNummer;Titel;")
    line = next(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert (line["Kosten, Ansatz 2026"], line["Beginn, Plan"]) == ("9.500,50", "14.12.2026")


def test_parts_stand_below_their_measure_and_name_it(enter, officer, measure, authority):
    for number, title in (("1.1.2", "Zweiter"), ("", "Ohne Nummer"), ("1.1.1", "Erster")):
        MeasureFactory(edition=measure.edition, parent=measure, number=number, title=title)
    rows = rows_of(enter(officer), authority)
    assert [(row["Titel"], row.get("Baustein von")) for row in rows] == [
        ("Sprachcafé", None),
        ("Erster", "1.1"),
        ("Zweiter", "1.1"),
        ("Ohne Nummer", "1.1"),
    ]


def test_rows_below_a_measure_are_lines_in_every_kind_of_file(enter, officer, measure, authority):
    office = OrganisationFactory(authority=authority, name="Jugendamt")
    planned, forecast = fuzzy.parse("12/2026"), fuzzy.parse("Frühjahr 2027")
    MilestoneFactory(
        measure=measure, title="Start", planned=planned, forecast=forecast, responsible=office
    )
    MilestoneFactory(measure=measure, title="Ende | Bericht")
    lines = [
        "Start | Plan: Dezember 2026 | Prognose: Frühjahr 2027 | verantwortlich: Jugendamt",
        "Ende || Bericht",
    ]
    client = enter(officer)
    raw = body(client.get(address(authority, "csv"))).decode("utf-8-sig")
    line = next(csv.DictReader(io.StringIO(raw, newline=""), delimiter=";"))
    (one,) = json.loads(body(client.get(address(authority, "json"))))["measures"]
    assert rows_of(client, authority)[0]["Zwischenziele"] == "\n".join(lines)
    assert line["Zwischenziele"] == "\n".join(lines)
    assert one["milestones"] == lines


def test_the_json_is_exact(enter, officer, measure, authority):
    found = json.loads(body(enter(officer).get(address(authority, "json"))))
    (one,) = found["measures"]
    assert (one["budget:2026"], one["partner"], one["key_project"]) == (
        "9500.50",
        ["Volkshochschule", "Stadtbibliothek"],
        True,
    )
    assert one["end_planned"]["said"] == "Ende 2027"
    assert found["columns"]["budget:2026"] == "Kosten, Ansatz 2026"
    assert found["kinds"]["budget:2026"] == "money"


# Formulas


@pytest.mark.parametrize("text", LIVE)
def test_what_would_be_a_formula_is_a_text_and_comes_back(text, enter, officer, measure, authority):
    Measure.objects.update(title=text)
    assert undefused(defused(text)) == text
    sheet = sheet_of(enter(officer), authority)
    assert (sheet["B2"].data_type, undefused(sheet["B2"].value)) == ("s", text)
    raw = body(enter(officer).get(address(authority, "csv"))).decode("utf-8-sig")
    cell = list(csv.reader(io.StringIO(raw, newline=""), delimiter=";"))[1][1]
    assert cell[0] not in "=+-@"
    assert undefused(cell) == text


def test_a_text_too_long_for_a_cell_is_left_to_the_portal(enter, officer, measure, authority):
    Measure.objects.update(description="x" * (LONGEST + 1))
    assert "Beschreibung" not in rows_of(enter(officer), authority)[0]


# Cost


@pytest.mark.parametrize("kind", ["xlsx", "csv", "json"])
def test_a_file_costs_the_same_for_any_number(kind, enter, officer, edition, authority):
    client, counts = enter(officer), []
    for _turn in range(2):
        whole = full_measure(edition=edition, authority=authority)
        full_measure(edition=edition, authority=authority, parent=whole)
        with CaptureQueriesContext(connection) as queries:
            body(client.get(address(authority, kind)))
        counts.append(len(queries))
    assert counts == [counts[0]] * 2
    assert counts[0] <= 32
