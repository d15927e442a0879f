"""A draft of the house, and the officer who writes it."""

import pytest

from tests.factories.council import (
    CouncilPaperFactory,
)


@pytest.fixture
def paper(authority):
    return CouncilPaperFactory(authority=authority, subject="Fortschreibung")
