"""A paper that was sent, on its way through the bodies."""

import pytest

from concepts.enums import EditionStatus
from tests.factories.concepts import EditionFactory
from tests.factories.council import (
    CouncilPaperFactory,
)


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
