"""Lists as CSV files that a German Excel opens by double click, and answers as JSON."""

import csv
import datetime as dt
import json
from collections.abc import Iterable
from io import StringIO

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

# A cell that begins so would be calculated by the program that opens the file.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_response(filename: str, head: Iterable[str], rows: Iterable[Iterable]) -> HttpResponse:
    """A download with semicolons and a byte order mark. The filename comes without an ending."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([defused(cell) for cell in head])
    writer.writerows([[defused(cell) for cell in row] for row in rows])
    response = HttpResponse(
        text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8"
    )
    day = f"{timezone.localdate():%Y-%m-%d}"
    response["Content-Disposition"] = f'attachment; filename="{filename}-{day}.csv"'
    return response


def defused(value) -> str:
    """A value as text. What looks like a formula gets an apostrophe and stays text."""
    said = _said(value)
    return f"'{said}" if said.startswith(_FORMULA) else said


def _said(value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("ja") if value else _("nein")
    if isinstance(value, dt.datetime):
        return f"{timezone.localtime(value):%d.%m.%Y %H:%M}"
    if isinstance(value, dt.date):
        return f"{value:%d.%m.%Y}"
    return str(value).replace("\x00", "")


def json_download(told) -> HttpResponse:
    """The answer to a request for access: a person can open it, another program can read it."""
    text = json.dumps(told, ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="auskunft.json"'
    return response
