"""Authorities, accounts, roles and invitations in the admin.

Administrators usually work in the portal (/<authority>/konten/); here the operator sees all.
"""

from .accounts import UserAdmin
from .authorities import LocalAuthorityAdmin
from .invitations import InvitationAdmin
from .roles import AccountEventAdmin, RoleAdmin

__all__ = [
    "AccountEventAdmin",
    "InvitationAdmin",
    "LocalAuthorityAdmin",
    "RoleAdmin",
    "UserAdmin",
]
