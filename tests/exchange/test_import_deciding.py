import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import storages

from exchange.actions.deciding import decide, discard, keep_reading, match_columns
from exchange.actions.steps import begin
from exchange.actions.upload import look_anew
from exchange.enums import ImportState
from exchange.models import ImportMemory, ImportRow, MeasureImport
from exchange.tables.guard import Refused
from integration_portal.core.fuzzy import FuzzyDate
from measures.actions.measures import saved
from measures.models import ExtraField, Measure, MeasureRole
from tests.factories.stakeholders import OrganisationFactory

from .importing import applied, checked, existing, outcomes, problems, roles, uploaded
from .tables import delimited, ministry_list, town_list

pytestmark = pytest.mark.django_db

HEAD = ["Nr.", "Maßnahme"]


def test_a_known_organisation_is_meant_and_remembered(edition, officer, authority):
    known = OrganisationFactory(authority=authority, name="Fachbereich Soziales")
    file = [[*HEAD, "Federführung"], ["1", "Café", "FB 5; Unbekannt"]]
    imported = checked(edition, delimited(file), officer)
    imported.decisions = {"organisation": {"fb 5": str(known.pk), "unbekannt": ""}}
    imported.state = ImportState.UPLOADED
    imported.save()

    begin(imported, ImportState.CHECKING, by=officer)
    begin(imported, ImportState.APPLYING, by=officer)

    assert roles(Measure.objects.get()) == ["Federführung: Fachbereich Soziales"]
    again = checked(edition, delimited(file), officer)
    assert [q["key"] for q in again.open_questions] == ["unbekannt"]


def test_while_a_name_is_left_out_nobody_is_taken_away(edition, officer, authority):
    measure = existing(edition, officer, title="Café")
    caritas = OrganisationFactory(authority=authority, name="Caritas")
    MeasureRole.objects.create(measure=measure, organisation=caritas, kind="lead")
    saved(measure, by=officer)

    imported = checked(edition, delimited([[*HEAD, "Federführung"], ["1", "Café", "Neu"]]), officer)

    assert outcomes(imported) == [(2, "unchanged")]


def test_codes_that_moved_are_followed(edition, officer):
    first, second = (existing(edition, officer, title=title) for title in ("Eins", "Zwei"))
    Measure.objects.filter(pk=second.pk).update(number="2")
    rows = [HEAD, ["2 (vorher: 1)", "Eins"], ["3 (vorher: 2)", "Zwei"], ["4 (vorher: 9)", "Vier"]]

    applied(edition, delimited(rows), officer)

    first.refresh_from_db(), second.refresh_from_db()
    assert (first.number, second.number, edition.measures.count()) == ("2", "3", 3)


def test_rows_that_say_the_same_twice_or_nothing_are_faulty(edition, officer):
    rows = [
        HEAD,
        ["1", "Café"],
        ["1", "Fest"],
        ["", ""],
        ["2", ""],
        ["3", "x" * 301],
        ["4" * 21, "Lang"],
    ]

    imported = checked(edition, delimited(rows), officer)

    assert outcomes(imported) == [
        (2, "new"),
        (3, "faulty"),
        (5, "faulty"),
        (6, "faulty"),
        (7, "faulty"),
    ]
    assert [text for _line, _heading, text in problems(imported)] == [
        "Die Nummer 1 steht schon in Zeile 2.",
        "Der Zeile fehlt ein Titel.",
        "Der Titel hat 301 Zeichen; möglich sind 300.",
        "Die Nummer ist länger als 20 Zeichen.",
    ]


def test_every_cell_that_is_not_understood_is_a_problem_with_row_and_column(edition, officer):
    head = [
        *HEAD,
        "Handlungsfeld",
        "weitere Handlungsfelder",
        "Federführung",
        "Stand",
        "Ampel",
        "Beginn",
        "Ende",
        "Dauerhaft",
        "Kosten 2025",
        "Kosten 2200",
        "Ort",
        "Horizont",
        "Sachstand",
        "Wahl",
    ]
    row = [
        "1",
        "Café",
        "Neu",
        "Auch neu",
        "Unbekannt",
        "hakt",
        "lila",
        "2026",
        "2020",
        "ja",
        "viel",
        "5",
        "x" * 301,
        "bald",
        "Text",
        "c",
    ]
    ExtraField.objects.create(concept=edition.concept, name="Wahl", kind="choice", choices="a\nb")

    imported = checked(edition, delimited([head, row]), officer)

    assert [(heading, text[:38]) for _line, heading, text in problems(imported)] == [
        ("Handlungsfeld", "Das Handlungsfeld „Neu“ gibt es noch n"),
        ("weitere Handlungsfelder", "Das Handlungsfeld „Auch neu“ gibt es n"),
        ("Federführung", "Die Organisation „Unbekannt“ gibt es n"),
        ("Stand", "Für das Wort „hakt“ ist noch kein Umse"),
        ("Ampel", "„lila“ steht nicht in der Liste des Po"),
        ("Kosten 2025", "„viel“ ist nicht als Betrag zu versteh"),
        ("Ort", "Der Text hat 301 Zeichen; möglich sind"),
        ("Horizont", "„bald“ steht nicht in der Liste des Po"),
        ("Wahl", "„c“ steht nicht in der Auswahl."),
        ("", "Das Ende liegt vor dem Beginn; das End"),
        ("", "Ein Sachstand ohne Umsetzungsstand wir"),
    ]


def test_columns_and_head_can_be_chosen_anew(edition, officer):
    imported = uploaded(edition, town_list(), officer)

    look_anew(imported=imported, sheet="", head_line=3)
    assert imported.headings[0] == "M2"
    with pytest.raises(Refused):
        look_anew(imported=imported, sheet="", head_line=4)
    look_anew(imported=imported, sheet="", head_line=1)
    keep_reading(imported=imported)
    match_columns(
        imported=imported,
        targets=["number", "title", *[""] * 8],
        reported_on=FuzzyDate.on(dt.date(2024, 1, 1)),
        fill_down=True,
    )

    assert [column["target"] for column in imported.columns[:3]] == ["number", "title", ""]


def test_a_list_whose_file_is_gone_is_not_read_anew(edition, officer):
    imported = uploaded(edition, town_list(), officer)
    imported.file.storage.delete(imported.file.name)

    with pytest.raises(Refused, match="nicht mehr da"):
        look_anew(imported=imported, sheet="", head_line=3)


def test_a_discarded_list_goes_with_its_file(edition, officer, django_capture_on_commit_callbacks):
    imported = checked(edition, town_list(), officer)
    name = imported.file.name

    with django_capture_on_commit_callbacks(execute=True):
        discard(imported=imported)

    assert (MeasureImport.objects.count(), ImportRow.objects.count()) == (0, 0)
    assert not storages["default"].exists(name)


def test_the_words_of_every_cell_stay_with_the_measure(edition, officer):
    applied(edition, ministry_list(), officer)

    row = ImportRow.objects.origin_of(Measure.objects.get(number="SG-3")).get()

    assert (row.line, row.cells[0], row.cells[5]) == (8, "SG-3 (vorher: SG-2)", "ca. 3.000 €/Jahr")
    assert str(row) == "SG-3 Elternlotsen"


def test_an_own_field_that_no_row_fills_is_not_made(edition, officer):
    applied(edition, delimited([[*HEAD, "Leer"], ["1", "Café", ""]]), officer, Leer="new:text")

    assert ExtraField.objects.count() == 0
    assert sorted(ImportMemory.objects.get().columns.values()) == ["number", "title"]


@pytest.mark.parametrize(
    "step", [discard, keep_reading, lambda *, imported: decide(imported=imported, decisions={})]
)
def test_what_somebody_took_over_meanwhile_is_not_decided_about(edition, officer, step):
    seen = checked(edition, delimited([HEAD, ["1", "Café"]]), officer)
    begin(MeasureImport.objects.get(pk=seen.pk), ImportState.APPLYING, by=officer)

    with pytest.raises(ValidationError, match="inzwischen"):
        step(imported=seen)

    assert MeasureImport.objects.get().state == ImportState.APPLIED
