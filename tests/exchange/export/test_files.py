"""A list as workbook, CSV and JSON: typed, exact, and nothing in it is run."""

import csv
import io
import json

import pytest
from openpyxl import load_workbook

from exchange.writing.defusing import defused, undefused
from exchange.writing.workbook import LONGEST
from integration_portal.core import fuzzy
from measures.enums import ExtraKind
from measures.models import Measure
from tests.factories.measures import (
    ExtraFieldFactory,
    MeasureFactory,
    MilestoneFactory,
)
from tests.factories.stakeholders import OrganisationFactory

from ..exporting import LIVE, address, body, rows_of, sheet_of

pytestmark = pytest.mark.django_db


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
