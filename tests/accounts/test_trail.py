"""Whoever gains or loses access leaves a line that administrators can read."""

import pytest
from django.urls import reverse

from integration_portal.accounts.actions import account as accounts
from integration_portal.accounts.actions import invitation as invitations
from integration_portal.accounts.models import AccountEvent, Role, User
from tests.factories.accounts import InvitationFactory, UserFactory


def link(path: str) -> str:
    return f"https://portal.example{path}"


def trail(authority) -> list[tuple]:
    """Oldest first: what, which role, whose, through whom."""
    return [
        (event.kind, event.role, event.whom, event.by)
        for event in authority.account_events.told().order_by("pk")
    ]


def test_roles_given_and_taken(authority, administrator, reader):
    accounts.change_roles(
        account=reader, authority=authority, kinds=["contributor", "officer"], by=administrator
    )

    taken, *given = trail(authority)
    assert taken == ("taken", "reader", reader.email, administrator)
    assert sorted(given) == [
        ("given", "contributor", reader.email, administrator),
        ("given", "officer", reader.email, administrator),
    ]


def test_roles_that_stay_are_no_event(authority, administrator, reader):
    accounts.change_roles(account=reader, authority=authority, kinds=["reader"], by=administrator)

    assert trail(authority) == []


def test_an_invitation_from_sending_to_accepting(authority, administrator):
    email = "neu@waiblingen.example"
    sent: list[str] = []

    def remember(path: str) -> str:
        sent.append(path)
        return link(path)

    for _time in range(2):
        invitations.invite(
            authority=authority, email=email, kind="reader", by=administrator, link=remember
        )
    user = invitations.accept(token=sent[-1].split("/")[-2], name="", password="x" * 20)

    assert trail(authority) == [
        ("invited", "reader", email, administrator),
        ("renewed", "reader", email, administrator),
        ("accepted", "reader", email, user),
    ]


def test_an_invitation_taken_back_is_told_once(authority, administrator):
    invitation = InvitationFactory(authority=authority, email="neu@waiblingen.example")

    for _time in range(2):
        invitations.revoke(invitation=invitation, by=administrator)

    assert trail(authority) == [
        ("revoked", invitation.kind, "neu@waiblingen.example", administrator)
    ]


def test_locks_and_a_new_address(authority, administrator, reader):
    accounts.lock(account=reader, by=administrator)
    accounts.unlock(account=reader, by=administrator)
    accounts.change_details(
        account=reader, by=administrator, name="", function="", email="anders@waiblingen.example"
    )

    kinds = [event[0] for event in trail(authority)]
    assert kinds == ["locked", "unlocked", "address"]


def test_every_authority_is_told_of_a_locked_account(authority, neighbour, operator):
    account = UserFactory(officer_of=[authority, neighbour])

    accounts.lock(account=account, by=operator)

    assert trail(authority) == trail(neighbour) == [("locked", "", account.email, operator)]


def test_a_deleted_account_takes_its_name_along(authority, administrator, reader):
    accounts.change_roles(account=reader, authority=authority, kinds=[], by=administrator)

    User.objects.get(pk=reader.pk).delete()

    assert trail(authority) == [("taken", "reader", "gelöschtes Konto", administrator)]


def test_the_administration_writes_it_too(authority, operator, reader, enter):
    browser = enter(operator)
    new = {"user": reader.pk, "authority": authority.pk, "kind": "officer"}

    browser.post(reverse("admin:accounts_role_add"), new)
    given = Role.objects.get(user=reader, kind="officer")
    browser.post(reverse("admin:accounts_role_delete", args=[given.pk]), {"post": "yes"})
    browser.post(
        reverse("admin:accounts_role_changelist"),
        {"action": "delete_selected", "post": "yes", "_selected_action": reader.roles.get().pk},
    )

    assert trail(authority) == [
        ("given", "officer", reader.email, operator),
        ("taken", "officer", reader.email, operator),
        ("taken", "reader", reader.email, operator),
    ]
    assert not reader.roles.exists()


def test_the_form_of_an_account_writes_it_too(authority, administrator, reader, enter):
    role = reader.roles.get()
    page = reverse("admin:accounts_user_change", args=[reader.pk])
    sent = {
        "email": reader.email, "name": "", "function": "", "is_active": "on",
        "roles-TOTAL_FORMS": 2, "roles-INITIAL_FORMS": 1,
        "roles-0-id": role.pk, "roles-0-user": reader.pk,
        "roles-0-authority": authority.pk, "roles-0-kind": "contributor",
        "roles-1-user": reader.pk, "roles-1-authority": authority.pk, "roles-1-kind": "officer",
    }  # fmt: skip

    answer = enter(administrator).post(page, sent)

    assert answer.status_code == 302
    assert trail(authority) == [
        ("taken", "reader", reader.email, administrator),
        ("given", "officer", reader.email, administrator),
        ("given", "contributor", reader.email, administrator),
    ]
    kinds = set(reader.roles.values_list("kind", flat=True))
    assert kinds == {"contributor", "officer"}


def test_a_lock_in_the_form_of_an_account_is_told(authority, administrator, reader, enter):
    page = reverse("admin:accounts_user_change", args=[reader.pk])
    sent = {"email": reader.email, "roles-TOTAL_FORMS": 0, "roles-INITIAL_FORMS": 0}

    enter(administrator).post(page, sent)

    assert trail(authority) == [("locked", "", reader.email, administrator)]


def test_deleting_an_account_is_told_before_it_goes(authority, operator, reader, enter):
    enter(operator).post(reverse("admin:accounts_user_delete", args=[reader.pk]), {"post": "yes"})

    assert trail(authority) == [("taken", "reader", "gelöschtes Konto", operator)]


@pytest.mark.parametrize(
    ("name", "status"),
    [("administrator", 200), ("officer", 403), ("reader", 403), ("neighbour_officer", 404)],
)
def test_administrators_read_it(name, status, authority, administrator, reader, persona, enter):
    accounts.change_roles(account=reader, authority=authority, kinds=["officer"], by=administrator)

    answer = enter(persona(name)).get(reverse("accounts:events", args=[authority.slug]))

    assert answer.status_code == status
    assert (reader.email in answer.text) == (status == 200)


def test_the_page_costs_the_same_for_one_line_and_for_three(authority, administrator, enter):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser, page = enter(administrator), reverse("accounts:events", args=[authority.slug])
    counts = []
    for _rows in range(3):
        accounts.lock(account=UserFactory(reader_of=authority), by=UserFactory(is_superuser=True))
        with CaptureQueriesContext(connection) as queries:
            browser.get(page)
        counts.append(len(queries))

    assert counts[0] == counts[2]


def test_it_is_written_by_nobody_in_the_administration(operator, authority, reader, enter):
    accounts.lock(account=reader, by=operator)
    event = AccountEvent.objects.get()
    browser = enter(operator)

    lists = browser.get(reverse("admin:accounts_accountevent_changelist"))
    delete = reverse("admin:accounts_accountevent_delete", args=[event.pk])

    assert lists.status_code == 200
    assert reader.email in lists.text
    assert browser.post(delete, {"post": "yes"}).status_code == 403
    assert AccountEvent.objects.exists()


def test_in_the_administration_everybody_sees_their_own_authority(
    authority, neighbour, administrator, operator, enter
):
    there = UserFactory(reader_of=neighbour)
    accounts.lock(account=there, by=operator)

    answer = enter(administrator).get(reverse("admin:accounts_accountevent_changelist"))

    assert there.email not in answer.text


def test_everybody_gets_their_own_part_of_it(authority, administrator, reader, enter):
    accounts.change_roles(
        account=reader, authority=authority, kinds=["reader", "officer"], by=administrator
    )

    data = enter(reader).get(reverse("accounts:data")).json()

    assert [line["Vorgang"] for line in data["Verlauf der Zugänge"]] == ["Rolle gegeben"]
