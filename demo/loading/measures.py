"""Measures with their rows, parts and dated reports."""

from typing import Any

from django.db.models import ForeignKey, Model

from integration_portal.accounts.models import User
from integration_portal.core.relations import related_model
from measures.actions.measures import keep_words, saved
from measures.actions.status_reports import follow_newest
from measures.forms.extra import value_field
from measures.models import (
    ExtraField,
    Measure,
    MeasureCost,
    MeasureFinancing,
    MeasureFunding,
    MeasureLink,
    MeasureRole,
    Milestone,
    StatusReport,
    WarningOverrule,
)
from measures.models.extra_values import kept
from stakeholders.models import Organisation

from .book import Book
from .values import value

_ROWS = {
    "roles": MeasureRole,
    "milestones": Milestone,
    "costs": MeasureCost,
    "financing": MeasureFinancing,
    "fundings": MeasureFunding,
    "links": MeasureLink,
    "reports": StatusReport,
    "overrules": WarningOverrule,
}


def load(data: dict, book: Book) -> None:
    book.make_all(ExtraField, data.get("extra_fields"))
    for entry in data.get("measures", ()):
        _make_measure(book, entry)


def _make_measure(book: Book, entry: dict, parent: Measure | None = None) -> None:
    fixed: dict[str, Any] = {"number_given": "number" in entry}
    if parent is not None:
        fixed |= {"parent": parent, "edition": parent.edition, "field": parent.field}
    measure = book.make(Measure, entry, leave=(*_ROWS, "parts", "extra"), **fixed)
    for key, said in entry.get("extra", {}).items():
        field = book.find(ExtraField, key)
        measure.extra[field.key] = kept(field.kind, value_field(field).clean(str(said)))
    measure.save()
    for name, model in _ROWS.items():
        book.make_all(model, entry.get(name), measure=measure)
    follow_newest(measure)
    for part in entry.get("parts", ()):
        _make_measure(book, part, parent=measure)
    keep_words(measure)


def change(data: dict, book: Book, *, by: User | None) -> None:
    """The latest changes: of a measure, of its milestone or cost named by title or year, or of
    who leads it, named by the former lead.
    """
    for entry in data.get("changes", ()):
        measure = book.find(Measure, entry["measure"])
        thing: Model = measure
        if "milestone" in entry:
            thing = measure.milestones.get(title=entry["milestone"])
        elif "cost" in entry:
            thing = measure.costs.get(year=entry["cost"])
        elif "lead" in entry:
            former = book.find(Organisation, entry["lead"])
            thing = measure.roles.leads().get(organisation=former)
        for name, said in entry["set"].items():
            field = next(f for f in thing._meta.concrete_fields if f.name == name)
            if isinstance(field, ForeignKey):
                setattr(thing, name, book.find(related_model(type(thing), name), said))
            else:
                setattr(thing, name, value(field, said, book.today))
        thing.save()
        saved(measure, by=by)
