"""What happens after a part of an edition was saved, moved or is about to go."""

from django.db import models, transaction

from integration_portal.core.models import OrderedModel
from integration_portal.history.actions import record

from ..models import FieldOfAction, Goal
from .numbering import renumber

NUMBERED = (FieldOfAction, Goal)


def saved(thing: models.Model, *, by, reason: str = "") -> None:
    """Last in the transaction of a form: numbers follow the order, the state is kept."""
    if isinstance(thing, NUMBERED):
        renumber(edition=thing.edition, by=by)
        thing.refresh_from_db(fields=["number"])
    record(thing, by=by, reason=reason)


@transaction.atomic
def moved(thing: OrderedModel, *, by) -> None:
    """After a change of place: numbers follow, and everything that moved along says so."""
    if isinstance(thing, NUMBERED):
        renumber(edition=thing.edition, by=by)
    for sibling in thing.siblings():
        record(sibling, by=by)


def to_the_end(thing: OrderedModel) -> None:
    """Under a new parent a thing stands last. Saving is the caller's."""
    last = thing.siblings().exclude(pk=thing.pk).aggregate(last=models.Max("position"))["last"]
    thing.position = (last or 0) + 1
