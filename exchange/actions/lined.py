"""Rows below a measure that a list names line by line: as a plan wants them, and as they were."""

from collections.abc import Callable, Iterator
from typing import Any

from integration_portal.core.relations import field_of
from measures.models import Measure
from stakeholders.models import Organisation

from ..enums import RowOutcome
from ..lines import LINES, Lines, plain
from ..models import ImportRow
from .rewriting import Rewriting

_Find = Callable[[Any], Organisation]


class Lined:
    """The rows of the measures of one part of a list."""

    def __init__(self, rewriting: Rewriting, organisation: _Find):
        """`organisation` finds the one that a plan names; it raises KeyError if there is none."""
        self._rewriting, self._organisation = rewriting, organisation
        self._given: list[tuple[dict[str, Any], Any]] = []

    def change(self, row: ImportRow, measure: Measure) -> None:
        for name, said in row.plan.get("rows", {}).items():
            before = self._taken(name, said, measure)
            for values in said.get("added", ()):
                thing = LINES[name].model(**self._values(name, values))
                self._rewriting.give(measure, name, thing)
                self._given.append((before, thing))
            if row.outcome == RowOutcome.CHANGED:  # a new measure goes as a whole
                row.before.setdefault("rows", {})[name] = before

    def _taken(self, name: str, said: dict[str, list], measure: Measure) -> dict[str, Any]:
        there = {thing.pk: thing for thing in getattr(measure, name).all()}
        changed = []
        for pk, values in said.get("changed", ()):
            thing = there[pk]
            changed.append([pk, {field: plain(thing, field) for field in values}])
            self._rewriting.change(measure, name, thing, **self._values(name, values))
        gone = self._rewriting.take(measure, name, said["removed"]) if "removed" in said else []
        removed = [_whole(LINES[name], thing) for thing in gone]
        return {"changed": changed, "removed": removed, "added": []}

    def _values(self, name: str, values: dict[str, Any]) -> dict[str, Any]:
        return _read(LINES[name], values, self._organisation)

    def tell(self) -> None:
        """What was added has its id now: the undo will ask for it."""
        for before, thing in self._given:
            before["added"].append(thing.pk)


def named(plan: dict[str, Any]) -> Iterator[Any]:
    """The organisations that the rows of a plan name, as ids or as {"new": name}."""
    for name, said in plan.get("rows", {}).items():
        rows = [*said.get("added", ()), *(values for _pk, values in said.get("changed", ()))]
        for values in rows:
            yield from (values[field] for field in LINES[name].organisations & values.keys())


def restore(
    before: dict[str, Any],
    measure: Measure,
    rewriting: Rewriting,
    organisation: _Find,
) -> None:
    """The rows as they were before an import; `before` is what `Lined` kept."""
    for name, was in before.items():
        rewriting.take(measure, name, was["added"])
        there = {thing.pk: thing for thing in getattr(measure, name).all()}
        for pk, values in was["changed"]:
            read = _read(LINES[name], values, organisation)
            rewriting.change(measure, name, there[pk], **read)
        for values in was["removed"]:
            read = _read(LINES[name], values, organisation)
            rewriting.give(measure, name, LINES[name].model(**read))


def _whole(lines: Lines, thing: Any) -> dict[str, Any]:
    names = [*lines.fields, *lines.placed]
    return {name: plain(thing, name) for name in names}


def _read(lines: Lines, values: dict[str, Any], organisation: _Find) -> dict[str, Any]:
    found = {}
    for name, value in values.items():
        if name in lines.organisations:
            found[name] = organisation(value) if value is not None else None
        else:
            found[name] = field_of(lines.model, name).to_python(value)
    return found
