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


def hold(edition: Edition) -> bool:
    """Keep the edition for the rest of the transaction; first of all, before any of its parts.

    Writers of one edition queue here: numbers are given one after the other, and nobody changes the
    plan as a draft while it comes into force. Its status is brought up to date; False if something
    else is allowed by now than when it was read.
    """
    allowed = (edition.is_open, edition.is_amendable)
    edition.status = (
        Edition.objects.select_for_update().values_list("status", flat=True).get(pk=edition.pk)
    )
    return (edition.is_open, edition.is_amendable) == allowed


def started(edition: Edition, *, by, reason: str = "") -> None:
    """The first step of a new edition's life, and its first state. Last in the transaction."""
    EditionTransition.objects.create(edition=edition, status=EditionStatus.DRAFT, by=by)
    record(edition, by=by, reason=reason)
