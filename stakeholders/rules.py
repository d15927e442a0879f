"""Who may see and who may keep the address book."""

from integration_portal.accounts.rules import can_keep_stakeholders

__all__ = ["can_keep_stakeholders", "can_see_people"]


def can_see_people(user, authority) -> bool:
    """Names are for those who work inside; council readers see functions."""
    return getattr(authority, "pk", authority) in user.access.inside
