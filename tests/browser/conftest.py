"""People at real browsers in front of the demo. Nothing is undone: each test has its own things."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, Page

from tests.browser import portal
from tests.browser.things import PASSWORD, things_of_the_demo
from tests.chromium import listen
from tests.prepared import default

TIMEOUT = 10_000  # milliseconds; a laptop that runs the whole suite is slow


@pytest.fixture(scope="session")
def _filled(_demo_database, django_db_blocker, tmp_path_factory) -> SimpleNamespace:
    """A folder with the demo and what else the pages can be about, and those things."""
    folder = tmp_path_factory.mktemp("portal")
    file = folder / "portal.sqlite3"
    portal.copy(_demo_database, file)
    with django_db_blocker.unblock():
        connection = portal.connected(file)
        with default(connection):
            things = things_of_the_demo()
        connection.close()
    return SimpleNamespace(folder=folder, things=things)


@pytest.fixture(scope="session")
def things(_filled) -> SimpleNamespace:
    return _filled.things


@pytest.fixture(scope="session")
def site(_filled) -> Iterator[str]:
    """The address of a running portal with the demo."""
    with portal.running(_filled.folder, settings.FILES_DIR) as url:
        yield url


@pytest.fixture(scope="session")
def _logins() -> dict[str, dict]:
    return {}


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What consoles and scripts complain of; anything fails the test."""
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def browse(chromium, site, complaints, _logins) -> Iterator[Callable]:
    """`browse("integration")`: a page of that person, logged in; None is a visitor."""
    contexts: list[BrowserContext] = []

    def window(person: str | None = "integration", **options) -> Page:
        if person and person not in _logins:
            _logins[person] = state_after_login(person)
        return opened(storage_state=_logins.get(person), **options)

    def opened(**options) -> Page:
        context = chromium.new_context(
            base_url=site, locale="de-DE", reduced_motion="reduce", **options
        )
        contexts.append(context)
        context.set_default_timeout(TIMEOUT)
        page = context.new_page()
        listen(page, complaints)
        return page

    def state_after_login(person: str) -> dict:
        page = opened()
        page.goto("/konto/anmelden/")
        log_in(page, person)
        return page.context.storage_state()

    yield window
    for context in contexts:
        context.close()


def log_in(page: Page, person: str) -> None:
    page.get_by_label("E-Mail").fill(f"{person}@portal.example")
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden").click()
    page.wait_for_url(lambda url: "/anmelden/" not in url)


def log_in_by_keyboard(page: Page, go_to: Callable) -> None:
    go_to(page, page.get_by_label("E-Mail"))
    page.keyboard.type("integration@portal.example")
    go_to(page, page.get_by_label("Passwort"))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/anmelden/" not in url)
