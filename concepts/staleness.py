"""When an edition in force has gone quiet."""

import datetime as dt

from django.utils import timezone

from .models import Edition


def quiet_since(edition: Edition, *, today: dt.date | None = None) -> dt.date | None:
    """The day of the last sign of life, if it is longer ago than the authority lets pass.

    Signs of life are the last status, amendments, evaluations, participation events and what was
    reported on measures. Nothing for an edition that is not in force, or of which no day is known.
    """
    if not edition.is_amendable:
        return None
    today = today or timezone.localdate()
    last = max((day for day in _signs(edition) if day and day <= today), default=None)
    if last is None:
        return None
    return last if last < months_before(today, edition.authority.stale_after_months) else None


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day so many months earlier, or the last one of a shorter month."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return dt.date(years, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")  # pragma: no cover


def _signs(edition: Edition):
    yield edition.status_on and edition.status_on.latest
    yield edition.amendments.values_list("on", flat=True).first()
    for published in edition.evaluations.values_list("published", flat=True):
        yield published and published.latest
    for date in edition.events.values_list("date", flat=True):
        yield date and date.latest
    if reported := getattr(getattr(edition, "measures", None), "last_reported", None):
        yield reported()
