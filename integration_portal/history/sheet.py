"""A stored state as a sheet of labels and values, for things without a page of their own."""

from dataclasses import dataclass, field

from django.db import models

from integration_portal.core.relations import field_of, related_model
from integration_portal.core.richtext import RichTextField

from .differences import said, told_fields, whole_fields
from .parted import PartedField
from .registry import tracked


@dataclass
class Table:
    """The rows of one kind: heads, and for each row its cells."""

    title: str
    heads: list[str]
    rows: list[list[str]] = field(default_factory=list)


@dataclass
class Sheet:
    facts: list[tuple[str, str]]
    texts: list[tuple[str, str]]  # rich text, as HTML
    tables: list[Table]


def sheet(model: type[models.Model], state: dict) -> Sheet:
    """All that is filled, in the order of the model. Empty is not shown."""
    of = tracked(model)
    known = (f for f in whole_fields(of.fields()) if f.name != "position")
    fields = [f for f in known if state.get(f.name) not in (None, "", [])]
    facts = [
        (str(f.verbose_name), said(f, state[f.name]))
        for f in fields
        if not isinstance(f, RichTextField)
    ]
    for name in filter(state.get, of.many):
        label = str(field_of(model, name).verbose_name)
        facts.append((label, ", ".join(other["label"] for other in state[name])))
    for parted in (f for f in of.fields() if isinstance(f, PartedField)):
        facts += parted.parts(state.get(parted.name)).values()
    texts = [(str(f.verbose_name), state[f.name]) for f in fields if isinstance(f, RichTextField)]
    tables = [_table(model, name, state[name]) for name in filter(state.get, of.rows)]
    return Sheet(facts, texts, tables)


def _table(model: type[models.Model], name: str, rows: list[dict]) -> Table:
    row_model = related_model(model, name)
    used = [
        f
        for f in told_fields(row_model)
        if any(row.get(f.name) not in (None, "", False) for row in rows)
    ]
    heads = [str(f.verbose_name) for f in used]
    cells = [[said(f, row.get(f.name)) for f in used] for row in rows]
    return Table(str(row_model._meta.verbose_name_plural), heads, cells)
