"""Which things have a history, and what their state is made of.

`track(Measure, authority="edition.concept.authority", context="edition", rows=("milestones",))`
makes a table an aggregate: its own fields, the named many-to-many relations and the named rows
below it are one state, stored whole at every saving action.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import models

from integration_portal.core.fuzzy import FuzzyDateField
from integration_portal.core.models import BaseModel
from integration_portal.core.relations import relation_to

from .parted import PartedField

_NEVER = {"id", "created_at", "updated_at", "sort_key", "search_text"}


@dataclass(frozen=True)
class Tracked:
    model: type[models.Model]
    authority: str
    context: str = ""
    many: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    leave_out: frozenset[str] = field(default_factory=frozenset)
    asks: tuple[str, ...] = ()

    def fields(self) -> list[models.Field]:
        return own_fields(self.model, self.leave_out)


_tracked: dict[type[models.Model], Tracked] = {}


def track(
    model: type[BaseModel],
    *,
    authority: str,
    context: str = "",
    many: Iterable[str] = (),
    rows: Iterable[str] = (),
    leave_out: Iterable[str] = (),
    asks: Iterable[str] = (),
) -> None:
    """Give a model a history. `authority` and `context` are dotted paths from an instance.

    `asks` names what else a state reads, as `prefetch_related` wants it.
    """
    _tracked[model] = Tracked(
        model, authority, context, tuple(many), tuple(rows), frozenset(leave_out), tuple(asks)
    )


def tracked(thing: models.Model | type[models.Model]) -> Tracked:
    """Raises KeyError for a model without a history."""
    return _tracked[thing if isinstance(thing, type) else type(thing)]


def is_tracked(model: type[models.Model]) -> bool:
    return model in _tracked


def whole_of(thing: models.Model) -> models.Model:
    """What has the history that tells of a thing: itself, or what it is a row of."""
    relation = None if is_tracked(type(thing)) else row_relation(type(thing))
    return thing if relation is None else getattr(thing, relation.field.name)


def row_relation(model: type[models.Model]) -> models.ForeignObjectRel | None:
    """By which a tracked model has such rows; None for a model that is no row."""
    relations = (relation_to(of.model, name) for of in _tracked.values() for name in of.rows)
    return next((found for found in relations if found.related_model is model), None)


def row_in(state: dict, relation: models.ForeignObjectRel, pk: int) -> dict | None:
    """What the state of a whole says of one of its rows; nothing if it was not there."""
    return next((row for row in state.get(relation.name, ()) if row["id"] == pk), None)


def all_tracked() -> tuple[Tracked, ...]:
    """Every table with a history, whichever room it belongs to."""
    return tuple(_tracked.values())


def tracked_model(label: str) -> type[models.Model] | None:
    """The model a revision's `subject_type` names; nothing if the table is gone."""
    return next((model for model in _tracked if model._meta.label_lower == label), None)


def follow(thing: models.Model, path: str):
    """Walk "edition.concept.authority" from an instance."""
    for name in filter(None, path.split(".")):
        thing = getattr(thing, name)
    return thing


def own_fields(model: type[models.Model], leave_out: frozenset[str] = frozenset()):
    return [
        f for f in model._meta.concrete_fields if f.name not in _NEVER and f.name not in leave_out
    ]


def reference(thing: models.Model | None) -> dict | None:
    """A related thing in a state: which one, and what it was called then."""
    return None if thing is None else {"ref": pointer(thing), "label": str(thing)}


def pointer(thing: models.Model) -> str:
    """ "measures.measure:12": how a state says which one."""
    return f"{thing._meta.label_lower}:{thing.pk}"


def state(thing: models.Model) -> dict:
    """All that makes the thing what it is, in plain JSON values."""
    of = tracked(thing)
    fields = of.fields()
    result = _values(thing, [f for f in fields if not isinstance(f, PartedField)])
    for parted in (f for f in fields if isinstance(f, PartedField)):
        # Only what is filled: states from before the field existed are no different.
        if values := parted.stated(thing):
            result[parted.name] = values
    for name in of.many:
        result[name] = [reference(other) for other in getattr(thing, name).all()]
    for name in of.rows:
        relation = relation_to(of.model, name)
        row_fields = own_fields(relation.related_model, frozenset({relation.field.name}))
        many = [m.name for m in relation.related_model._meta.many_to_many]
        result[name] = [
            {"id": row.pk}
            | _values(row, row_fields)
            | {m: [reference(other) for other in getattr(row, m).all()] for m in many}
            for row in getattr(thing, name).all()
        ]
    return result


def _values(thing: models.Model, fields: Iterable[models.Field]) -> dict:
    return {f.name: _value(thing, f) for f in fields}


def _value(thing: models.Model, field: models.Field):
    if isinstance(field, models.ForeignKey):
        return reference(getattr(thing, field.name))
    value = field.value_from_object(thing)
    if isinstance(field, FuzzyDateField):
        return field.get_prep_value(value)
    if isinstance(field, models.FileField):
        return str(value) if value else ""
    if isinstance(field, models.DecimalField) and value is not None:
        # "5000" and Decimal("5000.00") are one amount.
        return str(Decimal(value).quantize(Decimal(1).scaleb(-field.decimal_places)))
    if isinstance(value, bool | int | float | str | list | dict) or value is None:
        return value
    return field.value_to_string(thing)
