"""Who may do what with documents. Reading is `IssuedDocument.objects.visible_to(user)`."""

from integration_portal.accounts.rules import is_officer

from .models import IssuedDocument, Job


def can_issue(user, authority) -> bool:
    return is_officer(user, authority)


def can_retry(user, job: Job) -> bool:
    return is_officer(user, job.authority_id)


def can_withdraw(user, document: IssuedDocument) -> bool:
    valid = not (document.is_withdrawn or document.is_erased)
    return valid and is_officer(user, document.authority_id)


def can_erase(user, document: IssuedDocument) -> bool:
    return not document.is_erased and is_officer(user, document.authority_id)
