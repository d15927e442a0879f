"""What makes something late, one part at a time: `conditions` puts them together.

`of` is the way to the measure for whoever asks from another table, such as "measure__".
"""

import datetime as dt
from collections.abc import Iterable

from django.db.models import BooleanField, Case, Q, Value, When

from concepts.enums import EditionStatus

from ..enums import MeasureStatus


def is_open(of: str = "") -> Q:
    """Not achieved, not set aside; a measure nobody reported on counts as open."""
    return _nothing_or(MeasureStatus.open, of)


def is_current(of: str = "") -> Q:
    """Open, or an ongoing task: somebody leads it and says from time to time how it goes."""
    return _nothing_or(MeasureStatus.current, of)


def _nothing_or(statuses: Iterable[str], of: str) -> Q:
    report = f"{of}last_report"
    return Q(**{report: None}) | Q(**{f"{report}__status__in": statuses})


def goes_on(of: str = "") -> Q:
    """The progress of a superseded edition goes on in the one after it."""
    return ~Q(**{f"{of}edition__status": EditionStatus.SUPERSEDED})


def passed(day: dt.date, edge: str = "") -> Q:
    """The Prognose (or the Plan, where there is none) lies wholly before, and there is no Ist.

    `edge` is what the three dates begin with, such as "end_".
    """
    forecast, planned = f"{edge}forecast", f"{edge}planned"
    late = Q(**{f"{forecast}__latest__lt": day})
    late |= Q(**{forecast: None, f"{planned}__latest__lt": day})
    return Q(**{f"{edge}actual": None}) & late


def flag(condition: Q) -> Case:
    """Yes or no for a row: where a date is missing a condition alone is neither."""
    yes, no = (Value(one, output_field=BooleanField()) for one in (True, False))
    return Case(When(condition, then=yes), default=no)
