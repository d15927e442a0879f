"""What pages show of an authority's own fields."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import StringAgg, Subquery, TextField, Value
from django.db.models.functions import Cast, JSONObject

from .enums import ExtraKind
from .models import ExtraField, Measure


@dataclass(frozen=True)
class ExtraFact:
    """One filled field of a measure. `url` only where it is a link."""

    label: str
    text: str
    url: str
    public: bool


def facts(measure: Measure, user) -> list[ExtraFact]:
    """For the page of a measure: what is filled, as far as the user may read it."""
    if not measure.extra:
        return []
    shown = ExtraField.objects.of(measure.edition).visible_to(user).filter(on_page=True)
    return [
        ExtraFact(field.name, text, text if field.kind == ExtraKind.LINK else "", field.public)
        for field in shown
        if (text := field.said_of(measure))
    ]


def own_columns(edition, user) -> Subquery:
    """Annotate the rows of the list with it as `own_columns`: the fields come with the rows, so
    that they cost no query of their own.
    """
    described = Cast(JSONObject(pk="pk", place="position", name="name", kind="kind"), TextField())
    fields = ExtraField.objects.of(edition).filter(in_list=True)
    if edition.authority_id not in user.access.inside:
        fields = fields.filter(public=True)
    joined = fields.order_by().values("concept").annotate(all=StringAgg(described, Value(",")))
    return Subquery(joined.values("all"))


def columns(edition, user, measures: Iterable[Measure]) -> list[ExtraField]:
    """For a page of the list, in order. Rows without the annotation cost a query, if they have
    values at all.
    """
    rows = list(measures)
    if rows and hasattr(rows[0], "own_columns"):
        return _read(rows[0].own_columns)
    if not any(measure.extra for measure in rows):
        return []
    return list(ExtraField.objects.of(edition).visible_to(user).filter(in_list=True))


def _read(described: str | None) -> list[ExtraField]:
    found = json.loads(f"[{described or ''}]")
    return [
        ExtraField(pk=one["pk"], name=one["name"], kind=one["kind"], position=one["place"])
        for one in sorted(found, key=lambda one: (one["place"], one["pk"]))
    ]


@dataclass(frozen=True)
class Cell:
    label: str
    text: str
    number: bool


def give_cells(measures: Iterable[Measure], fields: list[ExtraField]) -> None:
    """Each row knows its `extra_cells`, in the order of the columns."""
    rows: Iterable[Any] = measures
    for row in rows:
        row.extra_cells = [
            Cell(field.name, field.said_of(row), field.holds_figures) for field in fields
        ]
