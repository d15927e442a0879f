"""Named permissions on accounts; the other rooms build theirs on `is_officer` and its like."""

from .enums import RoleKind


def is_officer(user, authority) -> bool:
    return user.access.has(authority, RoleKind.OFFICER)


def is_administrator(user, authority) -> bool:
    return user.access.has(authority, RoleKind.ADMINISTRATOR)


def can_keep_stakeholders(user, authority) -> bool:
    """Organisations, people, bodies and meetings: officers and administrators."""
    return user.access.has(authority, RoleKind.OFFICER, RoleKind.ADMINISTRATOR)


def can_invite(user, authority) -> bool:
    return user.is_superuser or is_administrator(user, authority)
