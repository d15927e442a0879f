"""Adding one entry of the address book, with its history."""

from django.db import models, transaction

from integration_portal.history.actions import record


@transaction.atomic
def add[M: models.Model](thing: M, *, by) -> M:
    """Check and save something new. Raises ValidationError with messages by field."""
    thing.full_clean()
    thing.save()
    record(thing, by=by)
    return thing
