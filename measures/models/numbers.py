"""Automatic numbers of measures: "2.3" is the third of field 2, "2.3.1" its first part."""

from collections import Counter
from typing import TYPE_CHECKING

from concepts.models import FieldOfAction

if TYPE_CHECKING:
    from .measure import Measure


def renumbered(rows: "list[Measure]") -> "list[Measure]":
    """Give every row its number by its place in the list; those whose number differs, unsaved."""
    above_fields = _numbers_of_fields({row.edition_id for row in rows})
    by_place = not any(above_fields.values())
    numbers = {row.pk: row.number for row in rows}
    taken = {row.number for row in rows if row.number_given}
    counters: Counter[tuple[bool, str]] = Counter()
    changed = []
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
