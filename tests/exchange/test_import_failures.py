import datetime as dt

import pytest
from django.core.files.storage import storages
from django.db import IntegrityError
from django.utils import timezone

from exchange.actions.applying import Applying
from exchange.actions.steps import begin, give_up_silent, work
from exchange.enums import ImportState
from exchange.models import MeasureImport
from measures.actions.measures import saved
from measures.models import ExtraField, Measure, MeasureCost
from tests.factories.concepts import FieldOfActionFactory
from tests.factories.stakeholders import OrganisationFactory

from .importing import applied, checked, decided, existing, uploaded
from .tables import delimited, many

pytestmark = pytest.mark.django_db

HEAD = ["Nr.", "Maßnahme"]


def test_an_error_in_row_4711_names_row_and_column_and_changes_nothing(edition, officer):
    rows = [[*HEAD, "Ort"], *([str(n), f"Maßnahme {n}", "Nord"] for n in range(2, 4711))]
    imported = checked(edition, delimited([*rows, ["4711", "Maßnahme", "Süd"]]), officer)
    row = imported.rows.get(line=4711)
    row.plan["values"]["place"] = "x" * 301
    row.save()

    begin(imported, ImportState.APPLYING, by=officer)

    imported.refresh_from_db()
    assert imported.error.startswith("Zeile 4711, Spalte „Ort“: ")
    assert imported.error.endswith("Es wurde nichts übernommen, die Maßnahmen sind unverändert.")
    assert (imported.state, edition.measures.count()) == (ImportState.CHECKED, 0)


def test_what_the_database_refuses_names_the_row(edition, officer):
    imported = checked(edition, delimited([HEAD, ["1", "Gut"], ["2", "Schlecht"]]), officer)
    row = imported.rows.get(line=3)
    row.plan["values"] |= {"permanent": True, "end_planned": "2026-01-01/2026-12-31/year/"}
    row.save()

    begin(imported, ImportState.APPLYING, by=officer)

    imported.refresh_from_db()
    assert imported.error.startswith(
        "Zeile 3: Was auf Dauer angelegt ist, hat kein geplantes Ende."
    )
    assert edition.measures.count() == 0


def test_what_nobody_can_explain_still_names_where(edition, officer):
    head = [*HEAD, "Kosten 2025"]
    imported = checked(edition, delimited([head, ["1", "Gut", "5"]]), officer)
    row = imported.rows.get()
    row.plan["costs"][0]["budget"] = "-5"
    row.save()

    begin(imported, ImportState.APPLYING, by=officer)

    imported.refresh_from_db()
    assert imported.error.startswith("Zeile 2: Die Datenbank hat diese oder eine der folgenden")
    assert edition.measures.count() == 0


def test_what_is_deleted_since_the_preview_stops_the_import_in_its_row(edition, officer, authority):
    lead = OrganisationFactory(authority=authority, name="VHS")
    head = [*HEAD, "Federführung"]
    imported = checked(edition, delimited([head, ["1", "Café", "VHS"]]), officer)
    lead.delete()

    begin(imported, ImportState.APPLYING, by=officer)

    imported.refresh_from_db()
    assert imported.error.startswith("Zeile 2: Etwas, das hier genannt ist, wurde seit der")


def test_what_is_saved_while_the_import_is_made_ready_is_not_written_over(
    edition, officer, monkeypatch
):
    measure = existing(edition, officer, title="Café")
    imported = checked(edition, delimited([[*HEAD, "Ort"], ["1", "Café", "Süd"]]), officer)

    def meanwhile(self):
        prepare(self)
        measure.place = "West"
        measure.save()
        saved(measure, by=officer)

    prepare = Applying.prepare
    monkeypatch.setattr(Applying, "prepare", meanwhile)
    begin(imported, ImportState.APPLYING, by=officer)

    imported.refresh_from_db()
    measure.refresh_from_db()
    assert imported.error.startswith("Zeile 2: Die Maßnahme „1 Café“ wurde seit der Vorschau")
    assert measure.place == "West"


def test_where_everybody_saves_at_once_an_import_gives_up_and_says_so(
    edition, officer, monkeypatch
):
    imported = checked(edition, delimited([HEAD, ["1", "Café"]]), officer)
    changing = iter(range(9))
    monkeypatch.setattr("exchange.actions.short.latest_of", lambda authority: next(changing))

    begin(imported, ImportState.APPLYING, by=officer)

    imported.refresh_from_db()
    assert imported.error.startswith("Im Portal wurde gerade so viel gespeichert")
    assert (imported.state, edition.measures.count()) == ("checked", 0)


def test_a_step_that_was_given_up_writes_nothing_when_it_wakes(edition, officer, monkeypatch):
    imported = checked(edition, delimited([HEAD, ["1", "Café"]]), officer)
    prepare = Applying.prepare

    def slowly(self):
        prepare(self)
        MeasureImport.objects.update(state="checked")

    monkeypatch.setattr(Applying, "prepare", slowly)
    begin(imported, ImportState.APPLYING, by=officer)

    imported.refresh_from_db()
    assert (imported.state, edition.measures.count()) == ("checked", 0)


def test_a_name_the_database_refuses_is_no_rows_fault(edition, officer, authority, monkeypatch):
    head = [*HEAD, "Federführung"]
    file = delimited([head, ["1", "Café", "VHS"]])
    imported = decided(checked(edition, file, officer), officer)

    def taken(self, **kwargs):
        raise IntegrityError

    monkeypatch.setattr("stakeholders.models.Organisation.save", taken)
    begin(imported, ImportState.APPLYING, by=officer)

    imported.refresh_from_db()
    assert imported.error.endswith("diesen Fehler: IntegrityError")
    assert edition.measures.count() == 0


def test_a_measure_changed_since_the_preview_stops_the_import(edition, officer):
    measure = existing(edition, officer, title="Café")
    imported = checked(edition, delimited([[*HEAD, "Ort"], ["1", "Café", "Süd"]]), officer)
    measure.place = "West"
    measure.save()
    saved(measure, by=officer)

    begin(imported, ImportState.APPLYING, by=officer)

    imported.refresh_from_db()
    assert imported.error == (
        "Zeile 2: Die Maßnahme „1 Café“ wurde seit der Vorschau geändert. Prüfen Sie die Liste "
        "noch einmal. Es wurde nichts übernommen, die Maßnahmen sind unverändert."
    )


def test_a_number_given_since_the_preview_is_not_given_twice(edition, officer):
    imported = checked(edition, delimited([HEAD, ["1", "Café"]]), officer)
    existing(edition, officer, title="Fest")

    begin(imported, ImportState.APPLYING, by=officer)

    imported.refresh_from_db()
    assert imported.error.startswith("Zeile 2, Spalte „Nr.“: Die Nummer 1 wurde seit der Vorschau")


def test_a_cost_deleted_since_the_preview_stops_the_import(edition, officer):
    measure = existing(edition, officer, title="Café")
    cost = MeasureCost.objects.create(measure=measure, year=2025, budget=5)
    imported = checked(edition, delimited([[*HEAD, "Kosten 2025"], ["1", "Café", "7"]]), officer)
    cost.delete()

    begin(imported, ImportState.APPLYING, by=officer)

    imported.refresh_from_db()
    assert imported.error.startswith("Zeile 2, Spalte „Kosten 2025“: Der Posten wurde")


def test_an_own_field_of_another_kind_is_not_filled(edition, officer):
    imported = checked(
        edition, delimited([[*HEAD, "Wert"], ["1", "Café", "7"]]), officer, Wert="new:number"
    )
    ExtraField.objects.create(concept=edition.concept, name="Wert", kind="text")

    begin(imported, ImportState.APPLYING, by=officer)

    imported.refresh_from_db()
    assert imported.error.startswith("Zeile 1, Spalte „Wert“: Ein Zusatzfeld dieses Namens")


def test_what_was_made_since_the_preview_is_not_made_twice(edition, officer, authority):
    head = [*HEAD, "Federführung", "Handlungsfeld", "Wert"]
    file = delimited([head, ["1", "Café", "VHS", "Arbeit", "7"]])
    imported = decided(checked(edition, file, officer, Wert="new:number"), officer)
    OrganisationFactory(authority=authority, name="VHS")
    FieldOfActionFactory(edition=edition, title="Arbeit")
    ExtraField.objects.create(concept=edition.concept, name="Wert", kind="number")

    begin(imported, ImportState.APPLYING, by=officer)

    assert (authority.organisations.count(), edition.fields.count()) == (1, 1)
    assert list(Measure.objects.get().extra.values()) == ["7"]


@pytest.mark.parametrize("state", [ImportState.APPLYING, ImportState.UNDOING])
def test_an_edition_that_ended_meanwhile_is_left_alone(edition, officer, state):
    file = delimited([HEAD, ["1", "Café"]])
    imported = (
        applied(edition, file, officer) if state == "undoing" else checked(edition, file, officer)
    )
    count = edition.measures.count()
    type(edition).objects.update(status="superseded")

    begin(imported, state, by=officer)

    imported.refresh_from_db()
    assert imported.error.startswith("Die Fassung ist inzwischen abgelöst")
    assert (imported.state, edition.measures.count()) == (state.resting, count)


def test_a_file_that_is_gone_is_said_to_be(edition, officer):
    imported = uploaded(edition, delimited([HEAD, ["1", "Café"]]), officer)
    imported.file.storage.delete(imported.file.name)

    begin(imported, ImportState.CHECKING, by=officer)

    imported.refresh_from_db()
    assert (imported.state, imported.error[:36]) == (
        "uploaded",
        "Die hochgeladene Datei ist nicht meh",
    )


def test_a_file_that_is_broken_on_the_disk_is_said_to_be(edition, officer):
    imported = uploaded(edition, delimited([HEAD, ["1", "Café"]]), officer)
    with storages["default"].open(imported.file.name, "wb") as file:
        file.write(b'"' + b"x" * 200_000)

    begin(imported, ImportState.CHECKING, by=officer)

    imported.refresh_from_db()
    assert imported.error.startswith("Diese CSV-Datei lässt sich nicht lesen")


def test_an_unforeseen_failure_is_said_in_words_and_changes_nothing(edition, officer, monkeypatch):
    imported = checked(edition, delimited([HEAD, ["1", "Café"]]), officer)
    monkeypatch.setattr("exchange.actions.applying.remember", lambda imported: 1 / 0)

    begin(imported, ImportState.APPLYING, by=officer)

    imported.refresh_from_db()
    assert imported.error.endswith("diesen Fehler: ZeroDivisionError")
    assert (imported.state, edition.measures.count()) == ("checked", 0)


def test_a_step_is_taken_once(edition, officer):
    imported = checked(edition, delimited([HEAD, ["1", "Café"]]), officer)

    took = [begin(imported, ImportState.APPLYING, by=officer) for _ in range(2)]
    work(imported.pk, "applying", by=officer, on="2026-01-01", reason="")

    assert (took, edition.measures.count()) == ([True, False], 1)


def test_a_step_that_fell_silent_can_be_taken_again(edition, officer):
    imported = checked(edition, delimited([HEAD, ["1", "Café"]]), officer)
    give_up_silent(imported)
    long_ago = timezone.now() - dt.timedelta(minutes=3)
    MeasureImport.objects.update(state="applying", heartbeat_at=long_ago)
    imported.refresh_from_db()

    give_up_silent(imported)

    assert (imported.state, imported.error[:29]) == ("checked", "Der Schritt wurde abgebrochen")
    assert begin(imported, ImportState.APPLYING, by=officer)


def test_a_long_list_is_left_to_the_worker(edition, officer, monkeypatch):
    monkeypatch.setattr("exchange.actions.checking.CHUNK", 100)
    monkeypatch.setattr("exchange.actions.checking.time.monotonic", iter(range(0, 900, 2)).__next__)

    imported = applied(edition, many(201), officer)

    assert (imported.state, edition.measures.count()) == ("applied", 201)
    assert edition.fields.count() == 12
    assert [MeasureImport(total=n, done=100).percent for n in (0, 200, 100)] == [0, 50, 99]
