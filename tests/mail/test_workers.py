"""Several workers, killed ones, and who decides: no mail is lost, none goes out twice."""

import datetime as dt
import os
import re
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, connections
from django.utils import timezone

from integration_portal.mail.actions import confirm, send_again
from integration_portal.mail.actions.delivery import deliver_due
from integration_portal.mail.enums import OutboxState
from integration_portal.mail.models import OutboxMail
from tests.at_once import connect, shared_database
from tests.live import ROOT
from tests.mail.conftest import states, written
from tests.sink import Sink


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_mail_once(authority, asleep, sink, tmp_path):
    for n in range(20):
        written(authority, to=f"amt{n}@stadt.example")
    settings = shared_database(tmp_path)
    start, sent = threading.Barrier(2, timeout=20), []

    def work() -> None:
        with closing(connect(settings)):
            start.wait()
            sent.append(deliver_due())

    workers = [threading.Thread(target=work) for _n in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=60)

    assert sum(sent) == 20
    assert sorted(mail["To"] for mail in sink.mails) == sorted(
        f"amt{n}@stadt.example" for n in range(20)
    )


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_while_sending_has_claimed_the_mail_for_ever(authority, asleep, tmp_path):
    written(authority)
    settings = shared_database(tmp_path)
    with Sink(hangs=True) as sink:
        worker = subprocess.Popen(
            [sys.executable, "manage.py", "send_mail"], cwd=ROOT, env=surroundings(settings, sink)
        )
        until = time.monotonic() + 30
        while not sink.reached and time.monotonic() < until:
            time.sleep(0.05)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        sink.hangs = False

    usual = connections["default"]
    with closing(connect(settings)):
        found = (states(), deliver_due())
    connections["default"] = usual
    assert (sink.reached, found) == (1, (["sending"], 0))


def surroundings(settings: dict, sink: Sink) -> dict[str, str]:
    """The environment of a process of its own on the test's database and mail server."""
    url = f"sqlite:///{settings['NAME']}"
    if connection.vendor == "postgresql":
        tested = os.environ["PORTAL_TEST_DATABASE"]
        url = re.sub(r"/[^/?@]*(?=\?|$)", f"/{settings['NAME']}", tested)
    return os.environ | {
        "DATABASE_URL": url,
        "EMAIL_URL": sink.address,
        "DJANGO_SETTINGS_MODULE": "integration_portal.settings",
        "PORTAL_ENV_FILE": "",
        "PORTAL_DEMO": "true",
        "PORTAL_VAR_DIR": os.environ["PORTAL_TEST_DIR"],
    }


def test_a_mail_that_another_worker_took_first_is_left_to_it(authority, asleep, sink, monkeypatch):
    taken, free = written(authority), written(authority)
    OutboxMail.objects.filter(pk=taken.pk).update(state="sending", claimed_at=timezone.now())
    seen = [OutboxMail.objects.filter(pk=mail.pk) for mail in (taken, free)]
    gone = OutboxMail.objects.none()
    queryset = type(OutboxMail.objects.all())
    monkeypatch.setattr(queryset, "due", lambda self, now=None: seen.pop(0) if seen else gone)

    assert (deliver_due(), len(sink.mails)) == (1, 1)
    taken.refresh_from_db()
    assert (taken.state, taken.attempts) == (OutboxState.SENDING, 0)


def test_a_killed_worker_leaves_it_unsure_and_a_person_sends_it_again(
    authority, officer, asleep, sink
):
    mail = written(authority)
    long_ago = timezone.now() - dt.timedelta(minutes=10)
    OutboxMail.objects.update(state=OutboxState.SENDING, attempts=1, claimed_at=long_ago)

    assert (deliver_due(), states()) == (0, ["unsure"])
    mail.refresh_from_db()
    assert (send_again(mail=mail, by=officer), deliver_due()) == (True, 1)
    mail.refresh_from_db()
    assert (mail.state, mail.decided_by) == (OutboxState.SENT, officer)


def test_an_unsure_one_that_arrived_is_not_sent_again(authority, officer, asleep, sink):
    mail = written(authority)
    moment = timezone.now()
    OutboxMail.objects.update(state=OutboxState.UNSURE, claimed_at=moment)
    mail.refresh_from_db()

    assert confirm(mail=mail, by=officer)

    mail.refresh_from_db()
    assert (mail.state, mail.sent_at, deliver_due()) == (OutboxState.SENT, moment, 0)


def test_only_who_keeps_the_outbox_decides(authority, officer, contributor, asleep):
    mail = written(authority)

    with pytest.raises(PermissionDenied):  # it waits, there is nothing to decide
        send_again(mail=mail, by=officer)
    OutboxMail.objects.update(state=OutboxState.UNSURE, claimed_at=timezone.now())
    mail.refresh_from_db()
    for decide in (send_again, confirm):
        with pytest.raises(PermissionDenied):
            decide(mail=mail, by=contributor)


def test_a_mail_is_sent_again_once(authority, officer, asleep):
    mail = written(authority)
    OutboxMail.objects.update(state=OutboxState.UNSURE, claimed_at=timezone.now())
    mail.refresh_from_db()
    late = OutboxMail.objects.get(pk=mail.pk)

    assert send_again(mail=mail, by=officer)
    assert not send_again(mail=late, by=officer)
