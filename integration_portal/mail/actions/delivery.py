"""Sending what stands in the outbox. Safe to run in several processes at once.

Each mail is claimed in one statement before anything goes over the wire. A worker that is killed in
between leaves it "sending"; after some minutes it is unsure, and only a person sends it again.
What the server surely did not take is tried again, with growing pauses. A server that is silent or
not there is asked once, not once for each mail.
"""

import datetime as dt
import logging
import smtplib
from enum import Enum

from django.core.mail import EmailMessage, mailers
from django.core.mail.backends.base import BaseEmailBackend
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import tasks
from ..enums import OutboxState
from ..letters import written
from ..links import Undeliverable
from ..models import OutboxMail

logger = logging.getLogger(__name__)

PAUSES = [dt.timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440)]


class Fate(Enum):
    """What a try came to. After the last two the server is left alone for now."""

    SENT = "sent"
    REFUSED = "refused"  # for good
    LATER = "later"  # the server does not want this one now
    UNREACHABLE = "unreachable"  # it did not get as far as this mail
    UNKNOWN = "unknown"  # it fell silent over it


def deliver_due() -> int:
    """Send what is due; returns how many mails went out."""
    OutboxMail.objects.mark_silent()
    server, fates = mailers.default, []
    try:
        while (mail := _claim()) is not None:
            fates.append(_try(server, mail))
            if fates[-1] in (Fate.UNREACHABLE, Fate.UNKNOWN):
                _leave_the_server_alone()
                break
    finally:
        _close(server)
    if not {Fate.LATER, Fate.UNREACHABLE, Fate.UNKNOWN}.isdisjoint(fates):
        _come_back_later()
    return fates.count(Fate.SENT)


def _claim() -> OutboxMail | None:
    """Take the next one, in one statement: of two workers only one gets it."""
    while (pk := OutboxMail.objects.due().values_list("pk", flat=True).first()) is not None:
        taken = OutboxMail.objects.filter(pk=pk, state=OutboxState.QUEUED).update(
            state=OutboxState.SENDING,
            attempts=models.F("attempts") + 1,
            claimed_at=timezone.now(),
        )
        if taken:
            return OutboxMail.objects.get(pk=pk)
    return None


def _try(server: BaseEmailBackend, mail: OutboxMail) -> Fate:
    try:
        with transaction.atomic():
            message = written(mail)
    except Undeliverable as error:
        _note(mail, Fate.REFUSED, str(error))
        return Fate.REFUSED
    fate, words = _hand_over(server, message)
    _note(mail, fate, words)
    if fate is not Fate.SENT:
        logger.warning("mail %s: %s", mail.pk, fate.value)
        _close(server)
    return fate


def _hand_over(server: BaseEmailBackend, message: EmailMessage) -> tuple[Fate, str]:
    try:
        _open(server)
    except OSError as error:
        said = _("Der Mailserver ist nicht zu erreichen: %(error)s")
        return Fate.UNREACHABLE, said % {"error": _words(error)}
    try:
        server.send_messages([message])
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as error:
        code, words = _answer(error)
        return (Fate.LATER if 400 <= code < 500 else Fate.REFUSED), f"{code} {words}"
    except (OSError, smtplib.SMTPException) as error:
        said = _("Der Mailserver ist beim Senden verstummt: %(error)s")
        return Fate.UNKNOWN, said % {"error": _words(error)}
    except ValueError:
        return Fate.REFUSED, _("Diese Adresse nimmt kein Mailserver an.")
    return Fate.SENT, ""


def _open(server: BaseEmailBackend) -> None:
    """A connection that is known to live: a server may have closed the last one meanwhile."""
    line = getattr(server, "connection", None)
    if line is not None:
        try:
            if line.noop()[0] == 250:
                return
        except (OSError, smtplib.SMTPException):
            pass
        _close(server)
    server.open()


def _close(server: BaseEmailBackend) -> None:
    try:
        server.close()
    except (OSError, smtplib.SMTPException):
        logger.info("the mail server did not say goodbye")


def _answer(error: smtplib.SMTPException) -> tuple[int, str]:
    """Code and words of the server."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
    else:
        code, words = error.smtp_code, error.smtp_error  # type: ignore[attr-defined]
    return code, words.decode(errors="replace") if isinstance(words, bytes) else str(words)


def _words(error: Exception) -> str:
    return str(error) or type(error).__name__


def _note(mail: OutboxMail, fate: Fate, words: str) -> None:
    """Only at the try that this process has begun: another one may have followed."""
    now = timezone.now()
    ours = OutboxMail.objects.filter(
        pk=mail.pk, state__in=(OutboxState.SENDING, OutboxState.UNSURE), attempts=mail.attempts
    )
    changes: dict[str, object] = {"error": words[:500]}
    if fate is Fate.SENT:
        changes |= {"state": OutboxState.SENT, "sent_at": now}
    elif fate is Fate.UNKNOWN:
        changes |= {"state": OutboxState.UNSURE}
    elif fate is Fate.REFUSED or mail.attempts > len(PAUSES):
        changes |= {"state": OutboxState.FAILED}
    else:
        pause = PAUSES[mail.attempts - 1]
        changes |= {"state": OutboxState.QUEUED, "next_try_at": now + pause}
    ours.update(**changes)


def _leave_the_server_alone() -> None:
    OutboxMail.objects.due().update(next_try_at=timezone.now() + PAUSES[0])


def _come_back_later() -> None:
    """Wake the worker for the next try. Backends that cannot wait leave it to the command.

    Only who has put something back asks for this, so that there is one such call, not a growing
    number of them.
    """
    waiting = OutboxMail.objects.filter(state=OutboxState.QUEUED).order_by("next_try_at")
    first = waiting.values_list("next_try_at", flat=True).first()
    if first is not None and tasks.deliver.get_backend().supports_defer:
        tasks.deliver.using(run_after=first).enqueue()
