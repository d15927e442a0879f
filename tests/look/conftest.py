"""The trial portal of the components, in a test client and in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.chromium import listen

HERE = Path(__file__).parent


@pytest.fixture(autouse=True)
def _trial_portal(settings):
    settings.ROOT_URLCONF = "tests.look.urls"
    engine = settings.TEMPLATES[0]
    settings.TEMPLATES = [engine | {"DIRS": [*engine["DIRS"], HERE / "templates"]}]
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture
def look(chromium, live_server) -> Iterator:
    """A page of the trial portal in some width and colours; console errors fail the test."""
    contexts, problems = [], []

    def open_page(path: str, *, width=1280, scheme="light", script=True, height=900) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=script,
        )
        contexts.append(context)
        page = context.new_page()
        listen(page, problems)
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(f"{live_server.url}{path}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert problems == []
