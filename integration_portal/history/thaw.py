"""A stored state as templates like to read it: `thaw(Measure, revision.state)`.

The result answers to the same names as the model does: fields with their Python values, related
things by their label, rows below it, and `get_…_display` for choices. So one template shows a
measure as it is and as it was.
"""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db import models

from integration_portal.core.relations import related_model

from .registry import own_fields, tracked


class Reference:
    """Something a state points to: what it was called then, and its id."""

    def __init__(self, stored: dict):
        self.label = stored["label"]
        self.type, _colon, pk = stored["ref"].rpartition(":")
        self.pk = int(pk)

    def __str__(self) -> str:
        return self.label


class Frozen:
    """A thing as it stood. Names the model does not know raise AttributeError."""

    def __init__(self, model: type[models.Model], state: dict, pk: int | None = None):
        self._model, self._state = model, state
        self.pk: Any = pk if pk is not None else state.get("id")

    def __getattr__(self, name: str):
        if name.startswith("get_") and name.endswith("_display"):
            return self._display(name[4:-8])
        try:
            stored = self._state[name]
        except KeyError:
            raise AttributeError(name) from None
        return self._thawed(name, stored)

    def __str__(self) -> str:
        return str(
            self._state.get("title") or self._state.get("name") or self._model._meta.verbose_name
        )

    if TYPE_CHECKING:

        def __setattr__(self, name: str, value: object) -> None:
            """Who shows it may hang on it what a page needs besides."""

    @cached_property
    def _fields(self) -> dict[str, models.Field]:
        return {f.name: f for f in own_fields(self._model)}

    def _thawed(self, name: str, stored):
        if name in self._fields:
            field = self._fields[name]
            if isinstance(field, models.ForeignKey):
                return Reference(stored) if stored else None
            return field.to_python(stored)
        if self._model._meta.get_field(name).many_to_many:
            return [Reference(other) for other in stored]
        return [Frozen(related_model(self._model, name), row) for row in stored]

    def _display(self, name: str):
        value = self._state[name]
        choices = dict(self._fields[name].flatchoices)
        return lambda: choices.get(value, value)


def thaw(model: type[models.Model], state: dict, pk: int | None = None) -> Frozen:
    """Raises KeyError for a model without a history."""
    tracked(model)
    return Frozen(model, state, pk)


def revive(model: type[models.Model], state: dict, *, pk: int | None = None, row_of=None):
    """The thing a state describes, as a form wants it; many-to-many by `members`. Never save it.

    `row_of` is the thing above, for the state of a row. What the state does not know keeps its
    default.
    """
    values = {}
    for field in own_fields(model):
        if field.name not in state:
            continue
        stored = state[field.name]
        if isinstance(field, models.ForeignKey):
            values[field.attname] = Reference(stored).pk if stored else None
        else:
            values[field.name] = field.to_python(stored)
    thing = model(pk=pk, **values)
    thing._state.adding = pk is None
    for field in model._meta.concrete_fields if row_of is not None else ():
        if field.name not in state and field.is_relation and field.related_model is type(row_of):
            setattr(thing, field.name, row_of)
    return thing


def members(model: type[models.Model], state: dict) -> dict[str, list[int]]:
    """Ids of the many-to-many relations a state names: the initial values of its form."""
    return {
        relation.name: [Reference(other).pk for other in state[relation.name]]
        for relation in model._meta.many_to_many
        if relation.name in state
    }
