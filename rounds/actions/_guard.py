"""Rows held for one transaction, as they are now: whoever else wants them waits here."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ..enums import RoundState
from ..models import ReportingRound, StatusRequest


def held(reporting_round: ReportingRound, *states: RoundState) -> ReportingRound:
    """Raises ValidationError if the round is in another state.

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


def held_request(request: StatusRequest) -> StatusRequest:
    """With all that answering and judging read."""
    rows = StatusRequest.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related(
        "round__authority",
        "recipient",
        "report",
        "measure__last_report",
        "measure__edition__authority",
    ).get(pk=request.pk)
