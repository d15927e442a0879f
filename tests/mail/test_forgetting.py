"""Sent mails lose address and text in time; what needs somebody keeps them."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.utils import timezone

from integration_portal.mail.actions.forgetting import forget_old
from integration_portal.mail.enums import OutboxState
from integration_portal.mail.models import OutboxMail


@pytest.fixture(autouse=True)
def days(settings):
    settings.MAIL_KEEP_DAYS = 30


def letter(authority, state="sent", days=31) -> OutboxMail:
    then = timezone.now() - dt.timedelta(days=days)
    return OutboxMail.objects.create(
        authority=authority, to="amt@stadt.example", subject="Abfrage", text="Guten Tag",
        cause="Eröffnung", state=state, sent_at=then, claimed_at=then, next_try_at=then,
    )  # fmt: skip


def test_a_sent_mail_is_forgotten_after_the_days_that_are_set(authority):
    old, young = letter(authority, days=30), letter(authority, days=29)

    assert (forget_old(), forget_old()) == (1, 0)

    for mail in (old, young):
        mail.refresh_from_db()
    assert (old.to, old.text, old.subject, old.sent_at is None) == ("", "", "Abfrage", False)
    assert (young.to, young.text) == ("amt@stadt.example", "Guten Tag")


@pytest.mark.parametrize("state", ["queued", "sending", "unsure", "failed"])
def test_what_is_not_surely_sent_keeps_its_address(authority, state):
    letter(authority, state)

    assert forget_old() == 0


@pytest.mark.parametrize("command", ["send_mail", "send_reminders"])
def test_what_runs_every_day_forgets(authority, command, capsys):
    mail = letter(authority)

    call_command(command)

    mail.refresh_from_db()
    assert mail.to == ""


def test_the_pages_say_that_it_is_forgotten(authority, officer, enter):
    mail = letter(authority)
    forget_old()
    browser = enter(officer)

    shown = browser.get(mail.get_absolute_url()).content.decode()

    assert f"Adresse und Text wurden am {timezone.localdate():%d.%m.%Y} entfernt" in shown
    assert browser.get(f"/{authority.slug}/postausgang/").status_code == 200


def test_the_database_keeps_the_address_of_what_is_still_to_be_sent(authority):
    waiting = OutboxMail.objects.filter(pk=letter(authority, OutboxState.QUEUED).pk)

    for changes in ({"to": ""}, {"to": "", "text": "", "forgotten_at": timezone.now()}):
        with pytest.raises(DatabaseError), transaction.atomic():
            waiting.update(**changes)


def test_the_privacy_page_says_how_long(client, db):
    shown = " ".join(client.get("/datenschutz/").content.decode().split())

    assert "verlieren im Postausgang nach 180 Tagen Adresse und Text" in shown
