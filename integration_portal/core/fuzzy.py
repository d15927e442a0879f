"""Dates as people know them: "14.12.2020", "März 2018", "Ende 2014", "Frühjahr 2004", "2009/2010".

A fuzzy date is a span of days with the precision it was known in. It sorts by its earliest day, is
overdue after its latest, and is printed as people say it. One text column holds it
(`2014-09-01/2014-12-31/year/end`), so that it sorts alike on every database; the lookups
`earliest` and `latest` compare with ordinary dates.
"""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import total_ordering
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    HALF = "half"
    YEAR = "year"


class Qualifier(StrEnum):
    NONE = ""
    EARLY = "early"
    MIDDLE = "middle"
    LATE = "late"
    ABOUT = "about"


MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
_MONTH_NUMBERS = {name.lower(): n for n, name in enumerate(MONTHS, start=1)} | {
    "jan": 1, "feb": 2, "mär": 3, "maerz": 3, "mrz": 3, "apr": 4, "jun": 6, "jul": 7,
    "aug": 8, "sep": 9, "sept": 9, "okt": 10, "nov": 11, "dez": 12,
}  # fmt: skip
# Meteorological seasons; winter is named after the year it begins in.
_SEASONS = {"frühjahr": 3, "frühling": 3, "sommer": 6, "herbst": 9, "winter": 12}
_SEASON_NAMES = {3: "Frühjahr", 6: "Sommer", 9: "Herbst", 12: "Winter"}
_QUALIFIERS = {
    "anfang": Qualifier.EARLY, "mitte": Qualifier.MIDDLE, "ende": Qualifier.LATE,
    "ca": Qualifier.ABOUT, "ca.": Qualifier.ABOUT, "etwa": Qualifier.ABOUT, "um": Qualifier.ABOUT,
}  # fmt: skip
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


def _say_part(name: str, months: int):
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

_YEAR = r"(?P<year>[12]\d{3})"
_PATTERNS = (
    (Precision.DAY, re.compile(rf"(?P<day>\d{{1,2}})\.\s*(?P<month>\d{{1,2}})\.\s*{_YEAR}")),
    (Precision.DAY, re.compile(r"(?P<year>[12]\d{3})-(?P<month>\d{2})-(?P<day>\d{2})")),
    (Precision.DAY, re.compile(rf"(?P<day>\d{{1,2}})\.\s*(?P<name>[a-zäöü]+)\.?\s+{_YEAR}")),
    (Precision.MONTH, re.compile(rf"(?P<month>\d{{1,2}})[/.]{_YEAR}")),
    (Precision.QUARTER, re.compile(rf"(?P<part>[1-4])\.\s*quartal\s*{_YEAR}")),
    (Precision.QUARTER, re.compile(rf"q(?P<part>[1-4])\s*/?\s*{_YEAR}")),
    (Precision.HALF, re.compile(rf"(?P<part>[12])\.\s*(?:halbjahr|hj\.?)\s*{_YEAR}")),
    (Precision.SEASON, re.compile(rf"(?P<season>{'|'.join(_SEASONS)})\s+{_YEAR}")),
    (Precision.MONTH, re.compile(rf"(?P<name>[a-zäöü]+)\.?\s+{_YEAR}")),
    (Precision.YEAR, re.compile(_YEAR)),
)  # fmt: skip
_QUALIFIED = re.compile(r"(anfang|mitte|ende|ca\.?|etwa|um)\s+(.+)")
_TWO_DAYS = re.compile(r"(\d{1,2})\.\s*(?:[/–-]|und|bis)\s*(\d{1,2}\.\s*\S.*)")
_TWO_MONTHS = re.compile(r"([a-zäöü]+)\s*(?:[/–-]|bis|und)\s*([a-zäöü]+\.?\s+[12]\d{3})")
_TWO_YEARS = re.compile(r"([12]\d{3})\s*[/–-]\s*([12]\d{3}|\d{2})")
_UNTIL = re.compile(r"(.+?)\s+(?:bis|–|-)\s+(.+)")
LONGEST = 60  # characters of the longest date anybody writes


def parse(text: str) -> FuzzyDate | None:
    """Read a date as people write it; nothing for an empty text.

    Raises ValidationError, in the reader's words, if it cannot be understood or does not exist.
    """
    said = " ".join(str(text or "").lower().replace("\xa0", " ").split())
    if not said:
        return None
    try:
        found = _parse_span(said) if len(said) <= LONGEST else None
    except ValueError as error:
        raise _not_understood(text) from error
    if found is None:
        raise _not_understood(text)
    return found


def _not_understood(text: str) -> ValidationError:
    return ValidationError(
        _(
            "„%(text)s“ ist als Datum nicht zu verstehen. Möglich sind zum Beispiel 14.12.2020, "
            "12/2020, Ende 2020, Frühjahr 2020, 2020 oder 2020/2021."
        ),
        code="fuzzy_date",
        params={"text": str(text)[:40]},
    )


def _parse_span(said: str) -> FuzzyDate | None:
    if match := _TWO_YEARS.fullmatch(said):
        first, last = match.groups()
        last = first[: 4 - len(last)] + last
        return _join(_parse_one(first), _parse_one(last))
    match, last = _TWO_DAYS.fullmatch(said), None
    if match and (last := _parse_one(match[2])) and last.precision == Precision.DAY:
        return _join(FuzzyDate.on(last.latest.replace(day=int(match[1]))), last)
    if match := _TWO_MONTHS.fullmatch(said):
        last = _parse_one(match[2])
        first = last and _parse_one(f"{match[1]} {last.latest.year}")
        return _join(first, last)
    if one := _parse_one(said):
        return one
    if match := _UNTIL.fullmatch(said):
        last = _parse_one(match[2])
        first = _parse_one(match[1])
        if first is None and last is not None:
            first = _parse_shortened(match[1], match[2], last)
        return _join(first, last)
    return None


def _parse_shortened(said: str, end: str, last: FuzzyDate) -> FuzzyDate | None:
    """ "11. September" before "bis 11. Oktober 2003", "1." before "bis 3. Quartal 2018"."""
    tails = (f" {last.latest.year}", str(last.latest.year), f" {end.partition(' ')[2]}")
    return next(filter(None, (_parse_one(said + tail) for tail in tails)), None)


def _join(first: FuzzyDate | None, last: FuzzyDate | None) -> FuzzyDate | None:
    if first is None or last is None:
        return None
    if first.earliest > last.latest:
        raise ValueError("span ends before it begins")
    finer = min(first.precision, last.precision, key=list(Precision).index)
    if first.precision != last.precision:
        finer = Precision.MONTH if finer != Precision.DAY else Precision.DAY
    return FuzzyDate(first.earliest, last.latest, finer)


def _parse_one(said: str) -> FuzzyDate | None:
    if match := _QUALIFIED.fullmatch(said):
        plain = _parse_one(match[2])
        return plain and _narrow(plain, _QUALIFIERS[match[1]])
    for precision, pattern in _PATTERNS:
        match = pattern.fullmatch(said)
        if match and (date := _build(precision, match.groupdict())):
            return date
    return None


def _build(precision: Precision, parts: dict) -> FuzzyDate | None:
    year = int(parts["year"])
    if parts.get("name"):
        if parts["name"] not in _MONTH_NUMBERS:
            return None
        parts["month"] = _MONTH_NUMBERS[parts["name"]]
    match precision:
        case Precision.DAY:
            return FuzzyDate.on(dt.date(year, int(parts["month"]), int(parts["day"])))
        case Precision.MONTH:
            return _months(year, int(parts["month"]), 1, precision)
        case Precision.QUARTER:
            part = int(parts["part"])
            return _months(year, part * 3 - 2, 3, precision)
        case Precision.HALF:
            return _months(year, int(parts["part"]) * 6 - 5, 6, precision)
        case Precision.SEASON:
            return _months(year, _SEASONS[parts["season"]], 3, precision)
        case _:
            return _months(year, 1, 12, precision)


def _months(year: int, month: int, count: int, precision: Precision) -> FuzzyDate:
    last = month + count - 1
    end_year, end_month = (year, last) if last <= 12 else (year + 1, last - 12)
    days = calendar.monthrange(end_year, end_month)[1]
    return FuzzyDate(dt.date(year, month, 1), dt.date(end_year, end_month, days), precision)


def _narrow(date: FuzzyDate, qualifier: Qualifier) -> FuzzyDate:
    """ "Anfang", "Mitte" and "Ende" keep about a third of the span; "ca." keeps all of it."""
    if qualifier == Qualifier.ABOUT or date.precision == Precision.DAY:
        return FuzzyDate(date.earliest, date.latest, date.precision, qualifier)
    third = ((date.latest - date.earliest).days + 1) // 3
    step = dt.timedelta(days=third)
    earliest, latest = {
        Qualifier.EARLY: (date.earliest, date.earliest + step),
        Qualifier.MIDDLE: (date.earliest + step, date.latest - step),
        Qualifier.LATE: (date.latest - step, date.latest),
    }[qualifier]
    return FuzzyDate(earliest, latest, date.precision, qualifier)


class FuzzyDateFormField(forms.CharField):
    """Typed as people write it, read back in words."""

    def __init__(self, **kwargs):
        kwargs.setdefault("max_length", LONGEST)
        super().__init__(**kwargs)

    def to_python(self, value):
        if isinstance(value, FuzzyDate):
            return value
        return parse(super().to_python(value) or "")

    def prepare_value(self, value):
        return str(value) if isinstance(value, FuzzyDate) else value

    def has_changed(self, initial, data) -> bool:
        """Only another date counts, not another way to write it."""
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True

    def run_validators(self, value) -> None:
        """Lengths are a matter of what was typed, and that is read already."""


class FuzzyDateField(models.Field):
    """A FuzzyDate or nothing. Lookups: `__earliest__lte=day`, `__latest__lt=day`."""

    description = _("Datum, so genau wie bekannt")

    def __init__(self, *args, **kwargs):
        kwargs["max_length"] = 40
        kwargs["null"] = True
        kwargs["blank"] = kwargs.get("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"], kwargs["null"]
        return name, path, args, kwargs

    def get_internal_type(self) -> str:
        return "CharField"

    def from_db_value(self, value, expression, connection):
        return FuzzyDate.decode(value) if value else None

    def to_python(self, value):
        if value is None or isinstance(value, FuzzyDate):
            return value
        if isinstance(value, dt.date):
            return FuzzyDate.on(value)
        return FuzzyDate.decode(value) if value.count("/") == 3 else parse(value)

    def get_prep_value(self, value):
        date = self.to_python(value)
        return date.encode() if date else None

    def value_to_string(self, obj) -> str:
        return self.get_prep_value(self.value_from_object(obj)) or ""

    def formfield(self, **kwargs):
        own: dict[str, Any] = {"form_class": FuzzyDateFormField, "max_length": 60}
        return super().formfield(**(own | kwargs))


class _IsoDateField(models.CharField):
    def get_prep_value(self, value):
        return value.isoformat() if isinstance(value, dt.date) else value


@FuzzyDateField.register_lookup
class Earliest(models.Transform):
    """The first day of the stored span, comparable with a date."""

    lookup_name = "earliest"
    function = "SUBSTR"
    template = "%(function)s(%(expressions)s, 1, 10)"
    output_field = _IsoDateField()


@FuzzyDateField.register_lookup
class Latest(Earliest):
    """The last day of the stored span."""

    lookup_name = "latest"
    template = "%(function)s(%(expressions)s, 12, 10)"
