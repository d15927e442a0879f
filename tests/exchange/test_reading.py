import datetime as dt

import pytest

from exchange.tables.delimited import decoded, read_delimited, separator_of
from exchange.tables.table import read_table
from exchange.tables.workbook import read_workbook, said

from .tables import delimited, latin_list, ministry_list, rewritten, town_list, workbook


def test_merged_groups_a_head_of_two_lines_and_a_repeated_head_are_understood():
    _names, sheet = read_workbook(ministry_list())

    table = read_table(sheet)

    assert table.headings == [
        "Nr.", "Maßnahme", "Federführung", "Laufzeit von", "Laufzeit bis", "Kosten 2024", "Stand",
    ]  # fmt: skip
    assert [(row.line, row.group, row.cells[0], row.cells[2]) for row in table.rows] == [
        (7, "Handlungsfeld 1: Sprache und Bildung", "SG-1", "Amt für Soziales"),
        (
            8,
            "Handlungsfeld 1: Sprache und Bildung",
            "SG-3 (vorher: SG-2)",
            "Amt für Soziales; Caritas",
        ),
        (11, "Handlungsfeld 2: Arbeit", "AR-1", "Jobcenter"),
        (12, "Handlungsfeld 2: Arbeit", "", "Jobcenter"),
    ]
    assert table.above == ["Aktionsplan Integration", "Stand: 31.12.2023"]
    assert [line for line, _text, _why in table.aside] == [6, 9, 10, 13, 15, 16]


def test_a_csv_of_an_old_program_is_read_whatever_its_signs():
    table = read_table(read_delimited(latin_list()))

    assert table.head_line == 2
    assert [row.cells[1] for row in table.rows] == [
        "Gesundheitslotsinnen",
        "Sprechstunde für Geflüchtete",
        "Hebammen; aufsuchend",
        "Wohnraumlotsen",
    ]
    assert [why for _line, _text, why in table.aside] == ["Anmerkung unter der Tabelle"]


def test_somebody_may_say_where_the_head_is():
    _names, sheet = read_workbook(town_list())

    table = read_table(sheet, 2)

    assert (table.head_line, table.headings[0], len(table.rows)) == (2, "M1", 2)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "iso-8859-1"])
def test_umlauts_survive_every_usual_encoding(encoding):
    assert decoded("Maßnahme für Ältere".encode(encoding)) == "Maßnahme für Ältere"


def test_a_byte_windows_does_not_know_is_read_as_iso_8859_1():
    assert decoded(b"\x81\xe4") == "\x81ä"


@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_the_separator_is_found_out(sign):
    rows = [["Nr.", "Titel", "Ort"], ["1", "Café, Treff; Kurs", "Nord"], ["2", "Fest", "Süd"]]

    sheet = read_delimited(delimited(rows, sign=sign))

    assert [*sheet.lines.values()] == rows
    assert separator_of("sep=,\r\na;b") == ","


def test_a_formula_is_read_as_its_stored_value_and_one_without_is_listed():
    file = workbook([["Nr.", "Maßnahme", "Kosten"], ["1", "Café", "=1+1"], ["2", "Fest", 7]])
    stored = rewritten(
        workbook([["Nr.", "Maßnahme", "Kosten"], ["1", "Café", 99]]),
        {"xl/worksheets/sheet1.xml": (b"<v>99</v>", b"<f>90+9</f><v>99</v>")},
    )

    _names, without = read_workbook(file)
    _names, with_value = read_workbook(stored)

    assert without.unread == {
        (2, 2): "Die Formel hat keinen gespeicherten Wert. Öffnen und speichern Sie die Datei "
        "einmal."
    }
    assert (with_value.unread, with_value.cell(2, 2)) == ({}, "99")


def test_an_error_in_a_cell_is_no_text():
    file = rewritten(
        workbook([["Nr.", "Maßnahme"], ["1", 99]]),
        {"xl/worksheets/sheet1.xml": (b'"n"><v>99</v>', b'"e"><v>#REF!</v>')},
    )

    _names, sheet = read_workbook(file)

    assert sheet.unread == {(2, 1): "Die Formel ergibt einen Fehler (#REF!)."}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (dt.datetime(2024, 3, 1, 8), "01.03.2024"),  # noqa: DTZ001 - as openpyxl gives it
        (dt.date(2024, 3, 1), "01.03.2024"),
        (True, "ja"),
        (False, "nein"),
        (2021, "2021"),
        (2021.0, "2021"),
        (0.1 + 0.2, "0,3"),
        ("a\xa0b \r\n c ", "a b\nc"),
        ("'=SUMME(A1)", "=SUMME(A1)"),
    ],
)
def test_cells_say_what_a_german_office_would_type(value, text):
    assert said(value) == text


def test_another_sheet_can_be_chosen_and_a_missing_one_is_the_first():
    import io

    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "Leer"
    for name in ("Eins", "Zwei"):
        book.create_sheet(name).append([name])
    book.create_sheet("Versteckt").sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)

    assert [read_workbook(stream, name)[1].name for name in ("", "Zwei", "Drei")] == [
        "Eins",
        "Zwei",
        "Eins",
    ]
    assert read_workbook(stream)[0] == ["Leer", "Eins", "Zwei"]
