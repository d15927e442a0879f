import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from concepts.enums import EditionStatus
from measures.enums import MeasureRoleKind
from measures.models import MeasureRole
from stakeholders.models import Representation
from tests.factories.concepts import EditionFactory, FieldOfActionFactory
from tests.factories.measures import MeasureFactory
from tests.factories.stakeholders import OrganisationFactory


@pytest.fixture
def edition(authority):
    """A draft of the authority."""
    return EditionFactory(concept__authority=authority)


@pytest.fixture
def adopted(authority):
    return EditionFactory(concept__authority=authority, adopted=True)


@pytest.fixture
def field(edition):
    return FieldOfActionFactory(edition=edition)


@pytest.fixture
def measure(edition):
    return MeasureFactory(edition=edition, title="Sprachcafé", saved=True)


@pytest.fixture
def adopted_measure(adopted):
    return MeasureFactory(edition=adopted, title="Lotsinnen und Lotsen", saved=True)


@pytest.fixture
def lead(authority, contributor, adopted_measure):
    """The organisation that leads the adopted measure; the contributor acts for it."""
    organisation = OrganisationFactory(authority=authority, name="Fachbereich Bildung")
    MeasureRole.objects.create(
        measure=adopted_measure, organisation=organisation, kind=MeasureRoleKind.LEAD
    )
    Representation.objects.create(user=contributor, organisation=organisation)
    return organisation


@pytest.fixture
def superseded_measure(authority):
    edition = EditionFactory(concept__authority=authority, status=EditionStatus.SUPERSEDED)
    return MeasureFactory(edition=edition, saved=True)


@pytest.fixture
def count_queries():
    """How many queries a page costs once its caches are warm."""

    def count(client, address) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    return count
