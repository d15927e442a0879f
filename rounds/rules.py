"""Who runs a round, and who answers in it with an account. Links have a door of their own."""

from integration_portal.accounts.rules import is_officer

from .enums import RequestState, RoundState
from .models import ReportingRound, RoundRecipient, StatusRequest


def can_run_rounds(user, authority) -> bool:
    return is_officer(user, authority)


def can_prepare(user, reporting_round: ReportingRound) -> bool:
    """Change, open or delete it: only while nobody was asked yet."""
    return reporting_round.is_planned and is_officer(user, reporting_round.authority_id)


def can_watch(user, reporting_round: ReportingRound) -> bool:
    """Remind, return and close: while it is open."""
    return reporting_round.is_open and is_officer(user, reporting_round.authority_id)


def can_send_links(user, recipient: RoundRecipient) -> bool:
    """Somebody is left to write to. A new link lets the barred in again."""
    return bool(recipient.email) and can_watch(user, recipient.round)


def can_remind(user, recipient: RoundRecipient) -> bool:
    return recipient.can_be_written_to and can_watch(user, recipient.round)


def can_approve(user, request: StatusRequest) -> bool:
    """Also what came late, after the round was closed."""
    return request.state == RequestState.SUBMITTED and is_officer(user, request.round.authority_id)


def can_return(user, request: StatusRequest) -> bool:
    return request.state == RequestState.SUBMITTED and can_watch(user, request.round)


def can_adopt(user, request: StatusRequest) -> bool:
    """Take a draft that nobody handed in before the round was closed."""
    closed = request.round.state == RoundState.CLOSED and request.is_waiting
    return closed and bool(request.draft) and is_officer(user, request.round.authority_id)


def can_enter_own(user, authority) -> bool:
    """ "Meine Sachstände": whoever works inside; what stands there is asked of them alone."""
    return getattr(authority, "pk", authority) in user.access.inside
