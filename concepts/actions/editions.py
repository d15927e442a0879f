"""Beginning a concept and its editions."""

from collections.abc import Iterable

from django.db import transaction

from integration_portal.accounts.models import LocalAuthority
from integration_portal.history.actions import record

from ..enums import EditionStatus
from ..models import Concept, Edition, EditionTransition


@transaction.atomic
def create_concept(*, authority: LocalAuthority, title: str, kind: str, by) -> Concept:
    """Raises ValidationError for a missing title or kind."""
    concept = Concept(authority=authority, title=title, kind=kind)
    concept.full_clean()
    concept.save()
    record(concept, by=by)
    return concept


@transaction.atomic
def create_edition(
    *, concept: Concept, title: str, slug: str, by, predecessors: Iterable[Edition] = ()
) -> Edition:
    """An empty draft. Raises ValidationError if the authority has an edition at this address."""
    edition = Edition(concept=concept, authority_id=concept.authority_id, title=title, slug=slug)
    edition.full_clean()
    edition.save()
    edition.predecessors.set(predecessors)
    started(edition, by=by)
    return edition


def started(edition: Edition, *, by, reason: str = "") -> None:
    """The first step of a new edition's life, and its first state. Last in the transaction."""
    EditionTransition.objects.create(edition=edition, status=EditionStatus.DRAFT, by=by)
    record(edition, by=by, reason=reason)
