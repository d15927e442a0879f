"""The way in without an account."""

import datetime as dt
import io
import logging

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from integration_portal.core.tokens import new_token
from integration_portal.logs import DiscreetFormatter
from integration_portal.mail.actions.delivery import deliver_due
from rounds.actions.links import revoke, send_anew
from rounds.models import AccessLink, RoundRecipient
from tests.factories.rounds import AccessLinkFactory, RoundRecipientFactory, StatusRequestFactory
from tests.rounds.conftest import page
from tests.sink import text_of

OVER = "Dieser Link gilt nicht oder nicht mehr"


def start(token="zugang") -> str:
    return reverse("rounds_by_link:start", args=[token])


def test_opening_a_link_changes_nothing(link, recipient):
    answer = Client().get(start())

    recipient.refresh_from_db()
    assert answer.status_code == 200
    assert (recipient.started_at, answer.cookies.get("sachstand")) == (None, None)


def test_start_trades_the_token_for_a_cookie_and_an_address_without_it(link, recipient):
    answer = Client().post(start())

    recipient.refresh_from_db()
    cookie = answer.cookies["sachstand"]
    assert answer.url == f"/sachstand/{recipient.pk}/"
    assert cookie["path"] == answer.url
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert "zugang" not in cookie.value
    assert recipient.started_at is not None


def test_a_link_can_be_used_again_until_it_expires(link, asked):
    for _n in range(2):
        browser = Client()
        assert browser.get(browser.post(start()).url).status_code == 200


def test_the_first_start_counts(link, recipient):
    Client().post(start())
    first = RoundRecipient.objects.get().started_at
    Client().post(start())

    assert RoundRecipient.objects.get().started_at == first


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("change", ["altered", "expired", "revoked"])
def test_a_link_that_does_not_hold_says_so_and_tells_nothing(link, recipient, change, method):
    past = timezone.now() - dt.timedelta(minutes=1)
    AccessLink.objects.update(
        **{"expired": {"expires_at": past}, "revoked": {"revoked_at": past}}.get(change, {})
    )

    answer = getattr(Client(), method)(start("zugang" if change != "altered" else "zugang2"))

    text = answer.content.decode()
    assert (answer.status_code, OVER in text) == (404, True)
    assert recipient.name not in text
    assert recipient.round.title not in text


def test_whoever_is_inside_is_out_once_the_link_is_revoked(guest, asked, recipient, officer):
    revoke(recipient=recipient, by=officer)

    answer = guest.get(page(asked[0]))

    assert (answer.status_code, answer.url) == (302, "/sachstand/")
    assert OVER in guest.get(answer.url).content.decode()


def test_a_cookie_opens_its_own_measures_only(guest, asked):
    other = StatusRequestFactory()
    AccessLinkFactory(recipient=other.recipient)
    guest.cookies["sachstand"]["path"] = "/"

    theirs = guest.get(page(other))
    mixed = guest.get(reverse("rounds_by_link:answer", args=[asked[0].recipient_id, other.pk]))

    assert (theirs.status_code, theirs.url, mixed.status_code) == (302, "/sachstand/", 404)


def test_a_forged_cookie_opens_nothing(link, recipient):
    browser = Client()
    browser.cookies["sachstand"] = "1:abc:def"

    answer = browser.get(reverse("rounds_by_link:answers", args=[recipient.pk]))

    assert answer.url == "/sachstand/"


def test_the_address_of_a_link_is_told_to_nobody(link, guest, recipient):
    for answer in (
        Client().get(start()),
        Client().post(start()),
        guest.get(reverse("rounds_by_link:answers", args=[recipient.pk])),
    ):
        assert answer.headers["Referrer-Policy"] == "strict-origin"
        assert "no-store" in answer.headers["Cache-Control"]
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_the_log_as_it_is_written_holds_no_link(db, monkeypatch):
    written = io.StringIO()
    for handler in logging.getLogger().handlers:
        if isinstance(handler.formatter, DiscreetFormatter):
            monkeypatch.setattr(handler, "stream", written)
    token = new_token()

    Client().get(start(token))
    logging.getLogger("django.server").info('"GET %s HTTP/1.1" 404', start(token))

    assert written.getvalue().count("/sachstand/link/<Schlüssel>/") == 2
    assert token not in written.getvalue()
    assert logging.getLogger("django.server").handlers == []


def test_guessing_is_slowed_down(db):
    browser = Client()

    codes = [browser.get(start("falsch")).status_code for _n in range(61)]

    assert (set(codes[:60]), codes[60]) == ({404}, 429)


def test_sending_anew_ends_what_was_sent_before(link, asked, recipient, officer, sink):
    send_anew(recipient=recipient, by=officer)

    token = text_of(sink.mails[0]).split("/sachstand/link/")[1].split("/")[0]
    assert Client().get(start()).status_code == 404
    assert Client().get(start(token)).status_code == 200


def test_links_of_a_closed_round_are_not_sent(recipient, officer, contributor):
    with pytest.raises(PermissionDenied):
        revoke(recipient=recipient, by=contributor)
    recipient.round.state = "closed"
    with pytest.raises(PermissionDenied):
        send_anew(recipient=recipient, by=officer)


def test_a_new_link_of_an_overdue_round_is_worth_sending(asked, recipient, officer, sink):
    past = timezone.localdate() - dt.timedelta(days=300)
    type(recipient.round).objects.update(on=past, due=past)
    recipient.round.refresh_from_db()

    send_anew(recipient=recipient, by=officer)
    deliver_due()

    assert AccessLink.objects.get().is_valid
    assert str(AccessLink.objects.get()).startswith("Fachbereich Bildung, ")


def test_the_database_takes_nothing_but_hashes(db):
    from django.db import IntegrityError, transaction

    recipient = RoundRecipientFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        AccessLink.objects.create(
            recipient=recipient, token_hash="geheim", expires_at=timezone.now()
        )
