"""Reading a workbook, a line at a time: stored values only, nothing is ever calculated."""

import datetime as dt
import logging
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.worksheet._reader import WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS

from ..writing.defusing import undefused
from .guard import Refused, damaged
from .sheet import Merge, Sheet, clean

logger = logging.getLogger(__name__)
_FORMULA = f"{{{SHEET_MAIN_NS}}}f"


class _Parser(WorkSheetParser):
    """openpyxl's own, which forgets whether a cell without a value held a formula."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.unvalued: list[tuple[int, int]] = []

    def parse_cell(self, element) -> dict[str, Any]:
        cell = super().parse_cell(element)
        if cell["value"] is None and element.find(_FORMULA) is not None:
            self.unvalued.append((cell["row"], cell["column"] - 1))
        return cell


def read_workbook(file, sheet: str = "") -> tuple[list[str], Sheet]:
    """The names of its visible sheets, and the one named (the first that holds anything).

    Raises Refused for what cannot be read. The file has been judged by `guard`.
    """
    try:
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        try:
            shown = [page for page in book.worksheets if page.sheet_state == "visible"]
            names = [page.title for page in shown]
            for page in [p for p in shown if p.title == sheet] or shown:
                found = _read(book, page)
                if found.lines:
                    return names, found
            return names, Sheet()
        finally:
            book.close()
    except Refused:
        raise
    except Exception as error:  # a damaged workbook fails anywhere in a foreign parser
        logger.info("unreadable workbook: %r", error)
        raise damaged() from error


def _read(book, page) -> Sheet:
    found = Sheet(name=page.title)
    with page._get_source() as source:
        parser = _Parser(
            source,
            page._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for line, cells in parser.parse():
            if cells:
                found.add(line, _texts(found, cells))
    for line, column in parser.unvalued:
        found.unread[line, column] = _(
            "Die Formel hat keinen gespeicherten Wert. Öffnen und speichern Sie die Datei einmal."
        )
    if parser.merged_cells is not None:
        found.merges = [
            Merge(r.min_row, r.max_row, r.min_col - 1, r.max_col - 1)
            for r in parser.merged_cells.mergeCell
        ]
    return found


def _texts(sheet: Sheet, cells: list[dict[str, Any]]) -> list[str]:
    filled = [cell for cell in cells if cell["value"] is not None]
    texts = [""] * min(max((cell["column"] for cell in filled), default=0), 20_000)
    for cell in filled:
        column = cell["column"] - 1
        if cell["data_type"] == "e":
            sheet.unread[cell["row"], column] = _("Die Formel ergibt einen Fehler (%(error)s).") % {
                "error": cell["value"]
            }
            continue
        texts[column] = said(cell["value"])
    return texts


def said(value: object) -> str:
    """A stored value as a German office would type it."""
    if isinstance(value, str):
        return undefused(clean(value))
    if isinstance(value, bool):
        return _("ja") if value else _("nein")
    if isinstance(value, dt.datetime):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, dt.date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, float):
        # What Excel shows has 15 digits; 0.1 + 0.2 is 0,3.
        value = float(f"{value:.15g}")
        return str(int(value)) if value.is_integer() else f"{value:f}".rstrip("0").replace(".", ",")
    return clean(str(value))
