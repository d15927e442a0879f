"""Two authorities with one thing of every kind, and people who knock at every door."""

import copy
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client

from tests.walk.world import settle

OWN_WORD, FOREIGN_WORD = "Eigen", "Fremd"


@pytest.fixture
def world(authority, contributor, reader) -> SimpleNamespace:
    return settle(authority, word=OWN_WORD, contributor=contributor, reader=reader)


@pytest.fixture
def foreign(neighbour) -> SimpleNamespace:
    """The neighbour has the same, under another word."""
    return settle(neighbour, word=FOREIGN_WORD)


@pytest.fixture
def knock(enter) -> Callable:
    """`knock(user)(method, url, data)`: one request of that person; what it changes is undone."""

    def visitor_of(user) -> Callable:
        browser: Client = enter(user)
        browser.raise_request_exception = False
        cookies = copy.deepcopy(browser.cookies)

        def once(method: str, url: str, data=None, **extra) -> HttpResponseBase:
            browser.cookies.clear()
            browser.cookies.update(copy.deepcopy(cookies))
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
