"""Of which measure a row is a part: said by its number or title, in the list or in the edition."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from integration_portal.core.text import fold

from .wanted import Wanted


class Parents:
    """What the column "Baustein von" says, row by row. A part has no parts itself."""

    def __init__(
        self,
        rows: Sequence[Wanted],
        claimed: Mapping[str, int],
        numbers: Mapping[str, int],
        titles: Mapping[str, int],
    ):
        """`claimed` are the lines by the number they say, the others measures of the edition."""
        self._rows = {row.line: row for row in rows}
        self._lines: dict[int, int] = {}  # line of a part -> line of what it belongs to
        self._measures: dict[int, int] = {}  # line of a part -> measure that no line speaks of
        self._parts = [row for row in rows if row.parent]
        lines = defaultdict(list)
        for row in rows if self._parts else ():
            if row.title and not row.parent:
                lines[fold(row.title)].append(row.line)
                lines[fold(f"{row.number} {row.title}")].append(row.line)
        for row in self._parts:
            name = fold(row.parent)
            above = [line for line in lines[name] if line < row.line]
            line = claimed.get(name) or (above or lines[name] or [0])[-1 if above else 0]
            if line:
                self._lines[row.line] = line
            elif pk := numbers.get(name) or titles.get(name):
                self._measures[row.line] = pk

    def candidates(self, row: Wanted, found: Mapping[int, int]) -> set[int] | None:
        """The measures one of which the row must be a part of; None if it does not say."""
        if not row.parent:
            return None
        pk = self._measure_of(row, found)
        return {pk} if pk else set()

    def _measure_of(self, row: Wanted, found: Mapping[int, int]) -> int | None:
        line = self._lines.get(row.line)
        return found.get(line) if line else self._measures.get(row.line)

    def settle(self, found: Mapping[int, int], parent_of: Mapping[int, int | None]) -> None:
        """Of new parts say where they belong; of known ones only that they stay where they are."""
        for row in self._parts:
            pk = self._measure_of(row, found)
            if row.line in found:
                if pk is None or parent_of[found[row.line]] != pk:
                    row.trouble(
                        -1, _("Ein Baustein wechselt seine Maßnahme nicht durch eine Liste.")
                    )
            elif pk:
                self._place(row, pk, is_part=bool(parent_of[pk]))
            elif line := self._lines.get(row.line):
                above = self._rows[line]
                if above.is_faulty:
                    row.trouble(-1, _("Seine Maßnahme wird nicht übernommen."), fatal=True)
                else:
                    self._place(row, {"line": line}, is_part=bool(above.parent))
            else:
                row.trouble(
                    -1,
                    _("Die Maßnahme „%(name)s“ steht weder in der Liste noch in der Fassung.")
                    % {"name": row.parent[:80]},
                    fatal=True,
                )

    @staticmethod
    def _place(row: Wanted, parent: int | dict[str, int], *, is_part: bool) -> None:
        if is_part:
            row.trouble(-1, _("Ein Baustein hat selbst keine Bausteine."), fatal=True)
        else:
            row.belongs_to = parent
