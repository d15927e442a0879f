"""A fuzzy date, and how people say it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import total_ordering

from django.utils.translation import gettext as _


class Precision(StrEnum):
    """How finely a date is known, from the finest to the coarsest."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    HALF = "half"
    YEAR = "year"


class Qualifier(StrEnum):
    """The word before it: Anfang, Mitte, Ende, ca."""

    NONE = ""
    EARLY = "early"
    MIDDLE = "middle"
    LATE = "late"
    ABOUT = "about"


MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
# By their first month; winter is named after the year it begins in.
_SEASON_NAMES = {3: "Frühjahr", 6: "Sommer", 9: "Herbst", 12: "Winter"}
_QUALIFIER_WORDS = {
    Qualifier.EARLY: "Anfang", Qualifier.MIDDLE: "Mitte", Qualifier.LATE: "Ende",
    Qualifier.ABOUT: "ca.",
}  # fmt: skip


@total_ordering
@dataclass(frozen=True)
class FuzzyDate:
    """A span of days, both ends included, with the precision and the qualifier it was said in."""

    earliest: dt.date
    latest: dt.date
    precision: Precision = Precision.DAY
    qualifier: Qualifier = Qualifier.NONE

    @classmethod
    def on(cls, day: dt.date) -> "FuzzyDate":
        return cls(day, day)

    @classmethod
    def decode(cls, stored: str) -> "FuzzyDate":
        earliest, latest, precision, qualifier = stored.split("/")
        return cls(
            dt.date.fromisoformat(earliest),
            dt.date.fromisoformat(latest),
            Precision(precision),
            Qualifier(qualifier),
        )

    def encode(self) -> str:
        days = f"{self.earliest.isoformat()}/{self.latest.isoformat()}"
        return f"{days}/{self.precision}/{self.qualifier}"

    def __lt__(self, other: "FuzzyDate") -> bool:
        return self.encode() < other.encode()

    def __str__(self) -> str:
        words = _QUALIFIER_WORDS.get(self.qualifier)
        said = _SAY[self.precision](self.earliest, self.latest)
        # A narrowed span ("Ende 2014") is said by its year or month, never by its days.
        return f"{words} {said}" if words else said

    def is_past(self, on: dt.date) -> bool:
        """Wholly before the day: what was due by then is overdue."""
        return self.latest < on


def _say_day(first: dt.date, last: dt.date) -> str:
    if first == last:
        return f"{first:%d.%m.%Y}"
    if (first.year, first.month) == (last.year, last.month):
        joint = "/" if (last - first).days == 1 else "–"
        return f"{first:%d.}{joint}{last:%d.%m.%Y}"
    return f"{first:%d.%m.%Y} bis {last:%d.%m.%Y}"


def _say_month(first: dt.date, last: dt.date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return f"{MONTHS[first.month - 1]} {first.year}"
    if first.year == last.year:
        joint = "/" if last.month - first.month == 1 else " bis "
        return f"{MONTHS[first.month - 1]}{joint}{MONTHS[last.month - 1]} {last.year}"
    return f"{MONTHS[first.month - 1]} {first.year} bis {MONTHS[last.month - 1]} {last.year}"


def _say_season(first: dt.date, last: dt.date) -> str:
    begin, end = _season_of(first), _season_of(last)
    return end if begin == end else f"{begin} bis {end}"


def _season_of(day: dt.date) -> str:
    start = day.month // 3 * 3 or 12
    return f"{_SEASON_NAMES[start]} {day.year if day.month >= 3 else day.year - 1}"


def _say_part(name: str, months: int) -> Callable[[dt.date, dt.date], str]:
    def say(first: dt.date, last: dt.date) -> str:
        begin, end = (first.month - 1) // months + 1, (last.month - 1) // months + 1
        if first.year == last.year and begin == end:
            return f"{begin}. {name} {first.year}"
        if first.year == last.year:
            return f"{begin}. bis {end}. {name} {first.year}"
        return f"{begin}. {name} {first.year} bis {end}. {name} {last.year}"

    return say


def _say_year(first: dt.date, last: dt.date) -> str:
    if first.year == last.year:
        return str(first.year)
    joint = "/" if last.year - first.year == 1 else "–"
    return f"{first.year}{joint}{last.year}"


_SAY = {
    Precision.DAY: _say_day,
    Precision.MONTH: _say_month,
    Precision.QUARTER: _say_part("Quartal", 3),
    Precision.SEASON: _say_season,
    Precision.HALF: _say_part("Halbjahr", 6),
    Precision.YEAR: _say_year,
}


def period(start: FuzzyDate | None, end: FuzzyDate | None) -> str:
    """ "2020 bis 2025", "2020" where both are the same, "ab 2020", "bis 2025", or nothing."""
    if start and end:
        first, last = str(start), str(end)
        same = first == last
        return first if same else _("%(start)s bis %(end)s") % {"start": first, "end": last}
    if start:
        return _("ab %(start)s") % {"start": start}
    return _("bis %(end)s") % {"end": end} if end else ""
