"""Links that let a recipient in without an account."""

import datetime as dt

from django.db import transaction
from django.db.models import Model, QuerySet
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
from ..enums import RecipientKind, RoundState
from ..models import AccessLink, ReportingRound, RoundRecipient, StatusRequest
from ..models.recipient import GRACE
from ..rules import can_run_rounds, can_send_links, can_watch


class Unusable(Exception):
    """The link is altered, expired or revoked; which of them is nobody's business."""


def end_links(recipient: RoundRecipient) -> int:
    """Nobody gets in with those there are. Returns how many."""
    return recipient.links.filter(revoked_at=None).update(revoked_at=timezone.now())


def fresh_link(subject: Model, to: str) -> str:
    """A new way in for a recipient, as a full address: called while a mail goes out.

    Raises Undeliverable if the mail has waited too long: the round is over, another address is
    asked, or nobody is let in there.
    """
    rows = RoundRecipient.objects.select_for_update(of=("self",), no_key=True)
    recipient = rows.select_related("round").get(pk=subject.pk)
    if not recipient.round.is_open:
        raise Undeliverable(_("Die Abfrage ist geschlossen."))
    if recipient.email.lower() != to.lower():
        raise Undeliverable(_("Inzwischen wird unter einer anderen Adresse gefragt."))
    if recipient.barred_at is not None:
        raise Undeliverable(_("Der Zugang ist gesperrt."))
    token = new_token()
    AccessLink.objects.create(
        recipient=recipient,
        token_hash=hash_token(token),
        expires_at=_expiry(recipient.round),
    )
    return recipient.round.origin + reverse("rounds_by_link:start", args=[token])


def answers_to(subject: Model) -> str:
    """Who opened the round, as long as it is theirs: an answer to its mails goes there."""
    recipient = RoundRecipient.objects.select_related("round__opened_by").get(pk=subject.pk)
    officer = recipient.round.opened_by
    if officer is None or not officer.is_active:
        return ""
    return officer.email if can_run_rounds(officer, recipient.round.authority_id) else ""


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


def note_opened(requests: QuerySet[StatusRequest]) -> None:
    """Somebody with an account looks at what is asked: the first time counts, while it is asked."""
    asked = requests.filter(round__state=RoundState.OPEN).order_by().values("recipient")
    new = RoundRecipient.objects.filter(pk__in=asked, started_at=None)
    new.update(started_at=timezone.now())


@transaction.atomic
def send_anew(*, recipient: RoundRecipient, by) -> OutboxMail:
    """End the links there are and mail a new one, to the address as it is now."""
    demand(can_send_links(by, recipient))
    end_links(recipient)
    recipient.barred_at, recipient.reminded_on = None, timezone.localdate()
    recipient.save()
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
    """End all links of a recipient, those that mails would still bring as well. Returns how many.

    It holds until a new link is sent. What was written stays.
    """
    demand(can_watch(by, recipient.round))
    recipient.barred_at = timezone.now()
    recipient.save()
    drop(about=recipient)
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
    recipient.email, recipient.barred_at = email, None
    recipient.save()
    return recipient
