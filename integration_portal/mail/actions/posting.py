"""Writing a mail into the outbox, in the transaction that causes it, and deciding about one."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models, transaction
from django.utils import timezone

from integration_portal.accounts.models import LocalAuthority
from integration_portal.core.guard import demand

from .. import rules, tasks
from ..enums import OutboxState
from ..models import OutboxMail


@dataclass(frozen=True)
class Letter:
    """`subject` and `cause` are cut to what fits; `{link}` in the text: see `mail.links`."""

    to: str
    subject: str
    text: str
    cause: str
    about: models.Model | None = None


def post(
    *,
    authority: LocalAuthority,
    to: str,
    subject: str,
    text: str,
    cause: str,
    about: models.Model | None = None,
) -> OutboxMail:
    """Write one mail. It goes out when the transaction around this stands, never before."""
    return post_all(authority=authority, letters=[Letter(to, subject, text, cause, about)])[0]


@transaction.atomic
def post_all(*, authority: LocalAuthority, letters: Iterable[Letter]) -> list[OutboxMail]:
    """Write many: all of them stand in the outbox, or none."""
    mails = OutboxMail.objects.bulk_create(
        OutboxMail(
            authority=authority,
            to=letter.to,
            subject=" ".join(letter.subject.split())[:250],
            text=letter.text,
            cause=letter.cause[:250],
            subject_type=letter.about._meta.label_lower if letter.about else "",
            subject_id=letter.about.pk if letter.about else None,
        )
        for letter in letters
    )
    if mails:
        transaction.on_commit(wake)
    return mails


def wake() -> None:
    """Tell the worker that there is something to send."""
    tasks.deliver.enqueue()


@transaction.atomic
def send_again(*, mail: OutboxMail, by) -> bool:
    """Queue once more what failed or is unsure. False if somebody else did so already."""
    demand(rules.can_send_again(by, mail))
    queued = OutboxMail.objects.filter(pk=mail.pk, state=mail.state).update(
        state=OutboxState.QUEUED,
        attempts=0,
        next_try_at=timezone.now(),
        error="",
        decided_by=by,
    )
    if queued:
        transaction.on_commit(wake)
    return bool(queued)


@transaction.atomic
def confirm(*, mail: OutboxMail, by) -> bool:
    """An unsure one did arrive: it counts as sent at the time it was tried."""
    demand(rules.can_confirm(by, mail))
    unsure = OutboxMail.objects.filter(pk=mail.pk, state=OutboxState.UNSURE)
    return bool(
        unsure.update(state=OutboxState.SENT, sent_at=models.F("claimed_at"), decided_by=by)
    )
