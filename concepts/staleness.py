"""When an edition in force has gone quiet."""

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone

from integration_portal.core.fuzzy import FuzzyDate

from .models import Edition


def quiet_since(
    edition: Edition,
    *,
    today: dt.date | None = None,
    told: Iterable[dt.date | None] | None = None,
) -> dt.date | None:
    """The day of the last sign of life, if it is longer ago than the authority lets pass.

    Signs of life are the last status, amendments, evaluations, participation events and what was
    reported on measures. Nothing for an edition that is not in force, or of which no day is known.
    A page that has read amendments, evaluations and events already passes their days as `told`.
    """
    if not edition.is_amendable:
        return None
    today = today or timezone.localdate()
    signs = [*(told_of(edition) if told is None else told), _last_day(edition.status_on)]
    if hasattr(edition, "measures"):
        signs.append(edition.measures.last_reported())
    last = max((day for day in signs if day and day <= today), default=None)
    if last is None:
        return None
    return last if last < months_before(today, edition.authority.stale_after_months) else None


def told_of(edition: Edition) -> list[dt.date | None]:
    return told_by(edition.amendments.all(), edition.evaluations.all(), edition.events.all())


def told_by(amendments, evaluations, events) -> list[dt.date | None]:
    """The days that what stands in an edition tells of."""
    days = [amendment.on for amendment in amendments]
    days += [_last_day(evaluation.published) for evaluation in evaluations]
    return days + [_last_day(event.date) for event in events]


def _last_day(date: FuzzyDate | None) -> dt.date | None:
    return date.latest if date else None


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day so many months earlier, or the last one of a shorter month."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return dt.date(years, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")  # pragma: no cover
