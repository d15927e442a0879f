"""Nobody gets in with a link of the barred, nor with one that a mail would bring later."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from integration_portal.mail.actions.delivery import deliver_due
from integration_portal.mail.enums import OutboxState
from integration_portal.mail.models import OutboxMail
from rounds.actions.links import fresh_link, revoke, send_anew
from rounds.actions.reviewing import give_back
from rounds.actions.running import open_round, remind, remind_due
from rounds.models import AccessLink, RoundRecipient
from tests.rounds.conftest import TEXT, at, filled, opened, page, said
from tests.sink import text_of

ORIGIN = "https://portal.example"


@pytest.fixture
def overdue(asked, running, recipient):
    """The ladder's rung is today, and nobody was written to since yesterday."""
    today = timezone.localdate()
    type(running).objects.update(on=today - dt.timedelta(days=60), due=today)
    RoundRecipient.objects.update(reminded_on=today - dt.timedelta(days=1))
    running.refresh_from_db()
    recipient.refresh_from_db()
    return running


def test_a_mail_that_waits_brings_no_link_after_all_were_barred(planned, officer, asleep, sink):
    open_round(reporting_round=planned, by=officer, origin=ORIGIN)
    revoke(recipient=RoundRecipient.objects.get(), by=officer)

    deliver_due()

    assert (sink.mails, AccessLink.objects.count()) == ([], 0)
    assert OutboxMail.objects.get().state == OutboxState.DROPPED


def test_no_maker_of_links_serves_the_barred(recipient, officer):
    from integration_portal.mail.links import Undeliverable

    revoke(recipient=recipient, by=officer)

    with pytest.raises(Undeliverable, match="gesperrt"):
        fresh_link(recipient, recipient.email)


def test_neither_ladder_nor_officer_reminds_the_barred(overdue, recipient, officer, asleep):
    revoke(recipient=recipient, by=officer)

    assert (remind_due(), remind(reporting_round=overdue, by=officer)) == (0, 0)


def test_what_is_returned_to_the_barred_brings_no_mail(guest, asked, browser, officer, mailoutbox):
    guest.post(page(asked[0]), opened(guest, asked[0], hand_in="1", **TEXT))
    revoke(recipient=asked[0].recipient, by=officer)
    url = at("give_back", asked[0])

    answer = browser.post(url, filled(browser, url, remark="Bitte Zahlen nennen."))

    assert said(answer)[0].startswith("Zurückgegeben. Eine Mail geht nicht hinaus:")
    assert mailoutbox == []


def test_a_new_link_lets_them_in_again(overdue, recipient, officer, sink):
    revoke(recipient=recipient, by=officer)
    recipient.refresh_from_db()

    send_anew(recipient=recipient, by=officer)

    token = text_of(sink.mails[0]).split("/sachstand/link/")[1].split("/")[0]
    recipient.refresh_from_db()
    assert (recipient.barred_at, Client().get(f"/sachstand/link/{token}/").status_code) == (
        None,
        200,
    )


def test_the_page_of_the_barred_says_so_and_offers_a_new_link(browser, asked, recipient, officer):
    revoke(recipient=recipient, by=officer)

    shown = browser.get(at("recipient", recipient)).content.decode()

    assert "Der Zugang ist gesperrt." in shown
    assert ("Neuen Link senden" in shown, "Links sperren" in shown) == (True, False)
    assert 'erinnern/"' not in shown


# Never a question and a reminder on one day


def test_whoever_was_sent_a_new_link_today_is_not_reminded_today(overdue, recipient, officer, sink):
    send_anew(recipient=recipient, by=officer)

    assert (remind_due(), len(sink.mails)) == (0, 1)


def test_whoever_was_asked_back_today_is_not_reminded_today(overdue, guest, asked, officer, sink):
    guest.post(page(asked[0]), opened(guest, asked[0], hand_in="1", **TEXT))
    asked[0].refresh_from_db()
    give_back(request=asked[0], remark="Bitte Zahlen nennen.", by=officer)

    assert (remind_due(), len(sink.mails)) == (0, 1)
