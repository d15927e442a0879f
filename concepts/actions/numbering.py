"""Numbers that follow the order: fields 1, 1.1, 1.1.1; goals Z 1.1; sub-goals Z 1.1 a.

Given numbers stay. In an edition in force every number stays, and only what has none gets one: a
number that was once printed is not given again.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import count
from string import ascii_lowercase

from django.db import transaction

from integration_portal.history.actions import record
from integration_portal.history.models import Revision, RevisionAction, subject_type

from ..models import Edition, FieldOfAction, Goal


@transaction.atomic
def renumber(*, edition: Edition, by) -> None:
    """Give every automatic number anew and record what changed. Measures of a draft follow."""
    numbers = _Numbers(edition)
    fields = list(FieldOfAction.objects.filter(edition=edition).order_by("position", "pk"))
    goals = list(Goal.objects.filter(field__edition=edition).order_by("position", "pk"))
    numbers.assign_fields(fields)
    numbers.assign_goals(fields, goals)
    FieldOfAction.objects.bulk_update([f for f in fields if f in numbers.changed], ["number"])
    Goal.objects.bulk_update([g for g in goals if g in numbers.changed], ["number"])
    for thing in numbers.changed:
        record(thing, by=by)
    if edition.is_open:
        edition.measures.renumber()


def number_new(edition: Edition, fields: list[FieldOfAction]) -> None:
    """Give fields that are to follow the others, below none, the numbers they will have there."""
    above = edition.fields.filter(parent=None).order_by("position", "pk")
    _Numbers(edition).assign([*above, *fields], str)


class _Numbers:
    def __init__(self, edition: Edition):
        self.keep = not edition.is_open
        self.changed: list = []
        self.gone = _removed_numbers(edition) if self.keep else set()

    def assign_fields(self, fields: list[FieldOfAction]) -> None:
        below = _by(fields, "parent_id")

        def walk(siblings: list[FieldOfAction], prefix: str) -> None:
            self.assign(siblings, lambda n: f"{prefix}{n}")
            for field in siblings:
                walk(below[field.pk], f"{field.number}.")

        walk(below[None], "")

    def assign_goals(self, fields: list[FieldOfAction], goals: list[Goal]) -> None:
        in_field = _by([goal for goal in goals if goal.parent_id is None], "field_id")
        below = _by([goal for goal in goals if goal.parent_id], "parent_id")
        for field in fields:
            self.assign(in_field[field.pk], lambda n, field=field: f"Z {field.number}.{n}")
            for goal in in_field[field.pk]:
                self.assign(below[goal.pk], lambda n, goal=goal: f"{goal.number} {letter(n)}")

    def assign(self, siblings: Iterable, write: Callable[[int], str]) -> None:
        siblings = list(siblings)
        taken = self.gone | {thing.number for thing in siblings if self._stays(thing)}
        free = (number for n in count(1) if (number := write(n)) not in taken)
        for thing in siblings:
            if self._stays(thing):
                continue
            number = next(free)
            if thing.number != number:
                thing.number = number
                self.changed.append(thing)

    def _stays(self, thing) -> bool:
        return bool(thing.number) and (thing.number_given or self.keep)


def letter(n: int) -> str:
    """1 is a, 26 is z, 27 is aa."""
    letters = ""
    while n:
        n, rest = divmod(n - 1, len(ascii_lowercase))
        letters = ascii_lowercase[rest] + letters
    return letters


def _by(things: Iterable, key: str) -> defaultdict:
    groups = defaultdict(list)
    for thing in things:
        groups[getattr(thing, key)].append(thing)
    return groups


def _removed_numbers(edition: Edition) -> set[str]:
    states = (
        Revision.objects.within(edition)
        .filter(
            action=RevisionAction.DELETED,
            subject_type__in=[subject_type(FieldOfAction), subject_type(Goal)],
        )
        .values_list("state", flat=True)
    )
    return {state.get("number") for state in states}
