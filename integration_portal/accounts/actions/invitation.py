"""Inviting somebody, and becoming somebody who can log in."""

from collections.abc import Callable

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from integration_portal.core.guard import demand
from integration_portal.core.tokens import hash_token, new_token

from .. import mail
from ..enums import EventKind, MailState, RoleKind
from ..models import Invitation, LocalAuthority, Role, User
from ..models.invitation import VALID_FOR
from ..rules import can_invite
from . import trail

# Turns a path into the full address that a mail can carry (`request.build_absolute_uri`).
Link = Callable[[str], str]


class Unusable(Exception):
    """The link is altered, used, expired or revoked; which of them is nobody's business."""


class AccountExists(Exception):
    """The invited address has an account: its owner logs in and joins."""


@transaction.atomic
def invite(
    *, authority: LocalAuthority, email: str, kind: str, by: User, link: Link, function: str = ""
) -> Invitation:
    """Send a link that expires. Inviting the same person again renews the link they have."""
    demand(can_invite(by, authority))
    # Of two at once, one waits here and then renews what the other has sent.
    LocalAuthority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    waiting = Invitation.objects.select_for_update().pending()
    known = waiting.filter(authority=authority, email=email.strip().lower(), kind=kind).first()
    invitation = known or Invitation(authority=authority, email=email, kind=kind)
    invitation.function, invitation.invited_by = function, by
    return _issue(invitation, link, EventKind.RENEWED if known else EventKind.INVITED, by)


@transaction.atomic
def renew(*, invitation: Invitation, by: User, link: Link) -> Invitation:
    """Send it again with a new link; the old one ends. Raises Unusable if it is over."""
    demand(can_invite(by, invitation.authority))
    found = Invitation.objects.select_for_update().pending().filter(pk=invitation.pk).first()
    if found is None:
        raise Unusable
    return _issue(found, link, EventKind.RENEWED, by)


@transaction.atomic
def revoke(*, invitation: Invitation, by: User) -> None:
    """End the link. Revoking what is over already changes nothing."""
    demand(can_invite(by, invitation.authority))
    waiting = Invitation.objects.pending().filter(pk=invitation.pk)
    if waiting.update(revoked_at=timezone.now()):
        trail.note_invitation(EventKind.REVOKED, invitation, by=by)


@transaction.atomic
def accept(*, token: str, name: str, password: str) -> User:
    """Make the account with its first role.

    Raises Unusable, and AccountExists if the address has got an account in the meantime.
    """
    invitation = _usable(token)
    if User.objects.with_email(invitation.email).exists():
        raise AccountExists
    user = User.objects.create_user(
        invitation.email, password, name=name, function=invitation.function
    )
    _use(invitation, user)
    return user


@transaction.atomic
def join(*, token: str, by: User) -> LocalAuthority:
    """Add the role to the account of who is logged in. Raises Unusable, also for other people."""
    invitation = _usable(token)
    if by.email != invitation.email:
        raise Unusable
    _use(invitation, by)
    return invitation.authority


def find(token: str) -> Invitation:
    """The invitation a link stands for. Raises Unusable."""
    found = Invitation.objects.open().for_token(token).select_related("authority").first()
    if found is None:
        raise Unusable
    return found


def joined(token: str, user: User) -> LocalAuthority | None:
    """Where the link has led this person already: who presses twice arrives there, too."""
    used = Invitation.objects.for_token(token).exclude(accepted_at=None)
    found = used.filter(email=user.email).select_related("authority").first()
    return found.authority if found and user.access.has(found.authority, *RoleKind) else None


def _usable(token: str) -> Invitation:
    found = Invitation.objects.select_for_update().open().for_token(token).first()
    if found is None:
        raise Unusable
    return found


def _use(invitation: Invitation, user: User) -> None:
    Role.objects.get_or_create(user=user, authority=invitation.authority, kind=invitation.kind)
    invitation.accepted_at = timezone.now()
    invitation.save()
    trail.note_invitation(EventKind.ACCEPTED, invitation, by=user)
    user.__dict__.pop("access", None)  # roles have changed under the cached answer


def _issue(invitation: Invitation, link: Link, kind: EventKind, by: User) -> Invitation:
    token = new_token()
    invitation.token_hash = hash_token(token)
    invitation.expires_at = timezone.now() + VALID_FOR
    invitation.mail, invitation.mailed_at = MailState.WAITING, None
    invitation.save()
    trail.note_invitation(kind, invitation, by=by)
    url = link(reverse("accounts:invitation", args=[token]))
    transaction.on_commit(lambda: _deliver(invitation, url))
    return invitation


def _deliver(invitation: Invitation, url: str) -> None:
    """Send and note what came of it. A server that fell silent may have taken it: unclear."""
    context = {"invitation": invitation, "authority": invitation.authority, "url": url}
    error = mail.try_to_send("accounts/mail/invitation.txt", invitation.email, context)
    if error is None:
        invitation.mail, invitation.mailed_at = MailState.SENT, timezone.now()
    elif not isinstance(error, TimeoutError):
        invitation.mail = MailState.FAILED
    # A second sending may have renewed the link meanwhile: its outcome is not ours to write.
    Invitation.objects.filter(pk=invitation.pk, token_hash=invitation.token_hash).update(
        mail=invitation.mail, mailed_at=invitation.mailed_at
    )
