"""Keeping the accounts of an authority."""

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import QuerySet

from integration_portal.core.guard import demand

from .. import mail
from ..enums import EventKind, RoleKind
from ..models import LocalAuthority, Role, User
from ..rules import can_change_roles, can_edit_account, can_lock_out
from . import trail


@transaction.atomic
def change_roles(*, account: User, authority: LocalAuthority, kinds: Iterable[str], by: User):
    """Give exactly these roles in the authority; none takes the person out of it.

    Raises PermissionDenied also for taking away one's own administration.
    """
    demand(can_change_roles(by, account, authority))
    wanted = set(kinds)
    here = Role.objects.filter(user=account, authority=authority)
    if RoleKind.ADMINISTRATOR not in wanted and here.filter(kind=RoleKind.ADMINISTRATOR).exists():
        demand(can_lock_out(by, account))
    take(roles=here.exclude(kind__in=wanted), by=by)
    for kind in wanted - set(here.values_list("kind", flat=True)):
        give(role=Role(user=account, authority=authority, kind=kind), by=by)
    account.__dict__.pop("access", None)  # roles have changed under the cached answer


@transaction.atomic
def give(*, role: Role, by: User) -> None:
    """A new role, and its line in the trail. The caller has asked who may."""
    role.save()
    trail.note_roles(EventKind.GIVEN, [role], by=by)


@transaction.atomic
def take(*, roles: QuerySet[Role], by: User) -> None:
    """The same for roles that end."""
    trail.note_roles(EventKind.TAKEN, roles.select_related("user", "authority"), by=by)
    roles.delete()


@transaction.atomic
def change_details(*, account: User, by: User, name: str, function: str, email: str) -> None:
    """Name, function and login address. The old address hears of a new one."""
    demand(can_edit_account(by, account))
    before = User.objects.get(pk=account.pk).email
    account.name, account.function, account.email = name, function, email
    account.save()
    if account.email != before:
        address_changed(account=account, before=before, by=by)


def address_changed(*, account: User, before: str, by: User) -> None:
    """Nothing else may log in with the old address; who reads its mail learns of it."""
    # allauth keeps addresses of its own, made when somebody confirms one.
    EmailAddress.objects.filter(user=account).delete()
    trail.note_account(EventKind.ADDRESS, account, by=by)
    context = {"account": account}
    transaction.on_commit(
        lambda: mail.try_to_send("accounts/mail/address_changed.txt", before, context)
    )


@transaction.atomic
def lock(*, account: User, by: User) -> None:
    """End every session of the account and let nobody in. Everything it wrote stays."""
    demand(can_edit_account(by, account) and can_lock_out(by, account))
    _open(account, False, by)


@transaction.atomic
def unlock(*, account: User, by: User) -> None:
    demand(can_edit_account(by, account))
    _open(account, True, by)


def _open(account: User, is_active: bool, by: User) -> None:
    account.is_active = is_active
    account.save(update_fields=["is_active", "updated_at"])
    lock_changed(account=account, by=by)


def lock_handed_over(*, account: User, authority: LocalAuthority, by: User) -> None:
    """Lock somebody whose last role has just ended. The caller has asked who may."""
    account.is_active = False
    account.save(update_fields=["is_active", "updated_at"])
    trail.note_in(EventKind.LOCKED, account, authority, by=by)


def lock_changed(*, account: User, by: User) -> None:
    kind = EventKind.UNLOCKED if account.is_active else EventKind.LOCKED
    trail.note_account(kind, account, by=by)


@transaction.atomic
def rename(*, account: User, name: str) -> None:
    """What everybody may change of their own account."""
    account.name = name
    account.save(update_fields=["name", "updated_at"])
