"""Reminding in a round; its history."""

import datetime as dt
import io
import threading
from contextlib import closing

import pytest
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from integration_portal.history.actions import record
from integration_portal.history.differences import changes
from integration_portal.history.models import Revision
from integration_portal.history.sheet import sheet
from integration_portal.mail.enums import OutboxState
from integration_portal.mail.models import OutboxMail
from rounds.actions.running import close_round, remind, remind_due
from rounds.enums import RequestState
from rounds.models import RoundRecipient, StatusRequest
from tests.at_once import connect, shared_database
from tests.factories.rounds import ReportingRoundFactory
from tests.sink import text_of

ORIGIN = "https://portal.example"
TODAY = timezone.localdate


def day(days: int) -> dt.date:
    return TODAY() + dt.timedelta(days=days)


# Reminding


@pytest.fixture
def yesterday(asked, recipient):
    RoundRecipient.objects.update(reminded_on=day(-1))


def test_one_click_reminds_who_has_something_left(running, officer, asked, yesterday, sink):
    asked[0].state, asked[0].submitted_at = RequestState.SUBMITTED, timezone.now()
    asked[0].save()

    count = remind(reporting_round=running, by=officer)

    (mail,) = sink.mails
    assert count == 1
    assert "- Lotsinnen" in text_of(mail)
    assert "- Sprachcafé" not in text_of(mail)


def test_nobody_is_reminded_twice_on_one_day(running, officer, yesterday, recipient, sink):
    counts = [
        remind(reporting_round=running, by=officer, recipient=recipient),
        remind(reporting_round=running, by=officer),
    ]

    assert (counts, len(sink.mails)) == ([1, 0], 1)


def test_who_has_handed_in_is_not_reminded(running, officer, asked, yesterday, asleep):
    StatusRequest.objects.update(state=RequestState.SUBMITTED, submitted_at=timezone.now())

    assert remind(reporting_round=running, by=officer) == 0


def test_while_a_mail_still_waits_nobody_is_reminded(running, officer, asked, yesterday, asleep):
    remind(reporting_round=running, by=officer)
    RoundRecipient.objects.update(reminded_on=day(-1))

    assert remind(reporting_round=running, by=officer) == 0
    assert OutboxMail.objects.get().state == OutboxState.QUEUED


@pytest.mark.parametrize(
    ("due", "written", "reminded"),
    [
        (8, -30, 0),  # the first rung is tomorrow
        (7, -30, 1),  # seven days before
        (5, -30, 1),  # nothing ran on that day
        (5, -2, 0),  # it did
        (0, -7, 1),  # on the day
        (-1, -1, 0),
        (-7, -7, 1),  # a week later
        (-14, -7, 1),
        (-14, 0, 0),  # by hand, today
    ],
)
def test_the_ladder_reminds_before_on_and_after(asked, running, asleep, due, written, reminded):
    running.on = day(-60)
    running.due = day(due)
    running.save()
    RoundRecipient.objects.update(reminded_on=day(written))

    assert (remind_due(), remind_due()) == (reminded, 0)


def test_a_ladder_without_rungs_never_reminds(asked, running, yesterday):
    running.on, running.due = day(-60), day(-30)
    running.remind_before = running.remind_after = None
    running.remind_on_due = False
    running.save()

    assert remind_due() == 0


def test_a_closed_round_reminds_nobody(asked, running, officer, yesterday, monkeypatch):
    running.on, running.due = day(-60), day(0)
    running.save()
    still_open = list(type(running).objects.open())
    close_round(reporting_round=running, by=officer)
    monkeypatch.setattr(type(running).objects, "open", lambda: still_open)

    assert remind_due() == 0


def test_the_command_reminds_and_sends(asked, running, yesterday, sink, capsys):
    running.on, running.due = day(-60), day(0)
    running.save()

    call_command("send_reminders")

    assert capsys.readouterr().out == "1 erinnert, 0 Mails gesendet.\n"
    assert len(sink.mails) == 1  # the worker was faster


@pytest.mark.django_db(transaction=True)
def test_two_commands_at_once_remind_and_send_once(
    asked, running, yesterday, asleep, sink, tmp_path
):
    running.on, running.due = day(-60), day(0)
    running.save()
    settings = shared_database(tmp_path)
    start, said = threading.Barrier(2, timeout=20), []

    def work() -> None:
        with closing(connect(settings)):
            out = io.StringIO()
            start.wait()
            call_command("send_reminders", stdout=out)
            said.append(out.getvalue())

    both = [threading.Thread(target=work) for _n in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join(timeout=60)

    usual = connections["default"]
    with closing(connect(settings)):
        mails = OutboxMail.objects.count()
    connections["default"] = usual
    assert sorted(text[:10] for text in said) == ["0 erinnert", "1 erinnert"]
    assert (mails, [mail["To"] for mail in sink.mails]) == (1, ["bildung@stadt.example"])


# History


def test_a_round_says_when_it_is_over(running):
    running.due = day(-1)

    assert running.is_overdue
    assert str(ReportingRoundFactory.build(title="Bericht")) == "Bericht"


def test_its_history_names_the_questions_by_their_words(planned, officer):
    record(planned, by=officer)
    planned.questions = [name for name in planned.questions if name != "spent"]
    record(planned, by=officer)
    came_and_went = told(planned)
    planned.questions = []
    record(planned, by=officer)

    assert came_and_went == ["Fragen „verausgabt im Jahr des Stichtags“ entfernt"]
    assert told(planned)[0] == "Fragen „Ampel“ entfernt"
    sheet_of = dict(sheet(type(planned), {"questions": ["progress", "spent", "gone"]}).facts)
    assert sheet_of == {"Fragen": "Fortschritt, verausgabt im Jahr des Stichtags, gone"}


def told(thing) -> list[str]:
    """The last change, in sentences."""
    new, old = Revision.objects.of(thing).order_by("-pk")[:2]
    return [change.sentence for change in changes(type(thing), old.state, new.state)]
