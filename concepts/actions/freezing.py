"""Keeping how an edition and all its parts stand at one moment."""

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from integration_portal.core.relations import related_model
from integration_portal.history.actions import record
from integration_portal.history.reading import stated
from integration_portal.history.registry import Tracked, all_tracked

from ..models import Edition


def record_parts(*, edition: Edition, by, at) -> int:
    """Store the present state of every tracked thing whose context is the edition.

    Measures and what other rooms hang on an edition are among them. What has not changed since its
    last revision is kept by that one. Returns how many things were looked at. Call it in the
    transaction that changes the status.
    """
    count = 0
    for of in all_tracked():
        if _context_model(of) is not Edition:
            continue
        context = of.context.replace(".", "__")
        things = of.model._default_manager.filter(**{context: edition})
        for thing in stated(things, also=(of.authority.replace(".", "__"), context)):
            record(thing, by=by, at=at)
            count += 1
    return count


def _context_model(of: Tracked) -> type[models.Model] | None:
    """Where "field.edition" leads; nothing for a thing that stands for itself."""
    model = of.model
    for name in filter(None, of.context.split(".")):
        try:
            model = related_model(model, name)
        except FieldDoesNotExist:
            return None
    return model if of.context else None
