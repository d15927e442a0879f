"""Reading a CSV file: its encoding and its separator are found out by themselves."""

import csv
import io

from django.utils.translation import gettext_lazy as _

from ..writing.defusing import undefused
from .guard import Refused
from .sheet import Sheet, clean

_SEPARATORS = ";\t,"
_TRIED = 200  # lines looked at to find the separator


def read_delimited(file) -> Sheet:
    """Raises Refused for a text that is no table."""
    file.seek(0)
    text = decoded(file.read())
    found = Sheet()
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text))
        for line, cells in enumerate(rows, start=1):
            found.add(line, [undefused(clean(cell)) for cell in cells])
    except csv.Error as error:
        raise Refused(
            _(
                "Diese CSV-Datei lässt sich nicht lesen: Ein Anführungszeichen wird nicht "
                "geschlossen."
            ),
            _("Speichern Sie die Liste in Ihrer Tabellenkalkulation als XLSX."),
            "csv",
        ) from error
    return found


def decoded(raw: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with one; else what Windows and ISO-8859-1 share."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        return raw.decode("iso-8859-1")


def separator_of(text: str) -> str:
    """The one by which most lines fall into equally many columns, more than one."""
    # Excel's own way to say it.
    if text[:4].lower() == "sep=" and text[4:5] in _SEPARATORS:
        return text[4]
    return max(_SEPARATORS, key=lambda sign: _evenness(text, sign))


def _evenness(text: str, separator: str) -> tuple[int, int]:
    widths: list[int] = []
    try:
        for cells in csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=separator):
            if len(cells) > 1:
                widths.append(len(cells))
            if len(widths) >= _TRIED:
                break
    except csv.Error:
        return 0, 0
    usual = max(set(widths), key=widths.count, default=0)
    return widths.count(usual) * usual, usual
