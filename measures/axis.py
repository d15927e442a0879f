"""The years that pictures of measures are drawn along.

Lengths across are per cent of the picture's width, so that it fits a phone and paper.
"""

import datetime as dt
from collections.abc import Iterable

_TICKS = 12  # years that are written at most
_NARROWEST = 0.3  # per cent: what is drawn at all is seen
_DAY = dt.timedelta(days=1)


class Axis:
    """The years from the first to the last day that is drawn; today is always among them."""

    def __init__(self, days: Iterable[dt.date], today: dt.date):
        days = [today, *days]
        self.today = today
        self.first = dt.date(min(days).year, 1, 1)
        self.last = dt.date(max(days).year, 12, 31)
        self._days = (self.last - self.first).days + 1

    def at(self, day: dt.date) -> float:
        """Where a day begins, in per cent of the width."""
        return round((day - self.first).days * 100 / self._days, 3)

    def span(self, first: dt.date, last: dt.date) -> tuple[float, float]:
        """Where a stretch of days begins, and how wide it is; both days are within."""
        x = self.at(first)
        return x, max(round(self.at(last + _DAY) - x, 3), _NARROWEST)

    @property
    def years(self) -> list[tuple[int, float]]:
        """The years that are written, and where they begin."""
        first, last = self.first.year, self.last.year
        step = (last - first) // _TICKS + 1
        return [(year, self.at(dt.date(year, 1, 1))) for year in range(first, last + 1, step)]

    @property
    def now(self) -> float:
        return self.at(self.today)
