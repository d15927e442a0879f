"""What pages show of an authority's own fields."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, StringAgg, Subquery, TextField, Value
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


def own_columns(*, inside: bool) -> Subquery:
    """What describes the fields that are columns of the list, as a column of its rows, so that they
    cost no query of their own. `inside`: also those that the council does not read.
    """
    described = Cast(JSONObject(pk="pk", place="position", name="name", kind="kind"), TextField())
    fields = ExtraField.objects.filter(concept=OuterRef("edition__concept"), in_list=True)
    if not inside:
        fields = fields.filter(public=True)
    joined = fields.order_by().values("concept").annotate(all=StringAgg(described, Value(",")))
    return Subquery(joined.values("all"))


def columns(described: str | None) -> list[ExtraField]:
    """In order, from what `own_columns` said."""
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
