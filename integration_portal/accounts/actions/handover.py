"""One person leaves, another takes everything over."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from integration_portal.core.guard import demand

from ..enums import EventKind
from ..handover import Handover, holdings
from ..models import AccountEvent, LocalAuthority, Role, User
from ..rules import can_edit_account, can_hand_over
from . import account as accounts


@transaction.atomic
def hand_over(
    *,
    authority: LocalAuthority,
    leaver: User,
    successor: User,
    by: User,
    reason: str,
    keys: Collection[str],
    lock: bool = False,
) -> AccountEvent:
    """Pass the named parts on, then the roles; the one who leaves has none here any more.

    Raises PermissionDenied, and ValidationError for a successor who cannot take over.
    """
    demand(can_hand_over(by, leaver, authority))
    demand(not lock or can_edit_account(by, leaver))
    _check_successor(authority, leaver, successor)
    handover = Handover(authority, leaver, successor, by, reason)
    passed = []
    for holding in holdings(leaver, authority):
        if holding.part.pass_on is not None and holding.part.key in keys:
            holding.part.pass_on(handover)
            passed.append(f"{holding.part.label}: {len(holding.things)}")
    event = AccountEvent.objects.create(
        authority=authority,
        kind=EventKind.HANDED_OVER,
        account=leaver,
        successor=successor,
        by=by,
        note="\n".join([reason, *passed]),
    )
    _pass_roles(handover)
    if lock:
        # After the roles: whoever has none here any more is edited by nobody else.
        accounts.lock_handed_over(account=leaver, authority=authority, by=by)
    return event


def _check_successor(authority: LocalAuthority, leaver: User, successor: User) -> None:
    here = successor.is_active and successor.roles.filter(authority=authority).exists()
    if successor == leaver or not here:
        raise ValidationError(
            _(
                "Übernehmen kann nur ein anderes, nicht gesperrtes Konto dieser Kommune. Es wurde "
                "nichts übergeben."
            )
        )


def _pass_roles(handover: Handover) -> None:
    leaving = Role.objects.filter(user=handover.leaver, authority=handover.authority)
    there = Role.objects.filter(user=handover.successor, authority=handover.authority)
    known = set(there.values_list("kind", flat=True))
    for role in leaving:
        if role.kind not in known:
            new = Role(user=handover.successor, authority=handover.authority, kind=role.kind)
            accounts.give(role=new, by=handover.by)
    accounts.take(roles=leaving, by=handover.by)
    for user in (handover.leaver, handover.successor):
        user.__dict__.pop("access", None)  # roles have changed under the cached answer
