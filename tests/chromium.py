"""One real browser for all tests of a process, and what every page is asked.

Playwright allows one running instance in a process, so no room starts its own.
"""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests import tools


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        flags = tools.CHROMIUM_FLAGS
        browser = playwright.chromium.launch(executable_path=tools.browser(), args=flags)
        yield browser
        browser.close()


def listen(page: Page, complaints: list[str]) -> None:
    """Collect what the page's scripts and the browser complain of."""

    def heard(said: ConsoleMessage) -> None:
        # Chromium reports every answer of 4xx as an error of its own; the page may be meant so.
        if said.type == "error" and not (
            "Failed to load resource" in said.text and "status of 4" in said.text
        ):
            complaints.append(said.text)

    page.on("console", heard)
    page.on("pageerror", lambda error: complaints.append(str(error)))


def violations(page: Page) -> list[str]:
    """Each rule of axe that the page breaks, with the first place where.

    Colours that are just fading into others are nobody's last word: transitions end first.
    """
    page.evaluate(
        "Promise.all(document.getAnimations().map(a => a.finished.catch(() => undefined)))"
    )
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:200]}" for rule in found]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
