import pytest

from concepts.enums import EditionStatus
from integration_portal.documents import heartbeat
from integration_portal.documents.models import IssuedDocument
from tests.factories.concepts import ConceptFactory, EditionFactory
from tests.factories.documents import IssuedDocumentFactory


@pytest.fixture(autouse=True)
def quiet_heart(monkeypatch):
    """The beating thread has a connection of its own, which no test transaction can share."""
    monkeypatch.setattr(heartbeat, "EVERY", 3600)


@pytest.fixture
def edition(authority):
    """In force, with its state as adopted."""
    concept = ConceptFactory(authority=authority, title="Integrationskonzept")
    return EditionFactory(concept=concept, title="Konzept 2026", slug="2026", adopted=True)


@pytest.fixture
def draft_edition(authority):
    return EditionFactory(concept__authority=authority, title="Entwurf", status=EditionStatus.DRAFT)


@pytest.fixture
def issued_of():
    """An issued document of a thing, without rendering it."""

    def make(kind: str, subject, authority, **fields) -> IssuedDocument:
        return IssuedDocumentFactory(
            kind=kind,
            authority=authority,
            subject_type=subject._meta.label_lower,
            subject_id=subject.pk,
            **fields,
        )

    return make
