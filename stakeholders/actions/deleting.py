"""Deleting an entry of the address book."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils.translation import gettext_lazy as _

from integration_portal.history.actions import record
from integration_portal.history.models import RevisionAction

from ..models import Person
from .people import forget_person, strip


@transaction.atomic
def delete(thing: models.Model, *, by, reason: str = "") -> None:
    """Delete for good. A deleted person is gone from the history, too.

    Raises ValidationError if something depends on it.
    """
    thing = type(thing)._base_manager.get(pk=thing.pk)
    if isinstance(thing, Person):
        forget_person(thing)
        strip(thing)
    seats = thing.representations.all() if hasattr(thing, "representations") else ()
    for one in (thing, *seats):
        record(one, by=by, action=RevisionAction.DELETED, reason=reason)
    try:
        with transaction.atomic():
            thing.delete()
    except (ProtectedError, RestrictedError) as error:
        raise ValidationError(
            _("„%(thing)s“ wird noch verwendet und bleibt deshalb bestehen.") % {"thing": thing}
        ) from error
