"""Of which measures the new parts of a list become parts: known ones, or new ones of the list."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from concepts.models import Edition
from measures.models import Measure

from .failing import RowFailed


class Belonging:
    """First `hear` all plans, then `settle`."""

    def __init__(self, edition: Edition):
        self._edition = edition
        self._rows: dict[int, int] = {}  # line -> row that makes a measure
        self._said: dict[int, tuple[int, Any]] = {}  # row of a part -> line, measure as planned
        self._parents: dict[int, Measure] = {}

    def hear(self, row: int, line: int, plan: dict[str, Any]) -> None:
        """A row that makes a measure."""
        self._rows[line] = row
        if "parent" in plan:
            self._said[row] = line, plan["parent"]

    def settle(self, ids: Mapping[int, int], values: Mapping[int, dict[str, Any]]) -> None:
        """`ids` of the measures to be, and what is said of them, by row. Raises RowFailed."""
        known = [said for _line, said in self._said.values() if isinstance(said, int)]
        there = {measure.pk: measure for measure in self._edition.measures.filter(pk__in=known)}
        new: dict[int, Measure] = {}
        for row, (line, said) in self._said.items():
            if isinstance(said, int):
                if said not in there:
                    raise _gone(line)
                self._parents[row] = there[said]
                continue
            above = self._rows[said["line"]]
            if above not in new:
                # Enough to be named by: it is stored with the others.
                own = {name: values[above].get(name, "") for name in ("number", "title")}
                new[above] = Measure(pk=ids[above], edition=self._edition, **own)
            self._parents[row] = new[above]

    def name(self, numbers: Mapping[int, str]) -> None:
        """Measures that were given a number of their own are called by it."""
        for parent in self._parents.values():
            parent.number = numbers.get(parent.pk, parent.number)

    def parent(self, row: int) -> Measure | None:
        return self._parents.get(row)

    def parent_id(self, row: int) -> int | None:
        parent = self.parent(row)
        return parent.pk if parent else None


def _gone(line: int) -> RowFailed:
    return RowFailed(
        line,
        "",
        _(
            "Die Maßnahme, zu der dieser Baustein gehört, wurde seit der Vorschau gelöscht. Prüfen "
            "Sie die Liste noch einmal."
        ),
    )
