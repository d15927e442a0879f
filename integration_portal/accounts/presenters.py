"""What the pages about accounts show, read in few queries."""

import datetime as dt
from dataclasses import dataclass, field
from operator import attrgetter

from integration_portal.core.relations import related_model

from .enums import RoleKind
from .models import LocalAuthority, User


@dataclass
class Place:
    """One authority of somebody who may enter several."""

    authority: LocalAuthority
    roles: list[str] = field(default_factory=list)
    concepts: list = field(default_factory=list)

    @property
    def changed_at(self):
        return self.authority.changed_at


def places_of(user: User) -> list[Place]:
    """Authorities with the user's roles and concepts: one's own first, then the last changed ones.

    One's own is where one got one's first role. Three queries for any number.
    """
    authorities = LocalAuthority.objects.visible_to(user).with_last_change()
    places = {authority.pk: Place(authority) for authority in authorities}
    roles = user.roles.all()
    for role in roles:
        places[role.authority_id].roles.append(role.get_kind_display())
    first = min(roles, key=attrgetter("pk"), default=None)
    home = first.authority_id if first else None
    # Concepts live above this room: asked through their reverse relation, never imported.
    concepts = related_model(LocalAuthority, "concepts")
    for concept in concepts.objects.visible_to(user):
        places[concept.authority_id].concepts.append(concept)
    untouched = dt.datetime.min.replace(tzinfo=dt.UTC)
    return sorted(
        places.values(),
        key=lambda place: (place.authority.pk == home, place.changed_at or untouched),
        reverse=True,
    )


@dataclass
class AccountRow:
    """One account in the list of an authority."""

    account: User
    roles: list[str]
    elsewhere: bool


def account_rows(accounts, *, authority: LocalAuthority, by: User) -> list[AccountRow]:
    """Accounts with their roles here; `elsewhere`: only the operator may edit more than those."""
    places = by.access.ids(RoleKind.ADMINISTRATOR)
    rows = []
    for account in accounts:
        roles = account.roles.all()
        here = [role.get_kind_display() for role in roles if role.authority_id == authority.pk]
        outside = any(role.authority_id not in places for role in roles)
        rows.append(AccountRow(account, here, outside or account.is_superuser))
    return rows
