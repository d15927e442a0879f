"""Automatic numbers of measures: "2.3" is the third of field 2, "2.3.1" its first part."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from concepts.models import FieldOfAction

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from .measure import Measure


class Numbered(Protocol):
    """A measure, or what its number depends on."""

    pk: int
    edition_id: int
    field_id: int | None
    parent_id: int | None
    number: str
    number_given: bool


@dataclass(slots=True)
class Place:
    """What the number of a measure depends on, without the measure: for thousands of them."""

    pk: int
    edition_id: int
    field_id: int | None
    parent_id: int | None
    number: str
    number_given: bool
    position: int


def places(measures: "QuerySet[Measure]") -> list[Place]:
    """Unordered; numbers go by position and id."""
    names = ("pk", "edition", "field", "parent", "number", "number_given", "position")
    return [Place(*row) for row in measures.order_by().values_list(*names)]


def renumbered[Row: Numbered](
    rows: list[Row], new_fields: Mapping[int, str] | None = None
) -> list[Row]:
    """Give every row its number by its place in the list; those whose number differs, unsaved.

    `new_fields`: numbers of fields of action that are not stored yet.
    """
    above_fields = _numbers_of_fields({row.edition_id for row in rows})
    for field, number in (new_fields or {}).items():
        above_fields[field] = number
    by_place = not any(above_fields.values())
    numbers = {row.pk: row.number for row in rows}
    taken = {row.number for row in rows if row.number_given}
    counters: Counter[tuple[bool, str]] = Counter()
    changed: list[Row] = []
    for row in sorted(rows, key=lambda row: row.parent_id is not None):
        if row.number_given:
            continue
        above = numbers[row.parent_id] if row.parent_id else above_fields.get(row.field_id, "")
        number = ""
        while (above or by_place) and (not number or number in taken):
            place = (row.parent_id is None, above)
            counters[place] += 1
            number = f"{above}.{counters[place]}" if above else str(counters[place])
        numbers[row.pk] = number
        if row.number != number:
            row.number = number
            changed.append(row)
    return changed


def _numbers_of_fields(editions: set[int]) -> dict[int | None, str]:
    """Each field's number; one without stands under the number above it."""
    rows = FieldOfAction.objects.filter(edition__in=editions)
    fields = {row[0]: row[1:] for row in rows.values_list("pk", "parent", "number")}
    found: dict[int | None, str] = {}
    for pk, (above, number) in fields.items():
        while not number and above is not None:
            above, number = fields[above]
        found[pk] = number
    return found
