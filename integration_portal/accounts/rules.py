"""Named permissions on accounts; the other rooms build theirs on `is_officer` and its like."""

from .enums import RoleKind


def is_officer(user, authority) -> bool:
    return user.access.has(authority, RoleKind.OFFICER)


def is_administrator(user, authority) -> bool:
    return user.access.has(authority, RoleKind.ADMINISTRATOR)


def works_inside(user, authority) -> bool:
    """Any role but that of a council reader: sees drafts, names and who changed what."""
    return getattr(authority, "pk", authority) in user.access.inside


def can_keep_stakeholders(user, authority) -> bool:
    """Organisations, people, bodies and meetings: officers and administrators."""
    return user.access.has(authority, RoleKind.OFFICER, RoleKind.ADMINISTRATOR)


def can_invite(user, authority) -> bool:
    return user.is_superuser or is_administrator(user, authority)


def can_edit_account(user, account) -> bool:
    """E-mail, name and whether it may log in: only if all its roles lie where `user` administers.

    Who holds a role elsewhere, or runs the portal, is edited by the operator alone.
    """
    if user.is_superuser:
        return True
    places = set(account.roles.values_list("authority", flat=True))
    return bool(places) and not account.is_superuser and places <= user.access.ids("administrator")


def can_lock_out(user, account) -> bool:
    """Deactivate or take away roles; nobody does that to themselves by mistake."""
    return user != account


def can_change_roles(user, account, authority) -> bool:
    """Add or take away roles of one's own authority, of people who have one there already."""
    return can_invite(user, authority) and account.roles.filter(authority=authority).exists()


def can_hand_over(user, account, authority) -> bool:
    """Give all that somebody holds in an authority to another: never one's own."""
    return can_lock_out(user, account) and can_change_roles(user, account, authority)
