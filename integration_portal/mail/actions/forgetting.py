"""Addresses and texts leave the outbox: of somebody made unrecognisable at once, of others in time.

What was sent, when, why and whether it arrived stays.
"""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from integration_portal.accounts.traces import Somebody, Trace, register

from ..enums import OutboxState
from ..models import OutboxMail
from ..models.outbox_mail import OutboxMailQuerySet


def forget_old() -> int:
    """Sent mails, PORTAL_MAIL_KEEP_DAYS after they went out. Returns how many.

    What waits, failed or is unclear stays until it is dealt with. Safe to run twice at once.
    """
    last = timezone.now() - dt.timedelta(days=settings.MAIL_KEEP_DAYS)
    old = OutboxMail.objects.filter(state=OutboxState.SENT, sent_at__lte=last, forgotten_at=None)
    return _forget(old)


def drop(*, about: models.Model) -> int:
    """What has not surely gone out about a thing is not sent any more: it would be wrong by now."""
    left = OutboxMail.objects.of(about).exclude(state__in=OutboxState.over)
    return _forget(left, state=OutboxState.DROPPED)


def _forget(mails: OutboxMailQuerySet, **changes) -> int:
    return mails.update(to="", text="", error="", forgotten_at=timezone.now(), **changes)


def _mails_to(who: Somebody) -> OutboxMailQuerySet:
    known = OutboxMail.objects.filter(authority=who.authority, forgotten_at=None)
    return known.annotate(address=Lower("to")).filter(address__in=who.emails)


def told(who: Somebody) -> list[dict]:
    return [
        {
            "an": mail.to,
            "Betreff": mail.subject,
            "Text": mail.text,
            "Anlass": mail.cause,
            "geschrieben": mail.created_at.isoformat(timespec="seconds"),
            "Stand": mail.get_state_display(),
        }
        for mail in _mails_to(who).order_by("pk")
    ]


def erase(who: Somebody) -> None:
    """What has not gone out yet stays in: nobody is left to send it to."""
    mails = _mails_to(who)
    _forget(mails.exclude(state__in=OutboxState.over), state=OutboxState.DROPPED)
    _forget(mails.filter(state=OutboxState.SENT))


def register_traces() -> None:
    register(Trace("mails", _("Mails des Portals"), told, erase))
