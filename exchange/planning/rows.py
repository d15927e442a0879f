"""What the lines of a cell change in the rows below a measure: which are new, other, or gone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from integration_portal.core.text import fold
from measures.forms.measure import MeasureForm

from ..lines import Lines, plain
from .wanted import Line


@dataclass
class RowChange:
    """As a plan keeps it: plain values; a changed row by its id with what differs alone."""

    added: list[dict[str, Any]] = field(default_factory=list)
    changed: list[list[Any]] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)
    before: list[str] = field(default_factory=list)  # lines as they were, of what changes
    after: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    def extend(self, other: "RowChange") -> None:
        for name, part in vars(other).items():
            getattr(self, name).extend(part)

    @property
    def plan(self) -> dict[str, list]:
        parts = {"added": self.added, "changed": self.changed, "removed": self.removed}
        return {name: part for name, part in parts.items() if part}

    def is_progress(self, relation: str) -> bool:
        """Whether it goes on after the resolution without an amendment, as in the form."""
        free = set(MeasureForm.progress_rows.get(relation, ()))
        rows = (set(values) <= free for _pk, values in self.changed)
        return not (self.added or self.removed) and all(rows)


def compare(
    lines: Lines,
    now: Sequence[Any],
    wanted: Sequence[Line],
    organisations: dict[int, str],
    *,
    complete: bool,
) -> RowChange:
    """`complete`: what no line speaks of goes."""
    change, say = RowChange(), lines.writer(organisations)
    pairs = _paired(lines, now, wanted)
    places = _places(pairs, wanted) if lines.placed else {}
    for index, line in enumerate(wanted):
        row, values = pairs.get(index), line.values | places.get(index, {})
        if row is None:
            change.added.append(values)
            change.after.append(line.text)
            continue
        other = {name: value for name, value in values.items() if plain(row, name) != value}
        if other:
            change.changed.append([row.pk, other])
            change.before.append(say(row))
            change.after.append(line.text)
    if complete:
        kept = {row.pk for row in pairs.values()}
        gone = [row for row in now if row.pk not in kept]
        change.removed = [row.pk for row in gone]
        change.before += [say(row) for row in gone]
    return change


def _paired(lines: Lines, now: Sequence[Any], wanted: Sequence[Line]) -> dict[int, Any]:
    """Index of a line -> the row it speaks of: one that says the same, one known again by what it
    is about, at last one that has something else in common with it.
    """
    pairs: dict[int, Any] = {}
    free = list(now)

    def pair(agrees: Callable[[Any, Line], bool]) -> None:
        for index, line in enumerate(wanted):
            if index not in pairs and (row := next((r for r in free if agrees(r, line)), None)):
                pairs[index] = row
                free.remove(row)

    pair(lambda row, line: all(_says(row, line, name) for name in line.values))
    pair(lambda row, line: all(_says(row, line, name) for name in lines.same))
    pair(lambda row, line: any(_says(row, line, name) for name in line.values.keys() - lines.same))
    return pairs


def _says(row: Any, line: Line, name: str) -> bool:
    return fold(plain(row, name)) == fold(line.values.get(name))


def _places(pairs: dict[int, Any], wanted: Sequence[Line]) -> dict[int, dict[str, int]]:
    """Rows stand as their lines do; who stands right keeps its place."""
    places: dict[int, dict[str, int]] = {}
    last: tuple[int, float] = (0, 0)
    for index in range(len(wanted)):
        row = pairs.get(index)
        if row is not None and (row.position, row.pk) > last:
            last = (row.position, row.pk)
            continue
        places[index] = {"position": last[0] + 1}
        last = (last[0] + 1, row.pk if row is not None else float("inf"))
    return places
