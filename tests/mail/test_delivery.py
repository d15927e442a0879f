"""Mails go to a real server; what it does not surely have is never lost and never doubled."""

import smtplib
import time

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.utils import timezone

from integration_portal.mail import links, tasks
from integration_portal.mail.actions import delivery
from integration_portal.mail.actions.delivery import deliver_due
from integration_portal.mail.enums import OutboxState
from integration_portal.mail.models import OutboxMail
from tests.factories.accounts import UserFactory
from tests.live import free_port
from tests.mail.conftest import TEXT, states, written
from tests.sink import Sink, html_of, mailers, text_of


def test_a_mail_goes_out_as_text_and_simple_html(authority, sink):
    mail = written(authority, subject="Sachstand\n2026")

    mail.refresh_from_db()
    (arrived,) = sink.mails
    assert (mail.state, mail.error, mail.attempts) == (OutboxState.SENT, "", 1)
    assert arrived["Subject"] == "Sachstand 2026"
    assert arrived["To"] == "amt@stadt.example"
    assert text_of(arrived).strip() == TEXT.strip()
    assert "berichten Sie &lt;bald&gt;" in html_of(arrived)
    assert '<a href="https://portal.example/x">' in html_of(arrived)


def test_what_is_undone_is_not_sent(authority, sink):
    with transaction.atomic():
        written(authority)
        transaction.set_rollback(True)

    assert (states(), sink.mails) == ([], [])


def test_many_mails_share_one_connection(authority, asleep, sink):
    for n in range(5):
        written(authority, to=f"amt{n}@stadt.example")

    assert (deliver_due(), sink.connections) == (5, 1)


def test_a_server_that_hangs_up_between_mails_is_called_again(authority, asleep, settings):
    with Sink(closes_after=2) as sink:
        settings.MAILERS = sink.mailers
        for n in range(5):
            written(authority, to=f"amt{n}@stadt.example")
        for _n in range(5):
            deliver_due()
            OutboxMail.objects.filter(state="queued").update(next_try_at=timezone.now())
            time.sleep(0.1)

    arrived = [mail["To"] for mail in sink.mails]
    assert len(arrived) == len(set(arrived)) >= states().count("sent")
    assert set(states()) <= {"sent", "unsure"}


def test_a_refused_address_does_not_hold_up_the_others(authority, asleep, settings):
    with Sink(answers={"weg@stadt.example": "550 user unknown"}) as sink:
        settings.MAILERS = sink.mailers
        gone = written(authority, to="weg@stadt.example")
        written(authority)
        deliver_due()

    gone.refresh_from_db()
    assert (gone.state, gone.error) == (OutboxState.FAILED, "550 user unknown")
    assert [mail["To"] for mail in sink.mails] == ["amt@stadt.example"]


def test_an_address_no_server_takes_has_failed(authority, asleep, sink):
    mail = written(authority, to="ämt@stadt.example")

    deliver_due()

    mail.refresh_from_db()
    assert (mail.state, mail.error) == (
        OutboxState.FAILED,
        "Diese Adresse nimmt kein Mailserver an.",
    )


def test_a_server_that_wants_it_later_gets_it_later(authority, asleep, settings):
    answers = {"amt@stadt.example": "451 try later"}
    with Sink(answers=answers) as sink:
        settings.MAILERS = sink.mailers
        mail = written(authority)
        pauses = []
        for _n in range(3):
            deliver_due()
            mail.refresh_from_db()
            pauses.append(round((mail.next_try_at - timezone.now()).total_seconds() / 60))
            OutboxMail.objects.update(next_try_at=timezone.now())
        del answers["amt@stadt.example"]
        deliver_due()

    mail.refresh_from_db()
    assert (mail.state, mail.attempts, pauses) == (OutboxState.SENT, 4, [1, 5, 15])


def test_after_many_tries_it_counts_as_failed(authority, asleep, settings):
    with Sink(answers={"amt@stadt.example": "451 try later"}) as sink:
        settings.MAILERS = sink.mailers
        mail = written(authority)
        OutboxMail.objects.update(attempts=len(delivery.PAUSES))
        deliver_due()

    mail.refresh_from_db()
    assert (mail.state, mail.error) == (OutboxState.FAILED, "451 try later")


def test_a_server_that_is_not_there_is_asked_once(authority, asleep, settings):
    settings.MAILERS = mailers(free_port())
    first, second = written(authority), written(authority)

    deliver_due()

    first.refresh_from_db()
    second.refresh_from_db()
    assert [(m.state, m.attempts) for m in (first, second)] == [("queued", 1), ("queued", 0)]
    assert first.error.startswith("Der Mailserver ist nicht zu erreichen")
    assert second.next_try_at > timezone.now()


def test_a_server_that_falls_silent_leaves_it_unsure(authority, asleep, settings):
    with Sink(hangs=True) as sink:
        settings.MAILERS = sink.mailers
        mail, waiting = written(authority), written(authority)
        deliver_due()
        deliver_due()
        sink.hangs = False

    mail.refresh_from_db()
    assert (mail.state, sink.reached) == (OutboxState.UNSURE, 1)
    assert mail.error.startswith("Der Mailserver ist beim Senden verstummt")
    waiting.refresh_from_db()
    assert waiting.state == OutboxState.QUEUED


def test_the_worker_comes_back_for_what_waits(authority, settings, monkeypatch):
    settings.MAILERS = mailers(free_port())
    woken = []

    class Later:
        supports_defer = True

    class Deferred:
        def enqueue(self):
            woken.append(self.after)

        def __init__(self, after):
            self.after = after

    class Task:
        def get_backend(self):
            return Later()

        def using(self, *, run_after):
            return Deferred(run_after)

        def enqueue(self):
            return None

    monkeypatch.setattr(tasks, "deliver", Task())
    mail = written(authority)

    deliver_due()
    deliver_due()

    mail.refresh_from_db()
    assert woken == [mail.next_try_at]


def test_a_personal_link_is_made_when_the_mail_goes_out_and_kept_nowhere(
    authority, asleep, sink, monkeypatch
):
    user = UserFactory()
    for known in ("_makers", "_answering"):
        monkeypatch.setattr(links, known, dict(getattr(links, known)))
    links.register(
        type(user),
        lambda subject, to: f"https://portal.example/geheim/{subject.pk}",
        lambda subject: "beauftragte@stadt.example",
    )
    mail = written(authority, text="Hier: {link}", about=user)

    deliver_due()

    mail.refresh_from_db()
    assert text_of(sink.mails[0]).strip() == f"Hier: https://portal.example/geheim/{user.pk}"
    assert sink.mails[0]["Reply-To"] == "beauftragte@stadt.example"
    assert mail.text == "Hier: {link}"
    assert list(OutboxMail.objects.of(user)) == [mail]


def test_a_link_for_something_that_is_gone_is_not_sent(authority, asleep, sink):
    user = UserFactory()
    mail = written(authority, text="Hier: {link}", about=user)
    user.delete()

    deliver_due()

    mail.refresh_from_db()
    assert (mail.state, sink.mails) == (OutboxState.FAILED, [])


def test_the_database_refuses_a_sent_mail_without_a_time(authority, asleep):
    written(authority)

    for state in (OutboxState.SENT, OutboxState.SENDING):
        with pytest.raises(DatabaseError), transaction.atomic():
            OutboxMail.objects.update(state=state, sent_at=None, claimed_at=None)


def test_the_command_says_what_it_did(authority, asleep, sink, capsys):
    written(authority)

    call_command("send_mail")

    assert capsys.readouterr().out == "1 gesendet, 0 brauchen eine Entscheidung.\n"


def test_a_server_may_leave_without_a_word():
    class Rude:
        left = False

        def close(self):
            self.left = True
            raise ConnectionResetError

    server = Rude()
    delivery._close(server)

    assert server.left


class Line:
    """A server on the phone: what it says when asked whether it is still there."""

    def __init__(self, said):
        self.said, self.connection, self.calls = said, self, []

    def noop(self):
        if isinstance(self.said, Exception):
            raise self.said
        return self.said, b""

    def open(self):
        self.calls.append("open")

    def close(self):
        self.calls.append("close")


@pytest.mark.parametrize(
    ("said", "calls"),
    [(250, []), (421, ["close", "open"]), (ConnectionResetError(), ["close", "open"])],
)
def test_a_line_that_is_dead_is_called_anew(said, calls):
    line = Line(said)

    delivery._open(line)

    assert line.calls == calls


def test_the_answer_of_a_server_is_kept_in_its_words():
    error = smtplib.SMTPSenderRefused(550, "kein Versand für diese Adresse", "stadt@muster.example")

    assert delivery._answer(error) == (550, "kein Versand für diese Adresse")
