"""Keeping the accounts of an authority."""

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.db import transaction

from .. import mail
from ..enums import RoleKind
from ..models import LocalAuthority, Role, User
from ..rules import can_change_roles, can_edit_account, can_lock_out
from ._guard import demand


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
    here.exclude(kind__in=wanted).delete()
    for kind in wanted:
        Role.objects.get_or_create(user=account, authority=authority, kind=kind)
    account.__dict__.pop("access", None)  # roles have changed under the cached answer


@transaction.atomic
def change_details(*, account: User, by: User, name: str, function: str, email: str) -> None:
    """Name, function and login address. The old address hears of a new one."""
    demand(can_edit_account(by, account))
    before = User.objects.get(pk=account.pk).email
    account.name, account.function, account.email = name, function, email
    account.save()
    if account.email != before:
        address_changed(account=account, before=before)


def address_changed(*, account: User, before: str) -> None:
    """Nothing else may log in with the old address; who reads its mail learns of it."""
    # allauth keeps addresses of its own, made when somebody confirms one.
    EmailAddress.objects.filter(user=account).delete()
    context = {"account": account}
    transaction.on_commit(
        lambda: mail.try_to_send("accounts/mail/address_changed.txt", before, context)
    )


@transaction.atomic
def lock(*, account: User, by: User) -> None:
    """End every session of the account and let nobody in. Everything it wrote stays."""
    demand(can_edit_account(by, account) and can_lock_out(by, account))
    account.is_active = False
    account.save(update_fields=["is_active", "updated_at"])


@transaction.atomic
def unlock(*, account: User, by: User) -> None:
    demand(can_edit_account(by, account))
    account.is_active = True
    account.save(update_fields=["is_active", "updated_at"])


@transaction.atomic
def rename(*, account: User, name: str) -> None:
    """What everybody may change of their own account."""
    account.name = name
    account.save(update_fields=["name", "updated_at"])
