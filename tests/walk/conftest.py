"""Two authorities with one thing of every kind, and people who knock at every door."""

import copy
import os
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client

from tests import prepared
from tests.personas import make_all
from tests.walk.world import settle

OWN_WORD, FOREIGN_WORD = "Eigen", "Fremd"


@pytest.fixture(scope="session")
def _settled(django_db_setup, django_db_blocker) -> Iterator[SimpleNamespace]:
    """Both authorities filled and everybody there: once for all tests of this process."""
    made = SimpleNamespace()

    def settle_all() -> None:
        made.people = make_all()
        own, theirs = made.people["authority"], made.people["neighbour"]
        about = {name: made.people[name] for name in ("contributor", "reader")}
        made.world = settle(own, word=OWN_WORD, **about)
        made.foreign = settle(theirs, word=FOREIGN_WORD)

    with (
        django_db_blocker.unblock(),
        prepared.filled(f"walk{os.getpid()}", settle_all) as made.connection,
    ):
        yield made


@pytest.fixture
def _instead(_settled) -> Iterator[None]:
    with prepared.instead_of_the_usual(_settled.connection):
        yield


@pytest.fixture
def settled(_settled, _instead, db) -> SimpleNamespace:
    """What the test does to it is undone, in the database and here."""
    return SimpleNamespace(
        people=copy.deepcopy(_settled.people),
        world=copy.deepcopy(_settled.world),
        foreign=copy.deepcopy(_settled.foreign),
    )


@pytest.fixture
def world(settled) -> SimpleNamespace:
    return settled.world


@pytest.fixture
def foreign(settled) -> SimpleNamespace:
    """The neighbour has the same, under another word."""
    return settled.foreign


@pytest.fixture
def persona(settled) -> Callable:
    return settled.people.__getitem__


@pytest.fixture
def knock(enter) -> Callable:
    """`knock(user)(method, url, data)`: one request of that person; what it changes is undone."""

    def visitor_of(user, cookies: dict[str, str] | None = None) -> Callable:
        browser: Client = enter(user)
        browser.raise_request_exception = False
        browser.cookies.update(cookies or {})
        before = copy.deepcopy(browser.cookies)

        def once(method: str, url: str, data=None, **extra) -> HttpResponseBase:
            browser.cookies.clear()
            browser.cookies.update(copy.deepcopy(before))
            with transaction.atomic():
                response = getattr(browser, method)(url, data or {}, **extra)
                transaction.set_rollback(True)
            return response

        return once

    return visitor_of


def outcome(response: HttpResponseBase) -> str:
    """What happened at the door: login, reached, no such method, not for you, nothing there."""
    status = response.status_code
    if status in (301, 302) and response["Location"].startswith(
        ("/konto/anmelden/", "/verwaltung/login/")
    ):
        return "login"
    named = {403: "forbidden", 404: "nothing", 405: "no method"}
    if status in named:
        return named[status]
    return "reached" if status in (200, 204, 302, 400, 409, 422) else f"broken: {status}"


def content(response: HttpResponseBase) -> str:
    whole = b"".join(response.streaming_content) if response.streaming else response.content
    return whole.decode(errors="replace")
