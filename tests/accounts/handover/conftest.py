"""Somebody who leaves, and who takes over."""

import datetime as dt

import pytest
from django.utils import timezone

from integration_portal.accounts.actions.handover import hand_over
from integration_portal.accounts.handover import parts
from tests.factories.accounts import UserFactory

YEAR = dt.timedelta(days=365)
today = timezone.localdate


def kinds(user, authority) -> set[str]:
    return set(user.roles.filter(authority=authority).values_list("kind", flat=True))


@pytest.fixture
def leaver(authority):
    return UserFactory(
        email="alt@stadt.example", function="Stabsstelle Integration", officer_of=authority
    )


@pytest.fixture
def successor(authority):
    return UserFactory(
        email="neu@stadt.example", function="Fachdienst Vielfalt", name="N. N.",
        contributor_of=authority,
    )  # fmt: skip


@pytest.fixture
def act(authority, leaver, successor, administrator):
    def run(**changes):
        given = {
            "authority": authority,
            "leaver": leaver,
            "successor": successor,
            "by": administrator,
            "reason": "Wechsel zum Jahresende",
            "keys": [part.key for part in parts()],
        }
        return hand_over(**(given | changes))

    return run
