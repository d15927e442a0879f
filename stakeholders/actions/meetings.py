"""Meetings: adding one, and moving it to another day."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from integration_portal.history.actions import record

from ..enums import MeetingState
from ..models import Body, LegislativeTerm, Meeting, MeetingMove
from .keeping import add


def add_meeting(*, body: Body, date: dt.date, by, **fields) -> Meeting:
    """Raises ValidationError. Takes the legislative term of the day and the body's publicity."""
    fields.setdefault("term", term_on(body.authority_id, date))
    fields.setdefault("public", body.public)
    return add(Meeting(body=body, date=date, **fields), by=by)


def term_on(authority_id: int, day: dt.date) -> LegislativeTerm | None:
    """The term the day falls into; of two that overlap the one that began last."""
    return LegislativeTerm.objects.filter(authority=authority_id).on(day).first()


@transaction.atomic
def move_meeting(
    *, meeting: Meeting, to_date: dt.date, reason: str, by, to_time: dt.time | None = None
) -> MeetingMove:
    """Put a sitting on another day. The old day and the reason stay.

    `to_time` None leaves the hour as it is. A sitting that was cancelled is planned again. Raises
    ValidationError without a reason, for the same day, or for a sitting that has taken place.
    """
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if meeting.state == MeetingState.HELD:
        raise ValidationError(
            _("Die Sitzung hat schon stattgefunden und lässt sich nicht mehr verlegen.")
        )
    move = MeetingMove(
        meeting=meeting, from_date=meeting.date, to_date=to_date, reason=reason.strip(), by=by
    )
    move.full_clean(exclude=("by",))
    move.save()
    meeting.date = to_date
    meeting.time = to_time or meeting.time
    meeting.state = MeetingState.PLANNED
    meeting.save()
    record(meeting, by=by, reason=move.reason)
    return move
