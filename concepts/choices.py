"""What forms and filters let one choose from a concept, in the order in which it reads."""

from collections import defaultdict
from typing import Any

from .models import Edition, FieldOfAction, Goal
from .models.tree import as_choices, in_order

type Choices = list[tuple[str, str]]


class EditionChoices:
    """The fields and goals of an edition as pairs for a select. Two queries, whatever is asked."""

    def __init__(self, edition: Edition):
        rows = FieldOfAction.objects.filter(edition=edition)
        self._fields: list[Any] = list(
            rows.values_list("pk", "parent_id", "position", "number", "title", named=True)
        )
        goals = Goal.objects.filter(field__edition=edition)
        self._goals: dict[int, list[Any]] = defaultdict(list)
        for goal in goals.values_list(
            "pk", "parent_id", "position", "number", "text", "field_id", named=True
        ):
            self._goals[goal.field_id].append(goal)

    @property
    def fields(self) -> Choices:
        return as_choices(self._fields, lambda row: f"{row.number} {row.title}".strip())

    @property
    def goals(self) -> Choices:
        """Field by field; sub-goals set in below theirs."""
        return [
            choice
            for field, _level in in_order(self._fields)
            for choice in as_choices(
                self._goals[field.pk], lambda row: f"{row.number} {row.text}".strip()
            )
        ]
