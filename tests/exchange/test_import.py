from decimal import Decimal

import pytest
from django.utils import timezone

from concepts.models import Amendment
from exchange.actions.steps import begin
from exchange.enums import ImportState
from exchange.models import ImportMemory
from integration_portal.core.fuzzy import FuzzyDate
from integration_portal.history.actions import record
from integration_portal.history.models import Revision
from integration_portal.history.reading import stated
from integration_portal.history.registry import state
from measures.actions.measures import keep_words
from measures.enums import MeasureStatus, ReportSource
from measures.models import (
    ExtraField,
    Measure,
    MeasureCost,
    StatusReport,
)
from stakeholders.models import Organisation

from .importing import applied, checked, decided, existing, outcomes, problems, roles, undone
from .tables import delimited, full_update, latin_list, ministry_list, town_list

pytestmark = pytest.mark.django_db

HEAD = ["Nr.", "Maßnahme"]


def said(measure: Measure) -> tuple:
    return (
        measure.number,
        measure.title,
        measure.field.title if measure.field else "",
        str(measure.start_planned or ""),
        str(measure.end_planned or ""),
        measure.permanent,
        measure.status,
    )


def test_a_ministrys_list_becomes_measures(edition, officer):
    imported = applied(edition, ministry_list(), officer)

    assert (imported.state, imported.error, str(imported.reported_on)) == (
        "applied",
        "",
        "31.12.2023",
    )
    assert [said(measure) for measure in edition.measures.order_by("position", "pk")] == [
        ("SG-1", "Sprachcafé", "Sprache und Bildung", "2021", "2024", False, MeasureStatus.RUNNING),
        ("AR-1", "Jobmesse", "Arbeit", "Frühjahr 2023", "", False, MeasureStatus.POSTPONED),
        ("SG-3", "Elternlotsen", "Sprache und Bildung", "2020", "2022", False, MeasureStatus.DONE),
        ("2.1", "Praxisforum", "Arbeit", "", "", False, None),
    ]
    report = StatusReport.objects.get(measure__number="SG-1")
    assert (report.source, str(report.on), report.by) == (
        ReportSource.IMPORT,
        "31.12.2023",
        officer,
    )
    assert Revision.objects.of(report.measure).count() == 1
    assert edition.measures.matching("sprachcafe soziales").get().number == "SG-1"


def test_a_latin_csv_becomes_measures_and_what_is_not_understood_is_listed(edition, officer):
    imported = applied(edition, latin_list(), officer)

    assert [said(m)[1:6] for m in edition.measures.order_by("pk")] == [
        ("Gesundheitslotsinnen", "Gesundheit", "2021", "", False),
        ("Sprechstunde für Geflüchtete", "Gesundheit", "", "", True),
        ("Hebammen; aufsuchend", "Gesundheit", "2020", "2022", False),
        ("Wohnraumlotsen", "Wohnen", "", "", False),
    ]
    assert problems(imported) == [
        (
            6,
            "Zeitraum",
            "„demnächst“ ist als Datum nicht zu verstehen. Möglich sind zum Beispiel 14.12.2020, "
            "12/2020, Ende 2020, Frühjahr 2020, 2020 oder 2020/2021.",
        )
    ]
    costs = MeasureCost.objects.order_by("measure", "year")
    assert [(c.year, c.budget, c.recurring, c.label) for c in costs] == [
        (2021, Decimal(5000), True, "ca. 5.000 Euro/Jahr"),
        (2020, Decimal(4000), False, ""),
        (2021, Decimal(4500), False, ""),
        (timezone.localdate().year, Decimal(20000), False, ""),
    ]
    assert Organisation.objects.get(name="Gesundheitsamt").internal


def test_a_towns_own_words_and_columns_are_asked_about_and_remembered(edition, officer):
    own = {"Priorität": "new:choice", "Nachweis": "new:link"}
    imported = checked(edition, town_list(), officer, **own)
    asked = [q["key"] for q in imported.open_questions if q["kind"] == "status"]
    imported = decided(imported, officer, **{"auf gutem weg": "running", "hakt": ""})
    begin(imported, ImportState.APPLYING, by=officer)

    assert asked == ["auf gutem weg", "hakt"]
    first, second, third = edition.measures.order_by("number")
    assert (first.status, second.status, third.status) == (
        MeasureStatus.RUNNING,
        None,
        MeasureStatus.DONE,
    )
    assert (first.last_report.traffic_light, first.last_report.text) == (
        "on_track",
        "Das Café ist eröffnet.",
    )
    assert roles(second) == [
        "Federführung: FB 5",
        "Federführung: Stabsstelle Integration",
        "Kooperationspartner: Freundeskreis Asyl",
        "Kooperationspartner: Ev. Kirche",
    ]
    priority, proof = ExtraField.objects.order_by("position")
    assert (priority.name, priority.kind, priority.choice_list) == (
        "Priorität",
        "choice",
        ["hoch", "mittel"],
    )
    assert first.extra == {priority.key: "hoch", proof.key: "https://stadt.example/cafe"}
    again = checked(edition, town_list(), officer)
    assert outcomes(again) == [(2, "unchanged"), (3, "unchanged"), (4, "unchanged")]
    assert ImportMemory.objects.get().words == {"auf gutem weg": "running"}


@pytest.mark.parametrize("make", [ministry_list, latin_list, town_list])
def test_the_same_list_again_changes_nothing(edition, officer, make):
    applied(edition, make(), officer)

    again = applied(edition, make(), officer)

    assert {outcome for _line, outcome in outcomes(again)} == {"unchanged"}
    assert (
        Revision.objects.filter(subject_type="measures.measure").count() == edition.measures.count()
    )


@pytest.mark.parametrize("make", [ministry_list, latin_list, town_list])
def test_an_import_is_taken_back_wholly(edition, officer, make):
    before = Revision.objects.count()
    imported = applied(edition, make(), officer, Priorität="new:text")

    imported = undone(imported, officer)

    assert (imported.state, imported.undo_notes) == ("undone", [])
    left = (Measure, Organisation, ExtraField, StatusReport)
    assert [model.objects.count() for model in left] == [0, 0, 0, 0]
    assert (edition.fields.count(), Revision.objects.count() > before) == (0, True)


def snapshot(measure: Measure) -> dict:
    found = state(Measure.objects.get(pk=measure.pk))
    for name in ("roles", "costs"):
        found[name] = [{k: v for k, v in row.items() if k != "id"} for row in found[name]]
    return found | {"last": Measure.objects.get(pk=measure.pk).last_report_id}


def test_a_known_measure_is_updated_by_its_number_and_taken_back(rich, edition, officer):
    before = snapshot(rich)

    imported = applied(edition, delimited(full_update()), officer)

    rich.refresh_from_db()
    assert (imported.state, imported.counts["changed"]) == ("applied", 1)
    assert said(rich) == ("1", "Sprachtreff", "Arbeit", "2025", "2026", False, MeasureStatus.DONE)
    assert (rich.place, rich.key_project, list(rich.extra.values())) == ("Süd", True, ["12.5"])
    assert rich.description == "<p>Erste Zeile</p><p>zweite</p>"
    assert [f.title for f in rich.further_fields.all()] == ["Wohnen", "Kultur"]
    assert ([g.text for g in rich.goals.all()], [t.title for t in rich.themes.all()]) == (
        ["Ziel eins"],
        ["Vielfalt"],
    )
    assert roles(rich) == ["Federführung: Volkshochschule"]
    cost = rich.costs.get()
    assert (cost.year, cost.budget, cost.spent) == (2025, 700, 300)
    assert (rich.last_report.next_steps, str(rich.last_report.on)) == ("Fest", "30.06.2026")
    assert problems(imported) == [(2, "Ziele", "Das Ziel „Ziel zwei“ steht nicht in der Fassung.")]

    imported = undone(imported, officer)

    assert (imported.undo_notes, snapshot(rich)) == ([], before)


def test_the_history_keeps_measures_as_they_are_read(rich, edition, officer):
    rows = [
        *full_update(),
        ["", "Neu", "Kultur", "Wohnen", "Ziel eins", "", "VHS; AWO", *[""] * 10],
    ]

    applied(edition, delimited(rows), officer)

    for measure in stated(Measure.objects.all()):
        assert Revision.objects.of(measure).first().state == state(measure)
        words = measure.search_text
        keep_words(measure)
        assert words == Measure.objects.get(pk=measure.pk).search_text


def test_the_plan_in_force_changes_with_day_and_reason_and_is_taken_back_alike(adopted, officer):
    measure = existing(adopted, officer, title="Café")
    record(adopted, by=officer)
    rows = [[*HEAD, "Ort", "Handlungsfeld"], ["1", "Café", "Süd", ""], ["2", "Neu", "", "Arbeit"]]

    imported = applied(adopted, delimited(rows), officer)
    undone(imported, officer)

    told = [(a.kind, a.label, a.reason[:20]) for a in Amendment.objects.order_by("pk")]
    assert told == [
        ("added", "1 Arbeit", "Vom Rat beauftragt"),
        ("changed", "1 Café", "Vom Rat beauftragt"),
        ("added", "2 Neu", "Vom Rat beauftragt"),
        ("removed", "2 Neu", "Übernahme der Liste "),
        ("changed", "1 Café", "Übernahme der Liste "),
    ]
    measure.refresh_from_db()
    assert (measure.place, adopted.measures.count()) == ("", 1)


def test_progress_alone_is_no_amendment(adopted, officer):
    existing(adopted, officer, title="Café")

    applied(adopted, delimited([[*HEAD, "Status"], ["1", "Café", "läuft"]]), officer)

    assert Amendment.objects.count() == 0
    assert Measure.objects.get().status == MeasureStatus.RUNNING


def test_an_own_field_that_was_empty_is_empty_again(edition, officer):
    measure = existing(edition, officer, title="Café")
    field = ExtraField.objects.create(concept=edition.concept, name="Wert", kind="number")
    rows = [["Stand: 2099"], [*HEAD, "Wert"], ["1", "Café", "7"]]

    imported = applied(edition, delimited(rows), officer)

    measure.refresh_from_db()
    assert (imported.reported_on, measure.extra) == (
        FuzzyDate.on(timezone.localdate()),
        {field.key: "7"},
    )
    undone(imported, officer)
    measure.refresh_from_db()
    assert measure.extra == {}
