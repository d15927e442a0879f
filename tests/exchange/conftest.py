import pytest

from tests.factories.concepts import EditionFactory


@pytest.fixture
def edition(authority):
    """A draft of the authority."""
    return EditionFactory(concept__authority=authority)


@pytest.fixture
def adopted(authority):
    return EditionFactory(concept__authority=authority, adopted=True)
