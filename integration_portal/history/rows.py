"""Rows below a thing, as sentences name them: what one is, and what it is called."""

from collections import defaultdict
from collections.abc import Callable

from django.db import models
from django.utils.text import capfirst

type Said = Callable[[models.Field, object], str]


class RowWords:
    """The words for the rows of one table.

    A table that begins with a choice and whom it is about tells roles: its rows are called
    "Federführung „Volkshochschule“", not "Beteiligte „Federführung, Volkshochschule“".
    """

    def __init__(self, model: type[models.Model], fields: list[models.Field], said: Said):
        self.model, self.fields, self.said = model, fields, said
        first, second = (*fields, None, None)[:2]
        self.role, self.whom = None, None
        if first is not None and first.flatchoices and isinstance(second, models.ForeignKey):
            self.role, self.whom = first, second

    def kind(self, row: dict) -> str:
        role = self.said(self.role, row.get(self.role.name)) if self.role else ""
        return capfirst(role or str(self.model._meta.verbose_name))

    def title(self, row: dict) -> str:
        """Of a row that came or went: "2026, 20.000 €"."""
        return ", ".join(self._filled(row)[: 1 if self.role else 2])[:80]

    def name(self, row: dict) -> str:
        """Of a row in which something changed: its text alone, if it begins with one."""
        filled = self._filled(row)
        first = self.fields[0] if self.fields else None
        has_text = isinstance(first, models.CharField) and not first.flatchoices and row[first.name]
        return ", ".join(filled[: 1 if self.role or has_text else 2])[:80]

    def _filled(self, row: dict) -> list[str]:
        skipped = self.role.name if self.role else ""
        return [
            self.said(f, row[f.name])
            for f in self.fields
            if f.name != skipped and row.get(f.name) not in (None, "", False)
        ]

    def renewed(self, added: list[dict], removed: list[dict]) -> list[tuple[dict, dict]]:
        """Rows taken out and put in anew that mean one change: the only one of a role before and
        after, as old and new.
        """
        if self.role is None:
            return []
        sides: tuple[dict, dict] = (defaultdict(list), defaultdict(list))
        for side, rows in zip(sides, (removed, added), strict=True):
            for row in rows:
                side[row.get(self.role.name)].append(row)
        before, after = sides
        return [
            (before[role][0], after[role][0])
            for role in before
            if len(before[role]) == 1 and len(after.get(role, ())) == 1
        ]
