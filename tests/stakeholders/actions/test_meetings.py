"""Meetings keep where they come from."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from integration_portal.history.models import Revision
from stakeholders.actions.meetings import add_meeting, move_meeting
from stakeholders.enums import MeetingState
from stakeholders.models import MeetingMove
from tests.factories.stakeholders import BodyFactory, LegislativeTermFactory, MeetingFactory

OLD, NEW = dt.date(2025, 9, 30), dt.date(2025, 9, 2)


@pytest.fixture
def meeting(authority):
    return MeetingFactory(body__authority=authority, date=OLD, time=dt.time(17, 0))


def test_a_moved_meeting_keeps_the_old_day_and_the_reason(meeting, officer):
    move_meeting(meeting=meeting, to_date=NEW, reason=" vor dem Rat ", by=officer)

    meeting.refresh_from_db()
    move = MeetingMove.objects.get()
    assert (meeting.date, meeting.time) == (NEW, dt.time(17, 0))
    assert (move.from_date, move.to_date, move.reason, move.by) == (
        OLD, NEW, "vor dem Rat", officer,
    )  # fmt: skip
    assert Revision.objects.of(meeting).get().reason == "vor dem Rat"


def test_a_cancelled_meeting_that_gets_a_new_day_is_planned_again(meeting, officer):
    meeting.state = MeetingState.CANCELLED
    meeting.save()

    move_meeting(meeting=meeting, to_date=NEW, to_time=dt.time(9), reason="neu", by=officer)

    meeting.refresh_from_db()
    assert (meeting.state, meeting.time) == (MeetingState.PLANNED, dt.time(9))


@pytest.mark.parametrize(("to_date", "reason"), [(OLD, "ein Grund"), (NEW, "  ")])
def test_a_move_needs_another_day_and_a_reason(meeting, officer, to_date, reason):
    with pytest.raises(ValidationError):
        move_meeting(meeting=meeting, to_date=to_date, reason=reason, by=officer)

    meeting.refresh_from_db()
    assert (meeting.date, MeetingMove.objects.count()) == (OLD, 0)


def test_a_meeting_that_was_held_does_not_move(meeting, officer):
    meeting.state = MeetingState.HELD
    meeting.save()

    with pytest.raises(ValidationError):
        move_meeting(meeting=meeting, to_date=NEW, reason="zu spät", by=officer)


def test_a_new_meeting_takes_the_term_of_its_day_and_its_bodys_publicity(authority, officer):
    body = BodyFactory(authority=authority, public=True)
    LegislativeTermFactory(
        authority=authority, starts_on=dt.date(2014, 6, 1), ends_on=dt.date(2019, 5, 31)
    )
    term = LegislativeTermFactory(authority=authority, starts_on=dt.date(2019, 6, 1))

    meeting = add_meeting(body=body, date=OLD, by=officer)

    assert (meeting.term, meeting.public) == (term, True)
