"""Costs of a measure: sums of a budget year in columns of their own, and lines that say more."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from integration_portal.core.money import euro
from integration_portal.core.relations import field_of
from measures.models import MeasureCost

from ..lines import LINES
from .rows import RowChange, compare
from .wanted import Line, Wanted

_YEARS = range(1950, 2101)


class Told(NamedTuple):
    """A change of a sum in the reader's words."""

    name: str  # budget or spent
    label: str
    old: str
    new: str


class Costs:
    """What a row changes in the costs of its measure.

    A year whose lines say what is known already, and one without lines, is judged by its sums, so
    that whoever edits a sum is heard. A year whose lines changed is as they say.
    """

    def __init__(
        self,
        now: Sequence[MeasureCost],
        wanted: Wanted,
        organisations: dict[int, str],
        first_year: Callable[[], int],
    ):
        self._now, self._wanted, self._first_year = now, wanted, first_year
        self.rows = RowChange()
        self.sums: list[dict[str, Any]] = []  # as a plan keeps them
        self.told: list[Told] = []
        self._said: dict[int, list[Line]] = {}
        of_year: dict[int, list[Line]] = defaultdict(list)
        for line in wanted.rows.get("costs", ()):
            of_year[line.values["year"]].append(line)
        complete = "costs" not in wanted.partial
        for year, lines in of_year.items():
            rows = self._of(year)
            if change := compare(LINES["costs"], rows, lines, organisations, complete=complete):
                self.rows.extend(change)
                self._said[year] = lines
        for cost in wanted.costs:
            self._judge(cost)

    def _of(self, year: int) -> list[MeasureCost]:
        return [row for row in self._now if row.year == year]

    def _judge(self, cost: dict[str, Any]) -> None:
        name, euros = cost["name"], Decimal(cost["euros"])
        if cost["year"] is None and any(getattr(row, name) == euros for row in self._now):
            return
        year = cost["year"] or self._first_year()
        rows = self._of(year)
        amounts = [getattr(row, name) for row in rows if getattr(row, name) is not None]
        if amounts and sum(amounts) == euros:
            return
        if why := self._hindrance(year, name, euros, len(rows)):
            self._wanted.trouble(cost["column"], why % {"year": year})
        elif year not in self._said:
            self._plan(year, cost, rows[0].pk if rows else 0)
            label = field_of(MeasureCost, name).verbose_name
            before = euro(sum(amounts)) if amounts else ""
            self.told.append(Told(name, f"{label} {year}", before, euro(euros)))

    def _hindrance(self, year: int, name: str, euros: Decimal, rows: int) -> str:
        if year not in _YEARS:
            return _("Das Haushaltsjahr %(year)s ist nicht möglich.")
        if year in self._said:
            said = [Decimal(line.values.get(name) or 0) for line in self._said[year]]
            if sum(said) != euros:
                return _(
                    "Die einzelnen Kosten für %(year)s ergeben eine andere Summe; es gelten die "
                    "einzelnen."
                )
        elif rows > 1:
            return _("Für %(year)s stehen mehrere Posten da; sie werden nicht geändert.")
        return ""

    def _plan(self, year: int, cost: dict[str, Any], pk: int) -> None:
        name = cost["name"]
        pending = next((one for one in self.sums if one["year"] == year and name not in one), None)
        if pending is not None and not pk:
            pending[name] = cost["euros"]
        else:
            own = {"pk": pk, "year": year, name: cost["euros"]}
            self.sums.append(own | {key: cost[key] for key in ("recurring", "label")})
