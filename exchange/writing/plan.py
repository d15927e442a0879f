"""What is written: which measures, which columns, and what a reader of the file should know."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import batched

from concepts.models import Edition
from measures.models import ExtraField, Measure
from measures.models.measure import MeasureQuerySet

from ..columns import Column, Names, columns_for, written

CHUNK = 250  # measures that are held at once


@dataclass(frozen=True)
class Export:
    """A list, ready to be written. `filters` says in words what it was narrowed to."""

    edition: Edition
    rows: MeasureQuerySet
    columns: list[Column]
    filters: list[str]

    def measures(self) -> Iterator[Measure]:
        """In the order of the list, each with its parts below it; few at a time, so that memory
        does not grow with them.
        """
        for some in batched(written(self.rows).iterator(chunk_size=CHUNK), CHUNK):
            parts = defaultdict(list)
            for part in written(Measure.objects.filter(parent__in=some)):
                parts[part.parent_id].append(part)
            for measure in some:
                yield measure
                for part in parts[measure.pk]:
                    part.parent = measure
                    yield part


def export_of(rows: MeasureQuerySet, *, edition: Edition, user, filters: list[str]) -> Export:
    """The columns hold what this person may read: internal fields for those who work inside."""
    fields = ExtraField.objects.of(edition).visible_to(user)
    columns = columns_for(rows, fields, Names(edition.authority))
    return Export(edition, rows, columns, filters)
