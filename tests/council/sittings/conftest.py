"""A paper that was sent, on its way through the bodies."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from concepts.enums import EditionStatus
from tests.factories.concepts import EditionFactory
from tests.factories.council import (
    CouncilPaperFactory,
)


def url(name, *parts):
    return reverse(f"council:{name}", args=["waiblingen", *parts])


@pytest.fixture
def office(officer, enter):
    return enter(officer)


@pytest.fixture
def edition(authority):
    return EditionFactory(
        concept__authority=authority, slug="2026", status=EditionStatus.DELIBERATION
    )


@pytest.fixture
def paper(authority, edition, committee, council):
    return CouncilPaperFactory(
        authority=authority,
        edition=edition,
        confidential=False,
        stations=[committee, council],
        sent=True,
    )


def station_of(paper, body):
    return paper.consultations.get(body=body)


def queries(browser, address) -> int:
    with CaptureQueriesContext(connection) as taken:
        assert browser.get(address).status_code == 200
    return len(taken)
