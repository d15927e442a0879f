"""Rows below a measure as lines of a cell."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from exchange.lines import LINES, plain
from exchange.planning.stating import read_reached, read_report_spent
from exchange.planning.wanted import Column, Wanted
from integration_portal.core.fuzzy import parse
from measures.models import MeasureCost, MeasureFinancing, MeasureFunding, MeasureLink, Milestone

OFFICES = {7: "Amt für Schule | Sport"}
ROWS = {
    "Start || Teil 1 | Plan: Dezember 2026 | Ist: 14.05.2027 | "
    "verantwortlich: Amt für Schule || Sport": Milestone(
        title="Start | Teil 1",
        planned=parse("12/2026"),
        actual=parse("14.05.2027"),
        responsible_id=7,
    ),
    "Plan: 2027": Milestone(title="Plan: 2027"),
    "2026 | Ansatz: 1.234,50 € | wofür: Honorare | Stellenanteile (VZÄ): 0,5": MeasureCost(
        year=2026,
        budget=Decimal("1234.50"),
        label="Honorare",
        fte=Decimal("0.50"),
    ),
    "2027 | Buchungsstelle: 1.2 | laufend": MeasureCost(year=2027, account="1.2", recurring=True),
    "2026 | Zuschuss | Betrag: 500,00 € | Fördergeber: Amt für Schule || Sport": MeasureFinancing(
        year=2026, kind="grant", amount=Decimal("500.00"), funder_id=7
    ),
    "Landesmittel | bewilligt | gestellt am: 01.02.2026": MeasureFunding(
        programme="Landesmittel", state="granted", applied_on=parse("1.2.2026").earliest
    ),
    "Seite | https://stadt.example/a": MeasureLink(label="Seite", url="https://stadt.example/a"),
}


@pytest.mark.parametrize(("line", "row"), ROWS.items())
def test_a_row_is_one_line_and_the_line_is_read_as_the_row(line, row):
    lines = next(one for one in LINES.values() if one.model is type(row))

    assert lines.writer(OFFICES)(row) == line
    values = {name: plain(row, name) for name in lines.fields}
    assert lines.read(line) == {
        name: OFFICES[value] if name in lines.organisations else value
        for name, value in values.items()
        if value
    }


@pytest.mark.parametrize(
    ("relation", "line", "values"),
    [
        ("milestones", "Nur ein Titel", {"title": "Nur ein Titel"}),
        ("milestones", "A|plan 2027|", {"title": "A", "planned": parse("2027").encode()}),
        ("costs", "2026 | Ansatz 5.000 | SPERRVERMERK",
         {"year": 2026, "budget": "5000.00", "locked": True}),
        ("financing", "2026 | zuschuss | Betrag: 5000 EUR",
         {"year": 2026, "kind": "grant", "amount": "5000.00"}),
    ],
)  # fmt: skip
def test_lines_are_read_as_people_type_them(relation, line, values):
    assert LINES[relation].read(line) == values


@pytest.mark.parametrize(
    ("relation", "line", "told"),
    [
        ("milestones", " | Plan: 2027", "Es fehlt: Zwischenziel."),
        ("milestones", "A | Planung: 2027", "„Planung: 2027“ gehört zu keiner Angabe."),
        ("milestones", "A | Plan: bald", "„bald“ ist als Datum nicht zu verstehen."),
        ("milestones", "A" * 301, "höchstens 300 Zeichen"),
        ("costs", "2x26 | Ansatz: 5", "„2x26“ ist keine ganze Zahl."),
        ("costs", "1900 | Ansatz: 5", "Das Haushaltsjahr liegt vor 1950."),
        ("costs", "2026 | Ansatz: -5", "Ein Betrag kann nicht unter 0 € liegen."),
        ("financing", "2026 | Zuschuss", "Es fehlt: Betrag."),
        ("financing", "2026 | Lotto | Betrag: 5", "„Lotto“ ist nicht möglich für „Art“."),
        ("fundings", "A | bewilligt | gestellt am: 2026", "„2026“ ist kein einzelner Tag."),
        ("fundings", "A | bewilligt | gestellt am: 2.1.2026 | Bescheid vom: 1.1.2026",
         "Der Bescheid liegt vor dem Antrag."),
        ("links", "Seite | javascript:alert(1)", "Schreiben Sie eine Adresse"),
    ],
)  # fmt: skip
def test_what_is_no_row_is_said_to_be_none(relation, line, told):
    with pytest.raises(ValidationError) as error:
        LINES[relation].read(line)

    assert told in " ".join(error.value.messages)


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (read_reached, "viele"),
        (read_reached, "-1"),
        (read_reached, "1,5"),
        (read_report_spent, "wenig"),
        (read_report_spent, "-5"),
    ],
)
def test_people_reached_and_money_spent_are_figures(read, text):
    with pytest.raises(ValidationError):
        read(Wanted(1), Column(0, ""), text, None)
