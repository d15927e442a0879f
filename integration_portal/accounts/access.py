"""What a person may enter. Roles are read once per request and asked many times."""

from collections import defaultdict
from functools import cached_property

from .enums import AuthorityKind, RoleKind


class Access:
    """The roles of one user, by authority."""

    def __init__(self, user):
        self.user = user

    @cached_property
    def _rows(self) -> list[tuple]:
        """Kind, authority, and what stands above it. An inactive account has none."""
        if not (self.user.pk and self.user.is_active):
            return []
        above = ("authority__parent_id", "authority__parent__kind")
        return list(self.user.roles.order_by().values_list("kind", "authority_id", *above))

    @cached_property
    def _roles(self) -> dict[str, frozenset[int]]:
        """Authority ids by kind of role."""
        found: dict[str, set[int]] = defaultdict(set)
        for kind, authority, *_above in self._rows:
            found[kind].add(authority)
        return {kind: frozenset(ids) for kind, ids in found.items()}

    def ids(self, *kinds: str) -> frozenset[int]:
        """Authorities in which the user has one of the roles; without arguments, any role."""
        wanted = kinds or RoleKind.values
        return frozenset().union(*(self._roles.get(kind, frozenset()) for kind in wanted))

    def has(self, authority, *kinds: str) -> bool:
        """Whether the user has one of the roles in the authority (an instance or an id)."""
        return getattr(authority, "pk", authority) in self.ids(*kinds)

    @property
    def reading(self) -> frozenset[int]:
        return self.ids()

    @property
    def inside(self) -> frozenset[int]:
        """Where the user works, and sees the concept before the council does."""
        return self.ids(*RoleKind.inside)

    @cached_property
    def districts(self) -> frozenset[int]:
        """Districts and associations whose member's officer the user is: their concept is read."""
        return frozenset(
            parent
            for kind, _authority, parent, parent_kind in self._rows
            if kind == RoleKind.OFFICER and parent_kind in AuthorityKind.with_members
        )

    @property
    def visible(self) -> frozenset[int]:
        """Where the user may enter at all: any role, or an officer's in one of its members."""
        return self.reading | self.districts

    @property
    def opens_admin(self) -> bool:
        """Administrators keep accounts and address book there, officers the address book."""
        return bool(self.ids(RoleKind.ADMINISTRATOR, RoleKind.OFFICER))
