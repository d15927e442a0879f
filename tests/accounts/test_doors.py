"""What the doors of accounts refuse, whoever knocks."""

import pytest
from django.core.exceptions import PermissionDenied

from integration_portal.accounts.actions.account import change_roles
from integration_portal.accounts.actions.invitation import Unusable, accept
from integration_portal.accounts.enums import RoleKind
from integration_portal.accounts.models import User

pytestmark = pytest.mark.django_db


def test_nobody_takes_their_own_administration_away(administrator, authority):
    with pytest.raises(PermissionDenied):
        change_roles(
            account=administrator, authority=authority, kinds=[RoleKind.READER], by=administrator
        )

    assert [role.kind for role in administrator.roles.all()] == [RoleKind.ADMINISTRATOR]


def test_a_link_that_nobody_sent_makes_no_account():
    with pytest.raises(Unusable):
        accept(token="erfunden", name="Jemand", password="ein langes Wort 2026")

    assert not User.objects.exists()
