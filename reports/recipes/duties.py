"""Duties from resolutions, as far as they are a concept's."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q

from concepts.models import Edition
from council.models import FollowUp
from council.models.resolution import FollowUpQuerySet

_PAPER = "resolution__outcome__consultation__paper"


def overdue_duties(edition: Edition, day: dt.date) -> FollowUpQuerySet:
    """Of the authority, overdue on the day; without those whose paper is about another edition."""
    about_it = Q(**{_PAPER: None}) | Q(**{f"{_PAPER}__edition": None})
    rows = FollowUp.objects.filter(
        Q(done_on=None) | Q(done_on__gt=day),
        about_it | Q(**{f"{_PAPER}__edition": edition}),
        resolution__authority=edition.authority,
        due_on__lt=day,
    )
    return rows.select_related("resolution__body", "responsible").order_by("due_on", "pk")


def about(
    rows: FollowUpQuerySet, fields: Iterable[int], measures: Iterable[int]
) -> FollowUpQuerySet:
    """Whose paper names one of the fields or measures."""
    named = Q(**{f"{_PAPER}__fields__in": fields}) | Q(**{f"{_PAPER}__measures__in": measures})
    return rows.filter(named).distinct()


def told(row: FollowUp) -> dict[str, str]:
    return {
        "text": row.text,
        "due": f"{row.due_on:%d.%m.%Y}",
        "body": str(row.resolution.body),
        "on": str(row.resolution.on or ""),
        "responsible": str(row.responsible or ""),
    }
