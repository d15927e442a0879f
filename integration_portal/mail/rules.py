"""Who sees what the portal has sent, and who sends it once more."""

from integration_portal.accounts.rules import can_keep_stakeholders

from .enums import OutboxState
from .models import OutboxMail


def can_see_outbox(user, authority) -> bool:
    """Officers and administrators: addresses and letters are nobody else's business."""
    return can_keep_stakeholders(user, authority)


def can_send_again(user, mail: OutboxMail) -> bool:
    return mail.state in OutboxState.wants_somebody and can_see_outbox(user, mail.authority_id)


def can_confirm(user, mail: OutboxMail) -> bool:
    """Say that an unsure one did arrive, so that it is not sent twice."""
    return mail.state == OutboxState.UNSURE and can_see_outbox(user, mail.authority_id)
