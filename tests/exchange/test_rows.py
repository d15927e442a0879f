"""What lines of a list would change below a measure, and where parts belong."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from exchange.actions.steps import begin
from exchange.enums import ImportState
from exchange.tables.guard import Refused, kind_of
from exchange.tables.objects import read_objects
from integration_portal.core.fuzzy import parse
from measures.models import Measure, MeasureCost, Milestone
from tests.factories.measures import MeasureFactory, MilestoneFactory

from .importing import checked, existing, problems
from .tables import delimited

pytestmark = pytest.mark.django_db
HEAD = ["Nr.", "Titel"]


def preview(edition, officer, heading: str, cell: str, **values):
    """The only row of a list about measure 1."""
    imported = checked(edition, delimited([[*HEAD, heading], ["1", "Café", cell]]), officer)
    return imported, imported.rows.get()


@pytest.fixture
def cafe(adopted, officer) -> Measure:
    return existing(adopted, officer, title="Café")


@pytest.fixture
def steps(cafe) -> list[Milestone]:
    return [
        MilestoneFactory(measure=cafe, title="Start", planned=parse("2026")),
        MilestoneFactory(measure=cafe, title="Ende", forecast=parse("2028")),
    ]


def test_a_forecast_is_progress_and_keeps_what_the_line_does_not_name(
    cafe, steps, adopted, officer
):
    _all, row = preview(adopted, officer, "Zwischenziele", "Start | Prognose: 2027\nEnde")

    assert row.plan == {
        "rows": {"milestones": {"changed": [[steps[0].pk, {"forecast": parse("2027").encode()}]]}},
        "amends": False,
    }
    assert row.changes == [
        {
            "label": "Zwischenziele",
            "old": "Start | Plan: 2026",
            "new": "Start | Prognose: 2027",
        }
    ]


@pytest.mark.parametrize(
    "cell", ["Start | Plan: 2027\nEnde", "Start", "Start\nEnde\nFest", "Ende\nStart"]
)
def test_another_plan_another_order_a_step_more_or_less_is_an_amendment(
    cell, cafe, steps, adopted, officer
):
    _all, row = preview(adopted, officer, "Meilensteine", cell)

    assert (row.outcome, row.plan["amends"]) == ("changed", True)


def test_a_step_between_others_moves_those_behind_it(cafe, steps, adopted, officer):
    _all, row = preview(adopted, officer, "Meilensteine", "Start\nMitte\nEnde")

    assert row.plan["rows"]["milestones"] == {
        "added": [{"title": "Mitte", "position": 2}],
        "changed": [[steps[1].pk, {"position": 3}]],
    }


def test_while_a_line_is_not_understood_nothing_goes(cafe, steps, adopted, officer):
    imported, row = preview(adopted, officer, "Meilensteine", "Start | Plan: bald\nFest")

    assert "removed" not in row.plan["rows"]["milestones"]
    assert [(line, heading, text[:20]) for line, heading, text in problems(imported)] == [
        (2, "Meilensteine", "„Start | Plan: bald“")
    ]


def test_a_step_renamed_is_the_same_step_as_long_as_it_has_something_in_common(
    cafe, steps, adopted, officer
):
    _all, row = preview(adopted, officer, "Meilensteine", "Anfang | Plan: 2026\nEnde")
    _all, other = preview(adopted, officer, "Meilensteine", "Anfang\nEnde")

    assert row.plan["rows"] == {
        "milestones": {"changed": [[steps[0].pk, {"title": "Anfang"}]]},
    }
    assert other.plan["rows"]["milestones"]["removed"] == [steps[0].pk]


def test_who_is_responsible_and_not_known_is_asked_about(cafe, steps, adopted, officer):
    imported, _row = preview(adopted, officer, "Meilensteine", "Start | verantwortlich: Neu\nEnde")

    assert [(one["kind"], one["name"]) for one in imported.open_questions] == [
        ("organisation", "Neu")
    ]
    assert problems(imported) == [(2, "Meilensteine", "Die Organisation „Neu“ gibt es noch nicht.")]


# Costs: sums of a year, and lines that say more


def costs(edition, officer, total: str, lines: str):
    head = [*HEAD, "Ansatz 2026", "Kosten im Einzelnen"]
    imported = checked(edition, delimited([head, ["1", "Café", total, lines]]), officer)
    return imported, imported.rows.get()


def test_who_edits_the_sum_of_a_single_cost_is_heard(cafe, adopted, officer):
    cost = MeasureCost.objects.create(measure=cafe, year=2026, budget=100, label="Miete")
    imported, row = costs(adopted, officer, "150", "2026 | Ansatz: 100 € | wofür: Miete")

    assert [(one["pk"], one["budget"]) for one in row.plan["costs"]] == [(cost.pk, "150.0")]
    assert problems(imported) == []


def test_lines_that_changed_count_more_than_the_sum_beside_them(cafe, adopted, officer):
    cost = MeasureCost.objects.create(measure=cafe, year=2026, budget=100, label="Miete")
    imported, row = costs(adopted, officer, "150", "2026 | Ansatz: 120 € | wofür: Miete")

    assert row.plan["rows"] == {"costs": {"changed": [[cost.pk, {"budget": "120.00"}]]}}
    assert "costs" not in row.plan
    assert [text[:40] for _line, _heading, text in problems(imported)] == [
        "Die einzelnen Kosten für 2026 ergeben ei"
    ]


def test_a_sum_that_nobody_touched_is_no_problem(cafe, adopted, officer):
    MeasureCost.objects.create(measure=cafe, year=2026, budget=100, label="Miete")
    imported, row = costs(adopted, officer, "100", "2026 | Ansatz: 120 € | verausgabt: 5")

    assert (problems(imported), "costs" in row.plan) == ([], False)


# Parts


def parts(edition, officer, *rows: list[str]):
    return checked(edition, delimited([[*HEAD, "Baustein von"], *rows]), officer)


def test_parts_belong_to_a_row_above_or_to_a_measure_of_the_edition(edition, officer):
    known = existing(edition, officer, title="Café")
    imported = parts(
        edition, officer,
        ["2", "Neu", ""], ["", "Erster", "2"], ["", "Zweiter", "neu"], ["", "Dritter", "1"],
    )  # fmt: skip

    plans = {row.label: row.plan.get("parent") for row in imported.rows.all()}
    assert (problems(imported), plans) == (
        [],
        {"2 Neu": None, "Erster": {"line": 2}, "Zweiter": {"line": 2}, "Dritter": known.pk},
    )


def test_of_parts_with_one_title_that_of_the_named_measure_is_meant(edition, officer):
    first, second = (
        MeasureFactory(edition=edition, title=t, number=t, number_given=True) for t in "AB"
    )
    for whole in (first, second):
        MeasureFactory(edition=edition, title="Teil", parent=whole)
    imported = parts(edition, officer, ["B", "B", ""], ["", "Teil", "B"], ["", "Teil", "A"])

    found = [row.measure.parent for row in imported.rows.all()[1:]]
    assert (found, problems(imported)) == ([second, first], [])


def test_where_a_part_cannot_belong_is_said(edition, officer):
    whole = existing(edition, officer, title="Café")
    part = MeasureFactory(edition=edition, title="Teil", number="1.1", parent=whole)
    rows = [
        ["2", "Neu", ""], [part.number, "Teil", "2"], ["", "Enkel", "1.1"], ["", "Waise", "9"],
        ["", "", ""], ["3", "", "", ""], ["", "Kind", "3"],
    ]  # fmt: skip
    imported = parts(edition, officer, *rows)

    assert [(line, text) for line, _heading, text in problems(imported)] == [
        (3, "Ein Baustein wechselt seine Maßnahme nicht durch eine Liste."),
        (4, "Ein Baustein hat selbst keine Bausteine."),
        (5, "Die Maßnahme „9“ steht weder in der Liste noch in der Fassung."),
        (7, "Der Zeile fehlt ein Titel."),
        (8, "Seine Maßnahme wird nicht übernommen."),
    ]


def begun(imported, state: ImportState, officer):
    begin(imported, state, by=officer)
    imported.refresh_from_db()
    return imported


def test_a_part_of_a_known_measure_stands_behind_its_parts_and_makes_it_found(edition, officer):
    known = existing(edition, officer, title="Café")
    MeasureFactory(edition=edition, title="Erster", parent=known, position=4)
    imported = parts(edition, officer, ["", "Zweiter", "1"])
    assert begun(imported, ImportState.APPLYING, officer).error == ""

    part = edition.measures.get(title="Zweiter")
    assert (part.parent, part.position, part.number) == (known, 5, "1.2")
    assert list(edition.measures.whole().matching("zweiter")) == [known]


def test_a_part_whose_measure_went_since_the_preview_names_its_line(edition, officer):
    known = existing(edition, officer, title="Café")
    imported = parts(edition, officer, ["", "Teil", "1"])
    known.delete()
    imported = begun(imported, ImportState.APPLYING, officer)

    assert imported.error == (
        "Zeile 2: Die Maßnahme, zu der dieser Baustein gehört, wurde seit der Vorschau gelöscht. "
        "Prüfen Sie die Liste noch einmal. Es wurde nichts übernommen, die Maßnahmen sind "
        "unverändert."
    )


# JSON


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "{}",
        '{"columns": [], "measures": []}',
        '{"columns": {"title": "Titel"}, "measures": [1]}',
        '{"columns": {"title": "Titel"}}',
        '{"a":' + "[" * 100_000,
    ],
)
def test_json_that_is_no_list_of_the_portal_is_refused_with_a_sentence(text):
    file = SimpleUploadedFile("Liste.json", text.encode())

    assert kind_of(file) == "json"
    with pytest.raises(Refused, match="keine Liste, wie das Portal sie ausgibt"):
        read_objects(file)
