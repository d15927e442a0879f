"""Concepts and their editions with all that stands in them."""

from concepts.actions.numbering import renumber
from concepts.enums import EditionStatus
from concepts.models import (
    Addressee,
    Chapter,
    Concept,
    CrossCuttingTheme,
    Edition,
    EditionCost,
    EditionFinancing,
    EditionFunding,
    EditionRole,
    EditionTransition,
    Evaluation,
    EvaluationChapter,
    FieldOfAction,
    Goal,
    InnovationBudget,
    NeedForAction,
    ParticipationEvent,
    RelatedPlan,
    Source,
    StrategicGoal,
)

from .book import Book
from .values import fuzzy_date

_OWN_ROWS = {
    "roles": EditionRole,
    "costs": EditionCost,
    "financing": EditionFinancing,
    "fundings": EditionFunding,
    "related_plans": RelatedPlan,
    "innovation_budgets": InnovationBudget,
    "themes": CrossCuttingTheme,
}
_TEXTS: dict[str, type[Addressee] | type[Source]] = {"addressees": Addressee, "sources": Source}
_ELSEWHERE = (
    *_OWN_ROWS, *_TEXTS, "predecessors", "status", "transitions", "resolution", "chapters",
    "fields", "events", "evaluations", "amendments",
)  # fmt: skip


def load(data: dict, book: Book) -> None:
    for entry in data["strategic_goals"]:
        goal = book.make(StrategicGoal, entry, authority=book.authority)
        book.keep(entry["code"], goal)
    for entry in data["concepts"]:
        concept = book.make(Concept, entry, leave=("editions",), authority=book.authority)
        for edition in entry["editions"]:
            _make_edition(book, concept, edition)


def _make_edition(book: Book, concept: Concept, entry: dict) -> None:
    edition = book.make(Edition, entry, leave=(*_ELSEWHERE, "key"), concept=concept)
    book.keep(entry["slug"], edition)
    edition.predecessors.set(book.find(Edition, slug) for slug in entry.get("predecessors", ()))
    for name, model in _OWN_ROWS.items():
        book.make_all(model, entry.get(name), edition=edition)
    for name, model in _TEXTS.items():
        for text in entry.get(name, ()):
            model.objects.create(edition=edition, text=text)
    _make_chapters(book, Chapter, entry.get("chapters"), edition=edition)
    _make_fields(book, entry.get("fields"), edition)
    if entry["status"] == EditionStatus.DRAFT:
        renumber(edition=edition, by=None)  # numbers of a draft follow its order
    book.make_all(ParticipationEvent, entry.get("events"), edition=edition)
    for evaluation in entry.get("evaluations", ()):
        made = book.make(Evaluation, evaluation, leave=("chapters",), edition=edition)
        _make_chapters(book, EvaluationChapter, evaluation.get("chapters"), evaluation=made)


def _make_chapters(book: Book, model, entries, parent=None, **owner) -> None:
    for entry in entries or ():
        chapter = book.make(model, entry, leave=("children",), parent=parent, **owner)
        _make_chapters(book, model, entry.get("children"), parent=chapter, **owner)


def _make_fields(book: Book, entries, edition: Edition, parent=None) -> None:
    for entry in entries or ():
        field = book.make(
            FieldOfAction,
            entry,
            leave=("children", "needs", "goals"),
            edition=edition,
            parent=parent,
            number_given="number" in entry,
        )
        for text in entry.get("needs", ()):
            NeedForAction.objects.create(field=field, text=text)
        _make_goals(book, entry.get("goals"), field)
        _make_fields(book, entry.get("children"), edition, parent=field)


def _make_goals(book: Book, entries, field: FieldOfAction, parent=None) -> None:
    for entry in entries or ():
        goal = book.make(
            Goal,
            entry,
            leave=("children",),
            field=field,
            parent=parent,
            number_given="number" in entry,
        )
        _make_goals(book, entry.get("children"), field, parent=goal)


def take_steps(book: Book, edition: Edition, entry: dict) -> None:
    """The steps an edition took long before it came into the portal; the last is its status."""
    for step in entry["transitions"]:
        EditionTransition.objects.create(
            edition=edition,
            status=step["status"],
            on=fuzzy_date(step.get("on"), book.today),
            note=step.get("note", ""),
        )
    edition.status = entry["status"]
    edition.status_on = fuzzy_date(entry["transitions"][-1].get("on"), book.today)
    edition.save()
