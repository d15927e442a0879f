"""Two presses judged at the same moment: one is carried out."""

import threading
from contextlib import closing

import pytest
from django.db import connections
from django.test import Client

from integration_portal.accounts.actions import invitation as invitations
from integration_portal.editing.views.once import OnceMixin
from tests.at_once import connect, shared_database

from .conftest import filled, said

AGAIN = "Das Formular kam zweimal an. Gespeichert ist es einmal."


@pytest.mark.django_db(transaction=True)
def test_of_two_presses_at_once_one_is_carried_out(pages, browser, monkeypatch, tmp_path):
    """Both are judged before either is written: the database decides."""
    page, typed, things = pages["measure"]
    data = filled(browser, page, **typed)
    settings = shared_database(tmp_path)
    both, answers, once = threading.Barrier(2, timeout=20), [], OnceMixin.once

    def together(view, save):
        both.wait()
        return once(view, save)

    monkeypatch.setattr(OnceMixin, "once", together)

    def press():
        sender = Client()
        sender.cookies = browser.cookies
        answer = sender.post(page, data)
        answers.append((answer.status_code, answer.url, AGAIN in said(answer)))

    at_once(settings, press, press)

    usual = connections["default"]
    with closing(connect(settings)):
        made = list(things.all())
    connections["default"] = usual
    assert len(made) == 1
    url = made[0].get_absolute_url()
    assert sorted(answers) == [(302, url, False), (302, url, True)]


@pytest.mark.django_db(transaction=True)
def test_of_two_invitations_at_once_one_renews_the_other(authority, administrator, tmp_path):
    settings = shared_database(tmp_path)

    def invite():
        invitations.invite(
            authority=authority,
            email="neu@waiblingen.example",
            kind="reader",
            by=administrator,
            link=str,
        )

    at_once(settings, invite, invite)

    usual = connections["default"]
    with closing(connect(settings)):
        kinds = sorted(authority.account_events.values_list("kind", flat=True))
        count = authority.invitations.count()
    connections["default"] = usual
    assert count == 1
    assert kinds == ["invited", "renewed"]


def at_once(settings: dict, *calls) -> None:
    """Each in a thread with a connection of its own; what one raises fails the test."""
    start, failed = threading.Barrier(len(calls), timeout=20), []

    def run(call) -> None:
        with closing(connect(settings)):
            start.wait()
            try:
                call()
            except Exception as error:
                failed.append(error)

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert failed == []
