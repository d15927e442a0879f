"""Lists as files, and what stands in them."""

import io

from django.urls import reverse
from openpyxl import load_workbook

LIVE = ("=1+1", "+49 781", "-Punkt", "@name", "'=schon", "''-zweimal", "'harmlos", "ganz normal")


def address(authority, kind):
    return reverse("exchange:export", args=[authority.slug, kind])


def body(answer) -> bytes:
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def sheet_of(client, authority, **query):
    book = load_workbook(io.BytesIO(body(client.get(address(authority, "xlsx"), query))))
    return book["Maßnahmen"]


def rows_of(client, authority, **query) -> list[dict]:
    """What a workbook says, row by row, by its headings; empty cells left out."""
    head, *rows = sheet_of(client, authority, **query).iter_rows(values_only=True)
    return [
        {name: value for name, value in zip(head, row, strict=True) if value is not None}
        for row in rows
    ]
