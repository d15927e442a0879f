"""From a sheet to rows: where the head is, what is a title, a group, a footnote or a sum."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from integration_portal.core.text import fold

from ..enums import Target
from ..understanding.headings import meaning_of
from .sheet import Merge, Sheet

HEAD_WITHIN = 40  # lines from the top in which the head is looked for
_FOOTNOTE = re.compile(
    r"^(\*+|\d{1,2}\)|[¹²³⁴⁵]|fussnoten?\b|anmerkungen?\b|hinweise?\b|legende\b|quellen?\b"
    r"|erlaeuterungen?\b"
    r"|stand:? |abkuerzungen?\b|seite \d)"
)
_OF_ONE_ROW = (Target.NUMBER, Target.TITLE)
_CODE = re.compile(r"\S*\d\S*")
_SUM = re.compile(r"^(gesamt|summe|insgesamt|zwischensumme|gesamtsumme|total)\b")


@dataclass
class TableRow:
    """One row of the table with the headings of the groups it stands under."""

    line: int
    cells: list[str]
    group: str = ""


@dataclass
class Table:
    """What a sheet says, and what of it is no measure and why."""

    head_line: int
    headings: list[str]
    rows: list[TableRow] = field(default_factory=list)
    above: list[str] = field(default_factory=list)  # title lines
    aside: list[tuple[int, str, str]] = field(default_factory=list)  # line, text, why
    unread: dict[tuple[int, int], str] = field(default_factory=dict)


def read_table(sheet: Sheet, head_line: int = 0) -> Table:
    """`head_line` is where somebody said the head is; 0 lets it be found."""
    head_line = head_line if head_line in sheet.lines else find_head(sheet)
    last_head = _last_line_of_head(sheet, head_line)
    table = Table(head_line, _headings(sheet, head_line, last_head), unread=sheet.unread)
    table.above = [
        " ".join(filter(None, cells)) for line, cells in sheet.lines.items() if line < head_line
    ]
    filled = _filled_down(sheet, last_head, table.headings)
    across = {m.first_line for m in sheet.merges if m.last_column > m.first_column}
    head = [fold(text) for text in table.headings]
    printed = {text for text in head if text}
    printed |= {fold(text) for text in sheet.lines.get(head_line, ())}
    group = ""
    for line in sorted(line for line in sheet.lines if line > last_head):
        cells = _padded(sheet.lines[line], len(head))
        texts = [text for text in cells if text]
        first = fold(texts[0])
        if first in printed and _repeats_head(cells, head, sheet, head_line):
            table.aside.append((line, texts[0], _("wiederholte Überschrift")))
        elif _FOOTNOTE.match(first) and len(texts) == 1:
            table.aside.append((line, texts[0], _("Fußnote")))
        elif _SUM.match(first):
            table.aside.append((line, " ".join(texts), _("Summe")))
        elif len(head) > 1 and _is_group(cells, line in across, bool(filled[line])):
            group = texts[0]
            table.aside.append((line, group, _("Zwischenüberschrift")))
        else:
            for column, text in filled[line].items():
                if column < len(cells) and not cells[column]:
                    cells[column] = text
            table.rows.append(TableRow(line, cells, group))
    _groups_at_the_end_are_notes(table)
    return table


def _is_group(cells: list[str], across: bool, under_merged: bool) -> bool:
    """A text alone at the beginning of its line; a number alone is a row that lacks the rest."""
    if sum(map(bool, cells)) != 1:
        return False
    return across or bool(cells[0] and not under_merged and not _CODE.fullmatch(cells[0]))


def find_head(sheet: Sheet) -> int:
    """The line with the most headings that mean something; else the first with three cells."""
    lines = sorted(sheet.lines)[:HEAD_WITHIN]
    best, known = 0, 1
    for line in lines:
        cells = [text for text in sheet.lines[line] if text]
        meant = {meaning_of(text) for text in cells if len(text) <= 80} - {None}
        if len(meant) > known and len(meant) * 3 >= len(cells):
            best, known = line, len(meant)
    if best:
        return best
    wide = (line for line in lines if len([text for text in sheet.lines[line] if text]) >= 3)
    return next(wide, lines[0] if lines else 0)


def _last_line_of_head(sheet: Sheet, head_line: int) -> int:
    """A head of two lines has cells merged downwards, or one heading over several columns."""
    last = head_line
    for merge in sheet.merges:
        if merge.first_line != head_line:
            continue
        if merge.last_line > merge.first_line:
            last = max(last, merge.last_line)
        elif merge.last_column > merge.first_column and _names_columns(sheet, head_line + 1, merge):
            last = max(last, head_line + 1)
    return last


def _names_columns(sheet: Sheet, line: int, merge: Merge) -> bool:
    below = [sheet.cell(line, c) for c in range(merge.first_column, merge.last_column + 1)]
    aside = [
        sheet.cell(line, column)
        for column in range(sheet.width)
        if not merge.first_column <= column <= merge.last_column
    ]
    return all(below) and not any(aside)


def _headings(sheet: Sheet, first: int, last: int) -> list[str]:
    over: dict[tuple[int, int], str] = {}
    for merge in sheet.merges:
        if first <= merge.first_line <= last:
            text = sheet.cell(merge.first_line, merge.first_column)
            for column in range(merge.first_column, min(merge.last_column, sheet.width) + 1):
                over[merge.first_line, column] = text
    headings = []
    for column in range(sheet.width):
        parts = [
            sheet.cell(line, column) or over.get((line, column), "")
            for line in range(first, last + 1)
        ]
        headings.append(" ".join(dict.fromkeys(" ".join(part.split()) for part in parts if part)))
    while headings and not headings[-1] and not _column_holds(sheet, len(headings) - 1, last):
        headings.pop()
    return headings


def _column_holds(sheet: Sheet, column: int, after: int) -> bool:
    return any(line > after and sheet.cell(line, column) for line in sheet.lines)


def _filled_down(sheet: Sheet, after: int, headings: list[str]) -> dict[int, dict[int, str]]:
    """For each line what merged cells above it say in a column; a number means one row alone."""
    single = {column for column, text in enumerate(headings) if meaning_of(text) in _OF_ONE_ROW}
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for merge in sheet.merges:
        text = sheet.cell(merge.first_line, merge.first_column)
        if merge.first_line <= after or not text or merge.last_line == merge.first_line:
            continue
        if merge.first_column in single:
            continue
        for line in range(merge.first_line, min(merge.last_line, max(sheet.lines)) + 1):
            found[line][merge.first_column] = text
    return found


def _padded(cells: list[str], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))][: max(width, 1)]


def _repeats_head(cells: list[str], head: list[str], sheet: Sheet, head_line: int) -> bool:
    """The head, or its first line, again at the top of a printed page."""
    said = [fold(text) for text in cells if text]
    first_line = [fold(text) for text in sheet.lines.get(head_line, ()) if text]
    return len(said) > 1 and said in (first_line, [text for text in head if text])


def _groups_at_the_end_are_notes(table: Table) -> None:
    """A lone text under the last row groups nothing: it is a note."""
    last = table.rows[-1].line if table.rows else table.head_line
    table.aside = [
        (line, text, _("Anmerkung unter der Tabelle") if line > last else why)
        for line, text, why in table.aside
    ]
