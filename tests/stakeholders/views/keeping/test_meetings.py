"""Sittings as officers enter and move them."""

import datetime as dt

from stakeholders.models import Meeting
from tests.factories.stakeholders import (
    BodyFactory,
    LegislativeTermFactory,
    MeetingFactory,
)

from .conftest import send


def test_a_meeting_is_entered_for_its_body(browser, address, authority):
    body = BodyFactory(authority=authority, public=True)
    term = LegislativeTermFactory(authority=authority, starts_on=dt.date(2024, 6, 9))
    url = f"{address('meeting_new')}?gremium={body.pk}"

    send(browser, url, body=body.pk, date="2.9.2025", time="17:00", public="on")

    meeting = Meeting.objects.get()
    assert (meeting.body, meeting.date, meeting.time, meeting.public, meeting.term) == (
        body, dt.date(2025, 9, 2), dt.time(17), True, term,
    )  # fmt: skip


def test_papers_are_due_before_the_sitting(browser, address, authority):
    body = BodyFactory(authority=authority)

    response = send(
        browser,
        address("meeting_new"),
        body=body.pk,
        date="02.09.2025",
        papers_due_on="03.09.2025",
    )

    assert response.context["form"].errors == {
        "papers_due_on": ["Der Versand der Unterlagen liegt nach der Sitzung."]
    }


def test_the_day_of_a_stored_meeting_changes_by_a_move_only(browser, address, authority):
    meeting = MeetingFactory(body__authority=authority, date=dt.date(2025, 9, 30))

    send(
        browser,
        address("meeting_edit", meeting.pk),
        date="02.09.2025",
        place="Ratssaal",
        state="planned",
    )

    meeting.refresh_from_db()
    assert (meeting.date, meeting.place) == (dt.date(2025, 9, 30), "Ratssaal")


def test_a_meeting_is_moved_with_a_reason(browser, address, authority):
    meeting = MeetingFactory(body__authority=authority, date=dt.date(2025, 9, 30))
    url = address("meeting_move", meeting.pk)

    refused = send(browser, url, to_date="30.09.2025", reason="")
    moved = send(browser, url, to_date="02.09.2025", reason="Der Rat tagt am 8.")

    meeting.refresh_from_db()
    assert sorted(refused.context["form"].errors) == ["reason", "to_date"]
    assert (moved.status_code, meeting.date) == (302, dt.date(2025, 9, 2))
    assert meeting.moves.get().reason == "Der Rat tagt am 8."


def test_a_meeting_that_was_held_is_not_moved(browser, address, authority):
    meeting = MeetingFactory(body__authority=authority, date=dt.date(2025, 9, 30), state="held")

    response = send(
        browser, address("meeting_move", meeting.pk), to_date="02.09.2025", reason="zu spät"
    )

    assert len(response.context["form"].non_field_errors()) == 1
