"""An authority's own fields: what everybody reads is found; a field goes with its values."""

from django.db import transaction
from django.utils.translation import gettext as _

from integration_portal.history.actions import record
from integration_portal.history.models import RevisionAction
from integration_portal.history.reading import stated

from ..models import ExtraField, Measure
from .measures import keep_words_of


@transaction.atomic
def keep_field(thing: ExtraField, *, by, reason: str = ""):
    """Last step of every save of a field: its values may have become public, or internal."""
    keep_words_of(thing.measures())
    return record(thing, by=by, reason=reason)


@transaction.atomic
def remove_field(thing: ExtraField, *, by, reason: str = "") -> int:
    """Delete the field with its values. Returns how many measures had one.

    Each of them keeps the value in its history, as it was called.
    """
    measures = list(stated(thing.measures()))
    for measure in measures:
        # What came before the field had values may never have been recorded.
        record(measure, by=by)
        del measure.extra[thing.key]
    Measure.objects.bulk_update(measures, ["extra"], batch_size=200)
    said = _("Zusatzfeld „%(field)s“ gelöscht") % {"field": thing.name}
    for measure in measures:
        record(measure, by=by, reason=f"{said}: {reason}" if reason else said)
    record(thing, by=by, action=RevisionAction.DELETED, reason=reason)
    thing.delete()
    keep_words_of(Measure.objects.filter(pk__in=[measure.pk for measure in measures]))
    return len(measures)
