"""A list taken through its steps, as the pages do it."""

from django.urls import reverse

from exchange.actions.deciding import decide
from exchange.actions.steps import begin
from exchange.actions.upload import upload
from exchange.enums import ImportState
from exchange.models import MeasureImport
from measures.actions.measures import saved
from measures.models import Measure
from tests.factories.measures import MeasureFactory


def page(name: str, imported: MeasureImport) -> str:
    """The address of a step."""
    return reverse(f"exchange:{name}", args=[imported.authority.slug, imported.pk])


def columns(imported: MeasureImport, **changes) -> dict:
    """What the form of the columns sends."""
    sent = {f"column_{i}": column["target"] for i, column in enumerate(imported.columns)}
    own = {"head_line": imported.head_line, "reported_on": str(imported.reported_on)}
    return sent | own | changes


def uploaded(edition, file, by, **columns: str) -> MeasureImport:
    """In the portal; `columns` says what a heading means where the guess is not wanted."""
    imported = upload(edition=edition, file=file, by=by)
    for column in imported.columns:
        column["target"] = columns.get(column["heading"], column["target"])
    imported.save()
    return imported


def checked(edition, file, by, **columns: str) -> MeasureImport:
    imported = uploaded(edition, file, by, **columns)
    begin(imported, ImportState.CHECKING, by=by)
    imported.refresh_from_db()
    return imported


def decided(imported: MeasureImport, by, **words: str) -> MeasureImport:
    """What is new is made; a word for a status is `words[key]`, else it is left open."""
    decisions: dict[str, dict[str, str]] = {}
    for question in imported.open_questions:
        answer = words.get(question["key"], "") if question["kind"] == "status" else "new"
        decisions.setdefault(question["kind"], {})[question["key"]] = answer
    decide(imported=imported, decisions=decisions)
    begin(imported, ImportState.CHECKING, by=by)
    imported.refresh_from_db()
    return imported


def applied(edition, file, by, **columns: str) -> MeasureImport:
    """Everything that is new was made, everything else taken as the portal understood it."""
    imported = decided(checked(edition, file, by, **columns), by)
    begin(imported, ImportState.APPLYING, by=by, reason="Vom Rat beauftragt")
    imported.refresh_from_db()
    return imported


def undone(imported: MeasureImport, by) -> MeasureImport:
    begin(imported, ImportState.UNDOING, by=by)
    imported.refresh_from_db()
    return imported


def outcomes(imported: MeasureImport) -> list[tuple[int, str]]:
    return list(imported.rows.values_list("line", "outcome"))


def problems(imported: MeasureImport) -> list[tuple[int, str, str]]:
    """(line, heading, text) of every problem."""
    headings = [*imported.headings, ""]
    return [
        (row.line, headings[problem["column"]], problem["text"])
        for row in imported.rows.all()
        for problem in row.problems
    ]


def roles(measure: Measure) -> list[str]:
    return [str(role) for role in measure.roles.all()]


def existing(edition, officer, **values) -> Measure:
    measure = MeasureFactory(edition=edition, number="1", number_given=True, **values)
    saved(measure, by=officer)
    return measure
