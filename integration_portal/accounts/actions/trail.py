"""Noting who gained or lost access, and through whom."""

from collections.abc import Iterable

from ..enums import EventKind
from ..models import AccountEvent, Invitation, LocalAuthority, Role, User


def note_roles(kind: EventKind, roles: Iterable[Role], *, by: User) -> None:
    """Roles were given or end, in the transaction of that; call it before they are deleted."""
    AccountEvent.objects.bulk_create(
        AccountEvent(kind=kind, authority=role.authority, account=role.user, role=role.kind, by=by)
        for role in roles
    )


def note_invitation(kind: EventKind, invitation: Invitation, *, by: User) -> None:
    AccountEvent.objects.create(
        kind=kind,
        authority=invitation.authority,
        account=by if kind == EventKind.ACCEPTED else None,
        invitation=invitation,
        role=invitation.kind,
        by=by,
    )


def note_account(kind: EventKind, account: User, *, by: User) -> None:
    """Something about the account itself: every authority it has a role in is told."""
    places = LocalAuthority.objects.filter(roles__user=account).distinct()
    AccountEvent.objects.bulk_create(
        AccountEvent(kind=kind, authority=place, account=account, by=by) for place in places
    )


def note_in(kind: EventKind, account: User, authority: LocalAuthority, *, by: User) -> None:
    """The same, told to one authority in which the account has no role any more."""
    AccountEvent.objects.create(kind=kind, authority=authority, account=account, by=by)
