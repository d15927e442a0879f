from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from ..enums import RoundState
from ..models import ReportingRound


def demand(allowed: bool) -> None:
    """Raises PermissionDenied."""
    if not allowed:
        raise PermissionDenied


def held(reporting_round: ReportingRound, *states: RoundState) -> ReportingRound:
    """The round as it is now, held for this transaction. Raises ValidationError in another state.

    Of two who open or close it at once, the second waits here and then is told.
    """
    rows = ReportingRound.objects.select_for_update(of=("self",), no_key=True)
    found = rows.select_related("authority", "edition").get(pk=reporting_round.pk)
    if found.state not in states:
        raise ValidationError(
            _("Die Abfrage ist inzwischen %(state)s. Es wurde nichts verändert."),
            params={"state": found.get_state_display()},
        )
    return found
