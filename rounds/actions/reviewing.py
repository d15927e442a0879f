"""What the officer does with what was handed in."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from integration_portal.core.guard import demand
from integration_portal.mail.actions import post
from measures.actions.status_reports import report_status
from measures.enums import ReportState

from .. import letters
from ..enums import RequestState
from ..models import ReportingRound, StatusRequest
from ..rules import can_approve, can_return
from ._guard import held_request


@transaction.atomic
def approve(*, request: StatusRequest, by) -> StatusRequest:
    """From now on the report counts for its measure. Raises ValidationError if it is gone."""
    demand(can_approve(by, request))
    held = held_request(request)
    if held.state != RequestState.SUBMITTED or held.report is None:
        raise ValidationError(_("Dieser Sachstand ist inzwischen nicht mehr abgegeben."))
    held.report.state = ReportState.APPROVED
    report_status(report=held.report, by=by)
    held.state = RequestState.APPROVED
    held.save()
    return held


@transaction.atomic
def approve_all(*, reporting_round: ReportingRound, by) -> int:
    """Approve whatever was handed in until now. Returns how many."""
    waiting = reporting_round.requests.filter(
        state=RequestState.SUBMITTED, report__isnull=False
    ).select_related("round")
    return len([approve(request=request, by=by) for request in waiting])


@transaction.atomic
def give_back(*, request: StatusRequest, remark: str, by) -> StatusRequest:
    """Ask for more: the recipient gets the remark by mail, with a link to their text.

    Without an address, or while they are barred, it stands at the text only, for those who come in
    with an account.
    """
    demand(can_return(by, request))
    held = held_request(request)
    if held.state != RequestState.SUBMITTED or held.report is None:
        raise ValidationError(_("Dieser Sachstand ist inzwischen nicht mehr abgegeben."))
    held.report.state, held.report.remark = ReportState.RETURNED, remark
    report_status(report=held.report, by=by)
    held.state = RequestState.RETURNED
    held.save()
    if held.recipient.can_be_written_to:
        _ask_back(held, remark)
    return held


def _ask_back(held: StatusRequest, remark: str) -> None:
    held.recipient.reminded_on = timezone.localdate()
    held.recipient.save()
    post(
        authority=held.round.authority,
        to=held.recipient.email,
        subject=_("Rückfrage: %(measure)s") % {"measure": held.measure},
        text=letters.returned(held.round, held.measure, remark),
        cause=_("Rückgabe in „%(title)s“") % {"title": held.round.title},
        about=held.recipient,
    )
