"""Understanding dates as people type them."""

import calendar
import datetime as dt
import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .dates import MONTHS, FuzzyDate, Precision, Qualifier

_MONTH_NUMBERS = {name.lower(): n for n, name in enumerate(MONTHS, start=1)} | {
    "jan": 1, "feb": 2, "mär": 3, "maerz": 3, "mrz": 3, "apr": 4, "jun": 6, "jul": 7,
    "aug": 8, "sep": 9, "sept": 9, "okt": 10, "nov": 11, "dez": 12,
}  # fmt: skip
# Meteorological seasons by their first month; winter is named after the year it begins in.
_SEASONS = {"frühjahr": 3, "frühling": 3, "sommer": 6, "herbst": 9, "winter": 12}
_QUALIFIERS = {
    "anfang": Qualifier.EARLY, "mitte": Qualifier.MIDDLE, "ende": Qualifier.LATE,
    "ca": Qualifier.ABOUT, "ca.": Qualifier.ABOUT, "etwa": Qualifier.ABOUT, "um": Qualifier.ABOUT,
}  # fmt: skip
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
