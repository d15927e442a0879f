"""Somebody leaves, somebody else takes everything over in one step."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from integration_portal.accounts.enums import EventKind
from integration_portal.accounts.models import AccountEvent, User
from stakeholders.models import Representation
from tests.factories.accounts import UserFactory
from tests.factories.stakeholders import (
    OrganisationFactory,
    RepresentationFactory,
)

from .conftest import YEAR, kinds, today


def test_the_roles_go_over_and_the_leaver_has_none_here(act, authority, leaver, successor):
    act()

    assert kinds(leaver, authority) == set()
    assert kinds(successor, authority) == {"officer", "contributor"}


def test_a_role_both_have_is_only_taken(act, authority, leaver):
    other = UserFactory(officer_of=authority)

    act(successor=other)

    assert kinds(other, authority) == {"officer"}
    assert kinds(leaver, authority) == set()


def test_the_trail_tells_who_why_and_what(act, authority, leaver, successor, administrator):
    RepresentationFactory(user=leaver, organisation=OrganisationFactory(authority=authority))

    act(lock=True)

    event = AccountEvent.objects.get(kind=EventKind.HANDED_OVER)
    assert (event.account, event.successor, event.by) == (leaver, successor, administrator)
    assert event.note == "Wechsel zum Jahresende\nVertretungen: 1"
    assert [one.kind for one in AccountEvent.objects.filter(account=leaver)] == [
        "locked", "taken", "handed_over",
    ]  # fmt: skip


def test_the_account_is_locked_only_if_asked(act, authority, leaver, successor):
    act()
    assert User.objects.get(pk=leaver.pk).is_active


def test_a_locked_account_does_not_enter(act, leaver):
    act(lock=True)
    assert not User.objects.get(pk=leaver.pk).is_active


def test_who_works_elsewhere_too_is_not_locked_here(act, leaver, neighbour):
    leaver.roles.create(authority=neighbour, kind="reader")

    with pytest.raises(PermissionDenied):
        act(lock=True)

    assert User.objects.get(pk=leaver.pk).is_active


def test_what_is_held_elsewhere_stays(act, authority, leaver, successor, neighbour):
    leaver.roles.create(authority=neighbour, kind="reader")
    foreign = OrganisationFactory(authority=neighbour)
    RepresentationFactory(user=leaver, organisation=foreign)

    act()

    assert kinds(leaver, neighbour) == {"reader"}
    assert kinds(successor, neighbour) == set()
    assert Representation.objects.get(organisation=foreign).user == leaver


@pytest.mark.parametrize("who", ["officer", "neighbour_officer", "reader"])
def test_only_administrators_of_the_authority_hand_over(act, request, who):
    with pytest.raises(PermissionDenied):
        act(by=request.getfixturevalue(who))


def test_nobody_hands_over_their_own(act, administrator):
    with pytest.raises(PermissionDenied):
        act(leaver=administrator)


def test_the_successor_must_be_able_to_take_over(act, authority, leaver, neighbour_officer):
    locked = UserFactory(officer_of=authority, is_active=False)

    for nobody in (leaver, neighbour_officer, locked):
        with pytest.raises(ValidationError, match="nichts übergeben"):
            act(successor=nobody)


def test_a_part_that_is_not_ticked_stays(act, authority, leaver, successor):
    organisation = OrganisationFactory(authority=authority)
    RepresentationFactory(user=leaver, organisation=organisation, since=today() - YEAR)

    act(keys=[])

    assert not successor.representations.exists()
