"""When an edition in force has gone quiet."""

import calendar
import datetime as dt
from collections.abc import Iterable

from django.utils import timezone

from integration_portal.core.fuzzy import FuzzyDate

from .models import Edition

Sign = FuzzyDate | dt.date | None


def quiet_since(
    edition: Edition, *, today: dt.date | None = None, told: Iterable[Sign] | None = None
) -> Sign:
    """The last sign of life, if it is longer ago than the authority lets pass; as exact as known.

    Signs of life are the last status, amendments, evaluations, participation events and what was
    reported on measures. Nothing for an edition that is not in force, or of which no day is known.
    A page that has read amendments, evaluations and events already passes their days as `told`.
    """
    if not edition.is_amendable:
        return None
    today = today or timezone.localdate()
    told = told_of(edition) if told is None else told
    signs = [*told, edition.status_on, edition.measures.last_reported()]
    past = [sign for sign in signs if sign and _last_day(sign) <= today]
    last = max(past, key=_last_day, default=None)
    if last is None:
        return None
    long_ago = months_before(today, edition.authority.stale_after_months)
    return last if _last_day(last) < long_ago else None


def told_of(edition: Edition) -> list[Sign]:
    """The days that its amendments, evaluations and events tell of; some are not known."""
    return told_by(edition.amendments.all(), edition.evaluations.all(), edition.events.all())


def told_by(amendments, evaluations, events) -> list[Sign]:
    """The same of rows that were read already."""
    days: list[Sign] = [amendment.on for amendment in amendments]
    days += [evaluation.published for evaluation in evaluations]
    return days + [event.date for event in events]


def _last_day(sign: FuzzyDate | dt.date) -> dt.date:
    return sign.latest if isinstance(sign, FuzzyDate) else sign


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day so many months earlier, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))
