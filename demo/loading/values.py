"""What stands in a demo file as a row of a table wants it."""

import datetime as dt
import re
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models

from integration_portal.core import fuzzy
from integration_portal.core.fuzzy import FuzzyDate, FuzzyDateField

_WEEKDAYS = ("mo", "di", "mi", "do", "fr", "sa", "so")
_RELATIVE = re.compile(rf"([+-]\d+)d(?:\s+({'|'.join(_WEEKDAYS)}))?")


class DemoError(Exception):
    """A demo file says something the portal does not know. Names file and place."""


def fuzzy_date(text: object, today: dt.date) -> FuzzyDate | None:
    """ "Ende 2014", or "+17d" for so many days from today, "+17d mi" the Wednesday from then on."""
    said = str(text or "").strip()
    if match := _RELATIVE.fullmatch(said):
        day = today + dt.timedelta(days=int(match[1]))
        if match[2]:
            day += dt.timedelta(days=(_WEEKDAYS.index(match[2]) - day.weekday()) % 7)
        return FuzzyDate.on(day)
    try:
        return fuzzy.parse(said)
    except ValidationError as error:
        raise DemoError(f"{said}: kein Datum") from error


def day(text: object, today: dt.date) -> dt.date | None:
    """A single day. Raises DemoError for a date that is only roughly known."""
    found = fuzzy_date(text, today)
    if found and found.earliest != found.latest:
        raise DemoError(f"{text}: hier steht ein genauer Tag")
    return found.earliest if found else None


def value(field: models.Field, said: object, today: dt.date):
    """The value of a plain field; lists become lines of text."""
    if isinstance(field, FuzzyDateField):
        return fuzzy_date(said, today)
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        return day(said, today)
    if isinstance(field, models.TimeField):
        return dt.time.fromisoformat(str(said))
    if isinstance(field, models.DecimalField):
        return Decimal(str(said))
    if isinstance(said, list) and isinstance(field, models.TextField):
        return "\n".join(str(line) for line in said)
    if isinstance(field, (models.CharField, models.TextField)):
        text = str(said).strip()
        if field.flatchoices and text not in dict(field.flatchoices):
            raise DemoError(f"{field.name}: „{text}“ gibt es nicht")
        return text
    return said
