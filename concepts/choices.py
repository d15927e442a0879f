"""What forms and filters let one choose from a concept, in the order in which it reads."""

from collections import defaultdict
from functools import cache
from typing import Any, NamedTuple

from integration_portal.core.questions import Blank, Question

from .models import Edition, FieldOfAction
from .models.tree import as_choices, in_order

type Choices = list[tuple[str, str]]


class _Row(NamedTuple):
    """A field or a goal as a tree wants it."""

    pk: int
    parent_id: int | None
    position: int
    number: str
    words: str


class EditionChoices:
    """The fields and goals of an edition as pairs for a select. One query, whatever is asked."""

    def __init__(self, edition: Edition):
        self._fields: list[Any] = []
        self._goals: dict[int, list[Any]] = defaultdict(list)
        for row in _fields_with_goals().ask(edition.pk):
            field, goal = _Row(*row[:5]), _Row(*row[5:])
            if not self._fields or self._fields[-1].pk != field.pk:
                self._fields.append(field)
            if goal.pk is not None:
                self._goals[field.pk].append(goal)

    @property
    def fields(self) -> Choices:
        return as_choices(self._fields, _said)

    @property
    def goals(self) -> Choices:
        """Field by field; sub-goals set in below theirs."""
        return [
            choice
            for field, _level in in_order(self._fields)
            for choice in as_choices(self._goals[field.pk], _said)
        ]


@cache
def _fields_with_goals() -> Question:
    columns = ("pk", "parent_id", "position", "number")
    of_goals = (*(f"goals__{name}" for name in columns), "goals__text")
    rows = FieldOfAction.objects.filter(edition=Blank(0)).order_by(
        "position", "pk", "goals__position", "goals__pk"
    )
    return Question(rows.values_list(*columns, "title", *of_goals))


def _said(row: _Row) -> str:
    return f"{row.number} {row.words}".strip()
