"""CSV as a German Excel opens it: semicolons, UTF-8 with its mark, decimal commas."""

import csv
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from integration_portal.core.money import grouped

from ..columns import Column, Kind, Written
from .defusing import defused
from .plan import Export

MARK = "\ufeff"


class _Line:
    """A file that hands on what is written to it."""

    def write(self, text: str) -> str:
        return text


def lines_of(export: Export) -> Iterator[str]:
    """One line after the other; the first is the head."""
    writer = csv.writer(_Line(), delimiter=";")
    yield MARK + writer.writerow([defused(column.heading) for column in export.columns])
    for measure in export.measures():
        cells = (_cell(column, column.write(measure)) for column in export.columns)
        yield writer.writerow(cells)


def _cell(column: Column, value: Written) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("ja") if value else _("nein")
    if isinstance(value, int):
        return grouped(value)
    if isinstance(value, Decimal):
        # A minus is no formula here: the cell is a number. With its dots 1.980,00 is no year.
        places = 2 if column.kind == Kind.MONEY else max(-int(value.as_tuple().exponent), 0)
        return grouped(value, places)
    if isinstance(value, list):
        return defused("\n".join(value))
    return defused(str(value))
