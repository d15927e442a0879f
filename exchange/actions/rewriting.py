"""Measures as they are to be: changed in memory, and only then put into statements."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import models

from concepts.models import Edition
from integration_portal.core.bulk import Prepared, reserve
from integration_portal.core.relations import field_of, related_model
from integration_portal.core.text import sort_key
from integration_portal.history.registry import tracked
from measures.actions.measures import words_from
from measures.models import Measure

MANY = tracked(Measure).many  # fields, goals, themes …
ROWS = tracked(Measure).rows  # roles, costs …
_KEYS = ("sort_key", "title_key", "search_text", "updated_at")  # written with whatever changes


class _Rows:
    """What becomes of the rows of one relation."""

    def __init__(self, name: str):
        self.name, self.model = name, related_model(Measure, name)
        self.new: list[Any] = []
        self.changed: dict[int, Any] = {}
        self.gone: list[int] = []
        self._columns = {"updated_at"}

    def change(self, row: Any, values: dict[str, Any]) -> None:
        for name, value in values.items():
            setattr(row, name, value)
        self._columns |= values.keys()
        self.changed[row.pk] = row

    def prepare(self, prepared: Prepared) -> None:
        if self.gone:
            prepared.later(self.model._default_manager.filter(pk__in=self.gone).delete)
        prepared.update([*self.changed.values()], sorted(self._columns))
        prepared.insert(self.new)


class Rewriting:
    """What becomes of some measures of one edition. They are read with all that makes their state.

    After `settle` they are in memory as they will be read, rows and ids included; `prepare` says
    how that is written.
    """

    def __init__(self) -> None:
        self.new: list[Measure] = []
        self.changed: dict[int, Measure] = {}
        self._columns: set[str] = set(_KEYS)
        self._rows = {name: _Rows(name) for name in ROWS}
        self._members: dict[str, list[Measure]] = {name: [] for name in MANY}

    def add(self, measure: Measure, *, parts: Iterable[Measure] = ()) -> None:
        """One that is not stored yet; it has its id."""
        for name in (*MANY, *ROWS):
            _keep(measure, name, [])
        _keep(measure, "parts", [*parts])
        self.new.append(measure)

    def _touch(self, measure: Measure) -> None:
        if not measure._state.adding:
            self.changed[measure.pk] = measure

    def set(self, measure: Measure, name: str, value: Any) -> None:
        setattr(measure, name, value)
        if not measure._state.adding:
            self._columns.add(name)
        self._touch(measure)

    def set_extra(self, measure: Measure, values: dict[str, str | None]) -> None:
        """None takes a value away."""
        extra = {key: value for key, value in (measure.extra | values).items() if value is not None}
        self.set(measure, "extra", extra)

    def set_members(self, measure: Measure, name: str, things: Iterable[models.Model]) -> None:
        _keep(measure, name, _ordered(things))
        self._members[name].append(measure)
        self._touch(measure)

    def give(self, measure: Measure, name: str, row: Any) -> None:
        """A row more, whose id comes when all is settled."""
        row.measure = measure
        _keep(measure, name, [*getattr(measure, name).all(), row])
        self._rows[name].new.append(row)
        self._touch(measure)

    def take(self, measure: Measure, name: str, pks: Iterable[int]) -> list[Any]:
        """Rows less; returns those that were there."""
        rows, wanted = list(getattr(measure, name).all()), set(pks)
        gone = [row for row in rows if row.pk in wanted]
        _keep(measure, name, [row for row in rows if row.pk not in wanted])
        self._rows[name].gone += [row.pk for row in gone]
        self._touch(measure)
        return gone

    def change(self, measure: Measure, name: str, row: Any, **values: Any) -> None:
        """A row that says something else."""
        self._rows[name].change(row, values)
        self._touch(measure)

    def settle(self) -> None:
        """Rows get their ids and their order, measures their keys and words."""
        for rows in self._rows.values():
            pks = reserve(rows.model, len(rows.new))
            for row, pk in zip(rows.new, pks, strict=True):
                row.pk = pk
        for measure in (*self.new, *self.changed.values()):
            for name in ROWS:
                _keep(measure, name, _ordered(getattr(measure, name).all()))
            measure.sort_key, measure.title_key = measure.sorted_by(), sort_key(measure.title)
            organisations = [role.organisation for role in measure.roles.all()]
            measure.search_text = words_from(measure, organisations, measure.parts.all())

    def prepare(self, prepared: Prepared) -> None:
        prepared.insert(self.new)
        prepared.update([*self.changed.values()], sorted(self._columns))
        for rows in self._rows.values():
            rows.prepare(prepared)
        for name, measures in self._members.items():
            _prepare_members(prepared, name, measures)


def count_anew(prepared: Prepared, edition: Edition, numbers: Mapping[int, str]) -> None:
    """Automatic numbers of measures that are stored; those of others are left alone."""
    there = edition.measures.filter(pk__in=numbers)
    measures = list(there.only("number", "title"))
    for measure in measures:
        measure.number = numbers[measure.pk]
        measure.sort_key = measure.sorted_by()
    prepared.update(measures, ("number", "sort_key"))


def erase(prepared: Prepared, pks: Sequence[int]) -> None:
    """Measures with what makes their state. Whatever else points to them must be gone."""
    for name in MANY:
        prepared.delete(getattr(Measure, name).through, "measure", pks)
    for name in ROWS:
        prepared.delete(related_model(Measure, name), "measure", pks)
    prepared.delete(Measure, "id", pks)


def _prepare_members(prepared: Prepared, name: str, measures: list[Measure]) -> None:
    manager: Any = getattr(Measure, name)
    other = f"{manager.field.m2m_reverse_field_name()}_id"
    known = [measure.pk for measure in measures if not measure._state.adding]
    if known:
        prepared.later(manager.through._default_manager.filter(measure__in=known).delete)
    prepared.insert(
        [
            manager.through(measure_id=measure.pk, **{other: thing.pk})
            for measure in measures
            for thing in getattr(measure, name).all()
        ]
    )


def _ordered(rows: Iterable[models.Model]) -> list[Any]:
    """As their table orders them."""
    rows = list(rows)
    if len(rows) < 2:
        return rows

    def key(row: models.Model) -> list[tuple[bool, Any]]:
        found = []
        terms: Any = row._meta.ordering
        for term in terms:
            name = term if isinstance(term, str) else term.expression.name
            field = row._meta.pk if name == "pk" else field_of(type(row), name)
            value = field.get_prep_value(field.value_from_object(row))
            found.append((value is None, value))
        return found

    return sorted(rows, key=key)


def _keep(measure: Measure, name: str, rows: list) -> None:
    """As if it had been read with them."""
    measure.__dict__.setdefault("_prefetched_objects_cache", {})[name] = rows
