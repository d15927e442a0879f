"""A reporting round goes on when who opened it, or who is asked in it, leaves."""

import datetime as dt

import pytest
from django.utils import timezone

from integration_portal.accounts.handover import Handover, holdings
from integration_portal.core.tokens import hash_token
from integration_portal.history.models import Revision
from rounds.actions.handover import pass_rounds
from tests.factories.accounts import UserFactory
from tests.factories.concepts import EditionFactory
from tests.factories.measures import MeasureFactory


@pytest.fixture
def leaver(authority):
    return UserFactory(email="alt@stadt.example", function="Alt", officer_of=authority)


@pytest.fixture
def successor(authority):
    return UserFactory(email="neu@stadt.example", function="Neu", officer_of=authority)


@pytest.fixture
def act(authority, leaver, successor, administrator):
    return lambda: pass_rounds(Handover(authority, leaver, successor, administrator, "Wechsel"))


def open_round(authority, opened_by):
    edition = EditionFactory(concept__authority=authority, adopted=True)
    return edition.reporting_rounds.create(
        title="Bericht 2026",
        on=dt.date(2026, 1, 31),
        due=dt.date(2026, 2, 28),
        state="open",
        opened_at=timezone.now(),
        opened_by=opened_by,
    )


def ask(reporting_round, email: str):
    """A recipient with a link and one request."""
    recipient = reporting_round.recipients.create(email=email, name=email, kind="contact")
    recipient.links.create(
        token_hash=hash_token(email), expires_at=timezone.now() + dt.timedelta(days=1)
    )
    measure = MeasureFactory(edition=reporting_round.edition)
    reporting_round.requests.create(recipient=recipient, measure=measure)
    return recipient


def test_rounds_ask_the_successor_and_old_links_end(act, authority, leaver, successor):
    reporting_round = open_round(authority, opened_by=leaver)
    recipient = ask(reporting_round, leaver.email)
    other = ask(reporting_round, "amt@stadt.example")
    (holding,) = holdings(leaver, authority)
    assert (holding.part.key, holding.things) == ("abfragen", ["Bericht 2026"])

    act()

    reporting_round.refresh_from_db()
    recipient.refresh_from_db()
    assert (reporting_round.opened_by, recipient.email) == (successor, "neu@stadt.example")
    assert (recipient.links.valid().count(), other.links.valid().count()) == (0, 1)
    last = Revision.objects.of(reporting_round).first()
    assert last.reason == "Übergabe von Alt an Neu: Wechsel"


def test_a_successor_who_is_asked_already_gets_the_rest(act, authority, leaver, officer):
    reporting_round = open_round(authority, opened_by=officer)
    ask(reporting_round, leaver.email)
    known = ask(reporting_round, "neu@stadt.example")

    act()

    reporting_round.refresh_from_db()
    assert reporting_round.opened_by == officer
    assert known.requests.count() == 2
