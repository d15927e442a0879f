import pytest
from django.utils import timezone

from exchange.actions.undoing import Undoing
from integration_portal.core.fuzzy import parse
from measures.actions.measures import saved
from measures.actions.status_reports import report_status
from measures.enums import MeasureStatus
from measures.models import (
    ExtraField,
    Measure,
    MeasureRole,
    StatusReport,
    WarningOverrule,
)
from tests.factories.concepts import FieldOfActionFactory
from tests.factories.measures import MeasureFactory

from .importing import applied, existing, roles, undone
from .tables import delimited, full_update

pytestmark = pytest.mark.django_db

HEAD = ["Nr.", "Maßnahme"]


def correct(report: StatusReport, by) -> None:
    report.text = "genauer"
    report_status(report=report, by=by)


def test_what_somebody_changed_since_stays_and_is_said_row_by_row(rich, edition, officer):
    rows = [
        *full_update(),
        ["2", "Neu", "Arbeit", *[""] * 14],
        ["3", "Gelöscht", *[""] * 15],
        ["4", "Beschlossen", *[""] * 15],
    ]
    imported = applied(edition, delimited(rows), officer)
    rich.refresh_from_db()
    rich.place = "West"
    rich.save()
    saved(rich, by=officer)
    correct(StatusReport.objects.get(measure=rich, on=parse("30.06.2026")), officer)
    new = Measure.objects.get(number="2")
    MeasureFactory(edition=edition, parent=new)
    Measure.objects.get(number="3").delete()
    field = ExtraField.objects.get()
    Measure.objects.filter(number="4").update(extra={field.key: "1"})

    imported = undone(imported, officer)

    assert sorted(imported.undo_notes) == [
        [2, "1 Sprachtreff", "Die Maßnahme wurde seitdem geändert; sie bleibt, wie sie ist."],
        [3, "2 Neu", "Die Maßnahme wird inzwischen gebraucht (Maßnahmen)."],
        [4, "3 Gelöscht", "Die Maßnahme wurde inzwischen gelöscht."],
    ]
    rich.refresh_from_db()
    assert (rich.place, Measure.objects.filter(number="4").exists()) == ("West", False)


def test_what_is_gone_since_an_import_does_not_come_back(rich, edition, officer, authority):
    imported = applied(edition, delimited(full_update()), officer)
    authority.organisations.get(name="Caritas").delete()

    imported = undone(imported, officer)

    rich.refresh_from_db()
    assert (imported.state, imported.undo_notes) == ("undone", [])
    assert (rich.title, roles(rich)) == ("Sprachcafé", [])


def test_a_report_corrected_since_stays_though_nothing_else_changed(edition, officer):
    measure = existing(edition, officer, title="Café")
    imported = applied(edition, delimited([[*HEAD, "Status"], ["1", "Café", "umgesetzt"]]), officer)
    correct(StatusReport.objects.get(), officer)

    imported = undone(imported, officer)

    measure.refresh_from_db()
    assert measure.status == MeasureStatus.DONE
    assert imported.undo_notes == [
        [2, "1 Café", "Der Sachstand wurde seitdem geändert; er bleibt."]
    ]


def test_a_new_measure_stays_with_the_words_somebody_wrote_about_it(edition, officer):
    imported = applied(edition, delimited([[*HEAD, "Status"], ["1", "Café", "umgesetzt"]]), officer)
    correct(StatusReport.objects.get(), officer)

    imported = undone(imported, officer)

    assert (Measure.objects.count(), StatusReport.objects.get().text) == (1, "genauer")
    assert imported.undo_notes == [
        [2, "1 Café", "Ihr Sachstand wurde seitdem geändert; die Maßnahme bleibt."]
    ]


def test_what_comes_to_need_a_measure_while_its_undo_is_made_ready_is_kept(
    edition, officer, monkeypatch
):
    imported = applied(edition, delimited([HEAD, ["1", "Café"]]), officer)
    prepare = Undoing.prepare

    def meanwhile(self):
        prepare(self)
        if not WarningOverrule.objects.exists():
            said = {"kind": "stale", "reason": "bekannt", "until": timezone.localdate()}
            WarningOverrule.objects.create(measure=Measure.objects.get(), **said)

    monkeypatch.setattr(Undoing, "prepare", meanwhile)
    imported = undone(imported, officer)

    assert (imported.state, Measure.objects.count(), len(imported.undo_notes)) == ("undone", 1, 1)


def test_what_an_import_made_and_somebody_uses_stays(edition, officer, authority):
    head = [*HEAD, "Federführung", "Handlungsfeld", "Extra"]
    file = delimited([head, ["1", "Café", "Jobcenter", "Arbeit", "a"]])
    imported = applied(edition, file, officer, Extra="new:text")
    other = MeasureFactory(
        edition=edition, field=edition.fields.get(), extra={ExtraField.objects.get().key: "b"}
    )
    MeasureRole.objects.create(
        measure=other, organisation=authority.organisations.get(), kind="lead"
    )

    imported = undone(imported, officer)

    assert [(name, why) for _line, name, why in imported.undo_notes] == [
        (name, "bleibt, weil es inzwischen gebraucht wird")
        for name in ("Extra", "Jobcenter", "1 Arbeit")
    ]


def test_measures_are_counted_anew_after_an_import_and_after_its_undo(edition, officer):
    work = FieldOfActionFactory(edition=edition, title="Arbeit", number="1", number_given=True)
    FieldOfActionFactory(edition=edition, title="Kultur", number="2", number_given=True)
    for title in ("Eins", "Zwei"):
        saved(MeasureFactory(edition=edition, field=work, title=title), by=officer)

    def numbers() -> dict[str, str]:
        return dict(edition.measures.values_list("title", "number"))

    before = numbers()
    rows = [["Maßnahme", "Handlungsfeld", "Laufzeit"], ["Eins", "Kultur", ""]]
    imported = applied(edition, delimited(rows), officer)

    assert (before, numbers()) == ({"Eins": "1.1", "Zwei": "1.2"}, {"Eins": "2.1", "Zwei": "1.1"})
    undone(imported, officer)
    assert numbers() == before


def test_an_end_that_a_list_took_away_comes_back(edition, officer):
    measure = existing(edition, officer, title="Café", end_planned=parse("2026"))
    rows = [[*HEAD, "Laufzeit"], ["1", "Café", "laufend"]]

    imported = applied(edition, delimited(rows), officer)

    measure.refresh_from_db()
    assert (measure.permanent, measure.end_planned) == (True, None)
    undone(imported, officer)
    measure.refresh_from_db()
    assert (measure.permanent, str(measure.end_planned)) == (False, "2026")
