"""One account, as an administrator of the authority keeps it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from integration_portal.accounts.actions import account as accounts
from integration_portal.accounts.models import User
from tests.factories.accounts import UserFactory


def url(name, authority, *args):
    return reverse(f"accounts:{name}", args=[authority.slug, *args])


@pytest.fixture
def colleague(authority):
    """An account whose only role lies in the authority."""
    return UserFactory(email="kollege@waiblingen.example", contributor_of=authority)


@pytest.fixture
def traveller(authority, neighbour):
    """An account with a role here and one elsewhere."""
    return UserFactory(
        email="unterwegs@portal.example", contributor_of=authority, officer_of=neighbour
    )


def kinds(account, authority) -> set:
    return set(account.roles.filter(authority=authority).values_list("kind", flat=True))


# One account


def test_roles_are_given_and_taken(enter, administrator, authority, colleague):
    sent = {"roles": "1", "roles-kinds": ["officer", "reader"]}

    enter(administrator).post(url("account", authority, colleague.pk), sent)

    assert kinds(colleague, authority) == {"officer", "reader"}


def test_roles_elsewhere_stay_as_they_are(enter, administrator, authority, neighbour, traveller):
    sent = {"roles": "1", "roles-kinds": ["reader"]}

    enter(administrator).post(url("account", authority, traveller.pk), sent)

    assert kinds(traveller, authority) == {"reader"}
    assert kinds(traveller, neighbour) == {"officer"}


def test_no_role_at_all_is_refused_with_the_way_to_do_it(
    enter, administrator, authority, colleague
):
    answer = enter(administrator).post(url("account", authority, colleague.pk), {"roles": "1"})

    assert "Zugang entziehen" in answer.text
    assert kinds(colleague, authority) == {"contributor"}


def test_unknown_role_is_refused(enter, administrator, authority, colleague):
    sent = {"roles": "1", "roles-kinds": ["superuser"]}

    enter(administrator).post(url("account", authority, colleague.pk), sent)

    assert kinds(colleague, authority) == {"contributor"}


def test_own_administration_is_not_given_away(enter, administrator, authority):
    sent = {"roles": "1", "roles-kinds": ["officer"]}

    answer = enter(administrator).post(url("account", authority, administrator.pk), sent)

    assert "nur jemand anderes zurücknehmen" in answer.text
    assert kinds(administrator, authority) == {"administrator"}


DETAILS = {
    "details": "1",
    "details-name": "Neu",
    "details-function": "Neue Stelle",
    "details-email": "Neu@Waiblingen.example",
}


def test_details_of_an_own_account_are_changed_and_the_old_address_hears_of_it(
    client, enter, administrator, authority, colleague, mailoutbox
):
    old = colleague.email
    client.post(reverse("account_reset_password"), {"email": old})  # allauth notes the address
    mailoutbox.clear()

    enter(administrator).post(url("account", authority, colleague.pk), DETAILS)

    after = User.objects.get(pk=colleague.pk)
    assert (after.name, after.function, after.email) == (
        "Neu",
        "Neue Stelle",
        "neu@waiblingen.example",
    )
    assert [message.to for message in mailoutbox] == [[old]]
    assert not client.login(email=old, password="richtig-langes-passwort")


def test_details_of_who_works_elsewhere_too_are_refused(enter, administrator, authority, traveller):
    browser = enter(administrator)
    page = browser.get(url("account", authority, traveller.pk))

    answer = browser.post(url("account", authority, traveller.pk), DETAILS)

    assert "ändert deshalb nur der Betrieb" in page.text
    assert answer.status_code == 403
    assert User.objects.get(pk=traveller.pk).email == "unterwegs@portal.example"


def test_address_of_another_account_is_refused_without_naming_it(
    enter, administrator, authority, colleague, neighbour_officer
):
    sent = DETAILS | {"details-email": neighbour_officer.email.upper()}

    answer = enter(administrator).post(url("account", authority, colleague.pk), sent)

    assert "lässt sich hier nicht eintragen" in answer.text
    assert "schon ein Konto" not in answer.text
    assert User.objects.get(pk=colleague.pk).email == "kollege@waiblingen.example"


def test_withdrawing_takes_the_roles_here_and_nothing_else(
    enter, administrator, authority, neighbour, traveller
):
    enter(administrator).post(url("withdraw", authority, traveller.pk))

    assert kinds(traveller, authority) == set()
    assert kinds(traveller, neighbour) == {"officer"}
    assert User.objects.get(pk=traveller.pk).is_active


def test_locked_person_is_outside_at_once_and_comes_back(
    enter, administrator, authority, colleague
):
    theirs, browser = enter(colleague), enter(administrator)

    browser.post(url("lock", authority, colleague.pk))
    locked = theirs.get("/konto/")
    browser.post(url("unlock", authority, colleague.pk))

    assert locked.status_code == 302
    assert User.objects.get(pk=colleague.pk).is_active


def test_who_works_elsewhere_too_is_locked_by_nobody_but_the_operator(
    enter, administrator, operator, authority, traveller
):
    browser = enter(administrator)

    asked = browser.get(url("lock", authority, traveller.pk))
    answer = browser.post(url("lock", authority, traveller.pk))
    accounts.lock(account=traveller, by=operator)

    assert "sperrt nur der Betrieb" in asked.text
    assert answer.status_code == 403
    assert not User.objects.get(pk=traveller.pk).is_active


@pytest.mark.parametrize("page", ["lock", "withdraw"])
def test_nobody_locks_themselves_out(enter, administrator, authority, page):
    browser = enter(administrator)

    asked = browser.get(url(page, authority, administrator.pk))
    answer = browser.post(url(page, authority, administrator.pk))

    assert "Ihr eigenes Konto" in asked.text
    assert answer.status_code == 403
    assert kinds(administrator, authority) == {"administrator"}
    assert User.objects.get(pk=administrator.pk).is_active


def test_operator_with_a_role_here_is_edited_by_nobody_else(enter, administrator, authority):
    boss = UserFactory(is_superuser=True, reader_of=authority)

    answer = enter(administrator).post(url("account", authority, boss.pk), DETAILS)

    assert answer.status_code == 403


def test_administrator_of_both_places_edits_the_account(authority, neighbour, traveller):
    both = UserFactory(administrator_of=[authority, neighbour])

    accounts.change_details(
        account=traveller, by=both, name="Neu", function="", email=traveller.email
    )

    assert User.objects.get(pk=traveller.pk).name == "Neu"


def test_action_gives_no_role_to_somebody_from_outside(administrator, authority, neighbour_officer):
    with pytest.raises(PermissionDenied):
        accounts.change_roles(
            account=neighbour_officer, authority=authority, kinds=["reader"], by=administrator
        )
