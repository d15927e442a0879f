"""The people of the tests are who they say they are."""

from integration_portal.accounts.models import LocalAuthority


def test_officer_enters_only_their_own_authority(officer, authority, neighbour, district):
    assert list(LocalAuthority.objects.visible_to(officer)) == [authority]


def test_member_officer_enters_their_town_and_its_district(member_officer, member, district):
    assert set(LocalAuthority.objects.visible_to(member_officer)) == {member, district}


def test_operator_enters_no_authority_of_the_portal(operator, authority):
    assert list(LocalAuthority.objects.visible_to(operator)) == []
