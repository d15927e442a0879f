"""Links that let a recipient in without an account."""

import datetime as dt

from django.db import transaction
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from integration_portal.core.guard import demand
from integration_portal.core.tokens import hash_token, new_token
from integration_portal.mail.actions import post
from integration_portal.mail.actions.forgetting import drop
from integration_portal.mail.links import Undeliverable
from integration_portal.mail.models import OutboxMail

from .. import letters
from ..enums import RecipientKind
from ..models import AccessLink, ReportingRound, RoundRecipient
from ..models.recipient import GRACE
from ..rules import can_send_links, can_watch


class Unusable(Exception):
    """The link is altered, expired or revoked; which of them is nobody's business."""


def end_links(recipient: RoundRecipient) -> int:
    """Nobody gets in with those there are. Returns how many."""
    return recipient.links.filter(revoked_at=None).update(revoked_at=timezone.now())


def fresh_link(subject: Model, to: str) -> str:
    """A new way in for a recipient, as a full address: called while a mail goes out.

    Raises Undeliverable if the mail has waited too long: the round is over, or another address is
    asked.
    """
    recipient = RoundRecipient.objects.select_related("round").get(pk=subject.pk)
    if not recipient.round.is_open:
        raise Undeliverable(_("Die Abfrage ist geschlossen."))
    if recipient.email.lower() != to.lower():
        raise Undeliverable(_("Inzwischen wird unter einer anderen Adresse gefragt."))
    token = new_token()
    AccessLink.objects.create(
        recipient=recipient,
        token_hash=hash_token(token),
        expires_at=_expiry(recipient.round),
    )
    return recipient.round.origin + reverse("rounds_by_link:start", args=[token])


def _expiry(reporting_round: ReportingRound) -> dt.datetime:
    """Counted from today for a round that is long overdue, so that a new link is worth sending."""
    last_day = max(reporting_round.due, timezone.localdate()) + GRACE
    return timezone.make_aware(dt.datetime.combine(last_day, dt.time(23, 59)))


def find(token: str) -> AccessLink:
    """The link that a token stands for. Raises Unusable."""
    valid = AccessLink.objects.valid().for_token(token)
    found = valid.select_related("recipient__round__authority").first()
    if found is None:
        raise Unusable
    return found


@transaction.atomic
def start(*, token: str) -> AccessLink:
    """Somebody has pressed Start: note the first time. Raises Unusable."""
    link = find(token)
    first = RoundRecipient.objects.filter(pk=link.recipient_id, started_at=None)
    first.update(started_at=timezone.now())
    return link


@transaction.atomic
def send_anew(*, recipient: RoundRecipient, by) -> OutboxMail:
    """End the links there are and mail a new one, to the address as it is now."""
    demand(can_send_links(by, recipient))
    end_links(recipient)
    reporting_round = recipient.round
    measures = [
        request.measure for request in recipient.requests.in_order().select_related("measure")
    ]
    return post(
        authority=reporting_round.authority,
        to=recipient.email,
        subject=_("Neuer Link: %(title)s") % {"title": reporting_round.title},
        text=letters.new_link(reporting_round, measures),
        cause=_("Neuer Link zu „%(title)s“") % {"title": reporting_round.title},
        about=recipient,
    )


@transaction.atomic
def revoke(*, recipient: RoundRecipient, by) -> int:
    """End all links of a recipient. Returns how many."""
    demand(can_watch(by, recipient.round))
    return end_links(recipient)


@transaction.atomic
def ask_at(*, recipient: RoundRecipient, email: str, by) -> RoundRecipient:
    """Ask at another address from now on: a new link goes there, what is open goes along.

    Returns whom one asks now: the address may be one that is asked already.
    """
    demand(can_watch(by, recipient.round))
    recipient.kind = RecipientKind.BY_HAND
    asked = readdress(recipient, email)
    send_anew(recipient=asked, by=by)
    return asked


def readdress(recipient: RoundRecipient, email: str) -> RoundRecipient:
    """The same without a mail. Whoever was asked gets in no longer, nor by a mail that waits."""
    end_links(recipient)
    drop(about=recipient)
    email = email.lower()
    others = recipient.round.recipients.exclude(pk=recipient.pk)
    known = others.filter(email__iexact=email).first()
    if known is not None:
        recipient.requests.update(recipient=known)
        recipient.delete()
        return known
    if recipient.name == recipient.email:  # without an organisation it is called by its address
        recipient.name = email
    recipient.email = email
    recipient.save()
    return recipient
