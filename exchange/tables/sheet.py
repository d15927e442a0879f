"""A sheet as text: lines as a spreadsheet counts them, what is merged, what could not be read."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from integration_portal.core.text import without_nul

from .guard import Refused

MAX_LINES = 20_000
MAX_COLUMNS = 200
MAX_CHARACTERS = 40_000_000  # of all cells together


@dataclass(frozen=True)
class Merge:
    """A range that is one cell to the eye; lines and columns count from 1 and 0."""

    first_line: int
    last_line: int
    first_column: int
    last_column: int


@dataclass
class Sheet:
    """Lines that hold anything: {12: ["1.3", "Sprachcafé", ""]}; the longest sets the width."""

    name: str = ""
    lines: dict[int, list[str]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    # Cells without a value that can be trusted: (line, column) -> why, in the reader's words.
    unread: dict[tuple[int, int], str] = field(default_factory=dict)
    characters: int = 0

    def add(self, line: int, cells: list[str]) -> None:
        """Raises Refused if the sheet is larger than any list of measures."""
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            return
        self.characters += sum(map(len, cells))
        too_much = (
            len(self.lines) >= MAX_LINES
            or len(cells) > MAX_COLUMNS
            or self.characters > MAX_CHARACTERS
        )
        if too_much:
            raise Refused(
                _(
                    "Diese Tabelle ist zu groß; möglich sind %(lines)s Zeilen und %(columns)s "
                    "Spalten."
                )
                % {"lines": MAX_LINES, "columns": MAX_COLUMNS},
                _("Teilen Sie die Liste in mehrere Dateien."),
                "too_many",
            )
        self.lines[line] = cells

    @property
    def width(self) -> int:
        return max(map(len, self.lines.values()), default=0)

    def cell(self, line: int, column: int) -> str:
        cells = self.lines.get(line, ())
        return cells[column] if column < len(cells) else ""


def clean(text: str) -> str:
    """A cell's text without what nobody sees; lines inside a cell stay."""
    if text.isprintable():
        return text.strip()
    text = without_nul(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    if "\n" in text:
        return "\n".join(line.strip() for line in text.split("\n")).strip()
    return text.strip()
