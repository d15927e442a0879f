"""A draft of the house, and the officer who writes it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.council import (
    CouncilPaperFactory,
)


def url(name, *parts):
    return reverse(f"council:{name}", args=["waiblingen", *parts])


@pytest.fixture
def office(officer, enter):
    """The officer's browser."""
    return enter(officer)


@pytest.fixture
def paper(authority):
    return CouncilPaperFactory(authority=authority, subject="Fortschreibung")


def queries(browser, address) -> int:
    with CaptureQueriesContext(connection) as taken:
        assert browser.get(address).status_code == 200
    return len(taken)
