"""JSON for machines: one object a measure, amounts exact, dates as spans of days."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils import timezone

from integration_portal.core.fuzzy import FuzzyDate

from ..columns import Column, Written
from .plan import Export


def pieces_of(export: Export) -> Iterator[str]:
    """A whole JSON text, piece by piece. Keys are those of the columns; empty ones are left out."""
    head = {
        "authority": export.edition.authority.name,
        "edition": export.edition.title,
        "written_at": timezone.localtime().isoformat(timespec="seconds"),
        "filters": export.filters,
        "columns": {column.key: column.heading for column in export.columns},
        "kinds": {column.key: column.kind for column in export.columns},
    }
    yield f'{json.dumps(head, ensure_ascii=False)[:-1]}, "measures": ['
    before = "\n"
    for measure in export.measures():
        yield before + json.dumps(_object(export.columns, measure), ensure_ascii=False)
        before = ",\n"
    yield "\n]}\n"


def _object(columns: list[Column], measure) -> dict[str, Any]:
    values = ((column.key, column.write(measure)) for column in columns)
    return {key: _plain(value) for key, value in values if value not in (None, "", [])}


def _plain(value: Written) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, FuzzyDate):
        days = {"earliest": value.earliest.isoformat(), "latest": value.latest.isoformat()}
        return {"said": str(value)} | days
    return value
