"""What the lines of a cell change in the rows below a measure: which are new, other, or gone."""

from collections.abc import Sequence
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
    pairs = _paired(lines, now, wanted, complete=complete)
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


def _paired(
    lines: Lines, now: Sequence[Any], wanted: Sequence[Line], *, complete: bool
) -> dict[int, Any]:
    """Index of a line -> the row it speaks of: one that says the same, one known again by what it
    is about, at last the next that nobody speaks of.
    """
    pairs: dict[int, Any] = {}
    free = list(now)

    def pair(names: tuple[str, ...] | None) -> None:
        for index, line in enumerate(wanted):
            if index in pairs:
                continue
            judged = line.values if names is None else names
            row = next((row for row in free if _agrees(row, line, judged)), None)
            if row is not None:
                pairs[index] = row
                free.remove(row)

    pair(None)
    pair(lines.same)
    if complete:
        pair(())
    return pairs


def _agrees(row: Any, line: Line, names: Any) -> bool:
    return all(fold(plain(row, name)) == fold(line.values.get(name)) for name in names)


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
