"""What is written: which measures, which columns, and what a reader of the file should know."""

from collections.abc import Iterator
from dataclasses import dataclass

from concepts.models import Edition
from measures.models import ExtraField, Measure
from measures.models.measure import MeasureQuerySet

from ..columns import Column, columns_for, written

CHUNK = 250  # measures that are held at once


@dataclass(frozen=True)
class Export:
    """A list, ready to be written. `filters` says in words what it was narrowed to."""

    edition: Edition
    rows: MeasureQuerySet
    columns: list[Column]
    filters: list[str]

    def measures(self) -> Iterator[Measure]:
        """In the order of the list; few at a time, so that memory does not grow with them."""
        return written(self.rows).iterator(chunk_size=CHUNK)


def export_of(rows: MeasureQuerySet, *, edition: Edition, user, filters: list[str]) -> Export:
    """The columns hold what this person may read: internal fields for those who work inside."""
    fields = ExtraField.objects.of(edition).visible_to(user)
    return Export(edition, rows, columns_for(rows, fields), filters)
