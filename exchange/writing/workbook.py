"""A workbook to work with: typed cells, a head that stays, filters, a sheet of explanations.

Written a row at a time into a file: memory does not grow with the rows.
"""

from decimal import Decimal
from typing import IO, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from integration_portal.core.fuzzy import FuzzyDate
from integration_portal.core.text import without_nul
from measures.models import Measure

from ..columns import Column, Kind
from .defusing import defused
from .plan import Export

WIDTHS = {
    Kind.WORD: 18, Kind.TEXT: 44, Kind.LINES: 34, Kind.DATE: 14, Kind.MONEY: 15, Kind.NUMBER: 12,
    Kind.YES: 12,
}  # fmt: skip
LONGEST = 32_767  # characters that a cell of Excel takes
_EURO = '#,##0.00\\ "€"'
_DAY = "dd.mm.yyyy"
_TOP = Alignment(vertical="top", wrap_text=True)
_HEAD = Font(bold=True, color="FFFFFF")
_FILL = PatternFill("solid", fgColor="25416B")


def write_workbook(export: Export, file: IO[bytes]) -> None:
    book = Workbook(write_only=True)
    book.properties.title = str(export.edition)
    book.properties.creator = export.edition.authority.name
    book.properties.language = "de-DE"
    _write_measures(book.create_sheet(_("Maßnahmen")), export)
    _write_explanations(book.create_sheet(_("Erläuterungen")), export)
    book.save(file)


def _write_measures(sheet: Any, export: Export) -> None:
    # Before the first row: what is written is written.
    sheet.freeze_panes = "C2"
    for index, column in enumerate(export.columns, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = WIDTHS[column.kind]
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.append([_head(sheet, column.heading) for column in export.columns])
    pens = [_Pen(sheet, column) for column in export.columns]
    count = 1
    for count, measure in enumerate(export.measures(), start=2):  # noqa: B007 - the last row counts
        sheet.append([pen.cell(measure) for pen in pens])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(export.columns))}{count}"


class _Pen:
    """Writes the cells of one column. A row is on the disk before the next one begins, so that its
    cells are used again: styling each anew would take longer than all the rest.
    """

    def __init__(self, sheet: Any, column: Column):
        self._write = column.write
        self._yes, self._no = _("ja"), _("nein")
        self._words, self._day, self._figure = (WriteOnlyCell(sheet) for _cell in range(3))
        for cell in (self._words, self._day, self._figure):
            cell.alignment = _TOP
        self._day.number_format = _DAY
        if column.kind == Kind.MONEY:
            self._figure.number_format = _EURO

    def cell(self, measure: Measure) -> Cell | None:
        value = self._write(measure)
        if value is None or value == "" or value == []:
            return None
        if isinstance(value, bool):
            return _put(self._words, self._yes if value else self._no)
        if isinstance(value, Decimal | int):
            self._figure.value = value
            return self._figure
        if isinstance(value, FuzzyDate) and _is_a_day(value):
            self._day.value = value.earliest
            return self._day
        text = "\n".join(value) if isinstance(value, list) else str(value)
        # What does not fit is left to the portal: cut, it would come back as a change.
        return _put(self._words, text) if len(text) <= LONGEST else None


def _is_a_day(date: FuzzyDate) -> bool:
    """Excel counts days from 1900 on, and its first two months wrongly."""
    return date.earliest == date.latest and not date.qualifier and date.earliest.year > 1900


def _head(sheet: Any, text: str) -> Cell:
    cell = _text(sheet, text)
    cell.font, cell.fill = _HEAD, _FILL
    return cell


def _text(sheet: Any, text: str) -> Cell:
    cell = WriteOnlyCell(sheet)
    cell.alignment = _TOP
    return _put(cell, text)


def _put(cell: Cell, text: str) -> Cell:
    """A text whatever it begins with: never a formula."""
    if ILLEGAL_CHARACTERS_RE.search(text):
        text = without_nul(text)
    cell.value = defused(text) if text.startswith("'") else text
    cell.data_type = "s"
    return cell


def _write_explanations(sheet: Any, export: Export) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 34, 90
    now = timezone.localtime()
    facts = [
        (_("Kommune"), export.edition.authority.name),
        (_("Fassung"), str(export.edition)),
        (_("Ausgegeben am"), f"{now:%d.%m.%Y, %H:%M}"),
        (_("Filter"), "\n".join(export.filters) or _("keine: alle Maßnahmen der Fassung")),
        (
            _("Wieder einlesen"),
            _(
                "Die Liste lässt sich bearbeiten und wieder einlesen. Leere Zellen ändern nichts. "
                "Texte, die für eine Zelle zu lang sind, fehlen hier und bleiben im Portal; ebenso "
                "frühere Sachstände und Ansprechpersonen."
            ),
        ),
    ]
    for label, text in facts:
        sheet.append([_head(sheet, label), _text(sheet, text)])
    sheet.append([])
    sheet.append([_head(sheet, _("Spalte")), _head(sheet, _("Was darin steht"))])
    for column in export.columns:
        sheet.append([_text(sheet, column.heading), _text(sheet, _about(column))])


def _about(column: Column) -> str:
    kind = {Kind.MONEY: _("Betrag"), Kind.NUMBER: _("Zahl"), Kind.YES: _("ja oder nein")}
    return ". ".join(filter(None, (kind.get(column.kind, ""), column.about)))
