"""Somebody without an account, let in by the link of a reporting round: their own pages only."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.walk.addresses import parts
from tests.walk.conftest import FOREIGN_WORD, OWN_WORD, content, outcome
from tests.walk.table import lines

OVER = reverse("rounds_by_link:over")
DOORS = [
    (line.name, method)
    for line in lines()
    if "recipient" in parts(line.name)
    for method in ("get", "post")
]


@pytest.fixture
def guest(world, knock, persona):
    """Knocks with the cookie of the own link, at every address."""
    started = Client().post(reverse("rounds_by_link:start", args=["zugang-waiblingen"]))
    return knock(persona("visitor"), cookies={"sachstand": started.cookies["sachstand"].value})


def door(name: str, recipient, request) -> str:
    known = {"recipient": recipient.pk, "pk": request.pk}
    return reverse(name, kwargs={part: known[part] for part in parts(name)})


@pytest.mark.parametrize(("name", "method"), DOORS)
def test_a_link_opens_the_measures_of_its_recipient_only(guest, world, foreign, name, method):
    mine, theirs = world.asked, foreign.asked
    own = guest(method, door(name, mine.recipient, mine))
    wrong = [
        guest(method, door(name, theirs.recipient, theirs)),
        guest(method, door(name, theirs.recipient, mine)),
    ]
    if "pk" in parts(name):
        wrong.append(guest(method, door(name, mine.recipient, theirs)))

    assert outcome(own) in ("reached", "no method")
    assert getattr(own, "url", "") != OVER
    assert FOREIGN_WORD not in content(own)
    for answer in wrong:
        assert outcome(answer) in ("nothing", "no method") or answer.url == OVER
        assert FOREIGN_WORD not in content(answer)


def test_the_page_of_a_link_shows_what_it_is_for(guest, world):
    answer = guest("get", door("rounds_by_link:answers", world.asked.recipient, world.asked))

    assert OWN_WORD in content(answer)
