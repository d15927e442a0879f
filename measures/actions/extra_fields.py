"""An authority's own fields: a field goes, and its values go with it."""

from django.db import transaction
from django.utils.translation import gettext as _

from integration_portal.history.actions import record
from integration_portal.history.models import RevisionAction
from integration_portal.history.reading import stated

from ..models import ExtraField, Measure


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
    return len(measures)
