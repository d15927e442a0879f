"""Accounts and roles in the admin."""

import pytest
from django.urls import reverse

from integration_portal.accounts.models import Role, User
from tests.factories.accounts import (
    UserFactory,
)

NO_ROLES = {
    "roles-TOTAL_FORMS": "0",
    "roles-INITIAL_FORMS": "0",
    "roles-MIN_NUM_FORMS": "0",
    "roles-MAX_NUM_FORMS": "1000",
}


def url(model: str, page: str, *args) -> str:
    return reverse(f"admin:accounts_{model}_{page}", args=args)


@pytest.fixture
def traveller(authority, neighbour):
    return UserFactory(
        email="unterwegs@portal.example", contributor_of=authority, officer_of=neighbour
    )


@pytest.fixture
def colleague(authority):
    return UserFactory(email="kollege@waiblingen.example", contributor_of=authority)


def test_administrator_changes_an_own_account(enter, administrator, colleague, mailoutbox):
    sent = NO_ROLES | {
        "email": "neu@waiblingen.example",
        "name": "Neu",
        "function": "Stelle",
        "is_active": "on",
    }

    enter(administrator).post(url("user", "change", colleague.pk), sent)

    assert User.objects.get(pk=colleague.pk).email == "neu@waiblingen.example"
    assert [message.to for message in mailoutbox] == [["kollege@waiblingen.example"]]


@pytest.mark.parametrize("page", ["add", "delete"])
def test_administrators_neither_add_nor_delete_accounts(enter, administrator, colleague, page):
    args = [colleague.pk] if page == "delete" else []

    assert enter(administrator).get(url("user", page, *args)).status_code == 403


def test_administrator_makes_nobody_an_operator(enter, administrator, colleague):
    sent = NO_ROLES | {"email": colleague.email, "is_active": "on", "is_superuser": "on"}

    enter(administrator).post(url("user", "change", colleague.pk), sent)

    assert not User.objects.get(pk=colleague.pk).is_superuser


def test_who_works_elsewhere_too_keeps_address_and_access(enter, administrator, traveller):
    sent = NO_ROLES | {"email": "x@portal.example", "name": "x", "function": "x"}
    browser = enter(administrator)

    page = browser.get(url("user", "change", traveller.pk))
    browser.post(url("user", "change", traveller.pk), sent)

    after = User.objects.get(pk=traveller.pk)
    assert "Gemeinde Friesenheim" not in page.text
    assert after.email == "unterwegs@portal.example"
    assert after.is_active


def role_rows(account, *rows, existing=()) -> dict:
    """Posted rows of the roles: (authority, kind) each; `existing` roles come first, unchanged."""
    data = NO_ROLES | {
        "email": account.email,
        "name": account.name,
        "function": account.function,
        "is_active": "on",
        "roles-TOTAL_FORMS": str(len(existing) + len(rows)),
        "roles-INITIAL_FORMS": str(len(existing)),
    }
    for number, role in enumerate(existing):
        data |= {
            f"roles-{number}-id": role.pk,
            f"roles-{number}-user": account.pk,
            f"roles-{number}-authority": role.authority_id,
            f"roles-{number}-kind": role.kind,
        }
    for number, (place, kind) in enumerate(rows, start=len(existing)):
        data |= {
            f"roles-{number}-user": account.pk,
            f"roles-{number}-authority": place.pk,
            f"roles-{number}-kind": kind,
        }
    return data


def test_administrator_adds_a_role_of_their_own_authority(
    enter, administrator, authority, traveller
):
    [here] = traveller.roles.filter(authority=authority)
    sent = role_rows(traveller, (authority, "reader"), existing=[here])

    enter(administrator).post(url("user", "change", traveller.pk), sent)

    assert set(traveller.roles.values_list("authority__slug", "kind")) == {
        ("waiblingen", "contributor"),
        ("waiblingen", "reader"),
        ("friesenheim", "officer"),
    }


def test_administrator_gives_no_role_in_another_authority(
    enter, administrator, authority, colleague, district
):
    [here] = colleague.roles.all()
    sent = role_rows(colleague, (district, "officer"), existing=[here])

    answer = enter(administrator).post(url("user", "change", colleague.pk), sent)

    assert answer.status_code == 200
    assert "Gültige Auswahl" in answer.text or "gültige Auswahl" in answer.text
    assert list(colleague.roles.all()) == [here]


def test_role_in_another_authority_is_not_reached_through_the_rows(
    enter, administrator, authority, neighbour, traveller
):
    [elsewhere] = traveller.roles.filter(authority=neighbour)
    sent = role_rows(traveller, existing=[elsewhere]) | {"roles-0-DELETE": "on"}

    enter(administrator).post(url("user", "change", traveller.pk), sent)

    assert Role.objects.filter(pk=elsewhere.pk).exists()


def test_administrator_keeps_the_own_administration(enter, administrator, authority):
    [own] = administrator.roles.all()
    sent = role_rows(administrator, existing=[own]) | {"roles-0-DELETE": "on"}
    del sent["is_active"]
    browser = enter(administrator)

    browser.post(url("user", "change", administrator.pk), sent)
    browser.post(url("role", "delete", own.pk), {"post": "yes"})
    browser.post(
        url("role", "changelist"),
        {"action": "delete_selected", "_selected_action": [own.pk], "post": "yes"},
    )

    assert User.objects.get(pk=administrator.pk).is_active
    assert Role.objects.filter(pk=own.pk).exists()


def test_new_account_of_the_operator_has_no_password_and_gets_a_link(enter, operator, mailoutbox):
    browser = enter(operator)
    sent = {"email": "Neu@portal.example", "is_active": "on"}

    browser.post(url("user", "add"), sent | NO_ROLES)
    account = User.objects.get(email="neu@portal.example")
    browser.post(
        url("user", "changelist"),
        {"action": "send_password_link", "_selected_action": [account.pk]},
    )

    assert not account.has_usable_password()
    assert "passwort/neu" in mailoutbox[0].body


def test_link_for_a_password_goes_only_to_own_accounts(
    enter, administrator, colleague, traveller, mailoutbox
):
    sent = {
        "action": "send_password_link",
        "_selected_action": [colleague.pk, traveller.pk],
    }

    answer = enter(administrator).post(url("user", "changelist"), sent, follow=True)

    assert [message.to for message in mailoutbox] == [[colleague.email]]
    assert "1 Konten sind gesperrt oder werden vom Betrieb gepflegt." in answer.text


def test_a_silent_mail_server_is_asked_once_for_several_links(
    enter, operator, authority, silent_mail
):
    accounts = UserFactory.create_batch(3, reader_of=authority)
    sent = {"action": "send_password_link", "_selected_action": [one.pk for one in accounts]}

    answer = enter(operator).post(url("user", "changelist"), sent, follow=True)

    assert answer.text.count("Der Mailserver antwortet gerade nicht") == 1
    assert "Angefordert für" not in answer.text


def test_operator_gives_a_first_role_to_somebody_from_outside(
    enter, operator, neighbour_officer, authority
):
    sent = {"user": neighbour_officer.pk, "authority": authority.pk, "kind": "reader"}

    enter(operator).post(url("role", "add"), sent)

    assert neighbour_officer.roles.filter(authority=authority, kind="reader").exists()


@pytest.mark.parametrize("field", ["user", "authority"])
def test_foreign_ids_in_a_new_role_are_refused(
    enter, administrator, authority, colleague, neighbour, neighbour_officer, field
):
    sent = {"user": colleague.pk, "authority": authority.pk, "kind": "officer"}
    sent[field] = {"user": neighbour_officer.pk, "authority": neighbour.pk}[field]
    before = Role.objects.count()

    answer = enter(administrator).post(url("role", "add"), sent)

    assert answer.status_code == 200
    assert list(answer.context["adminform"].form.errors) == [field]
    assert Role.objects.count() == before
