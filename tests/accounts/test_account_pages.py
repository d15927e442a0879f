"""The pages where administrators keep the accounts of their authority, and who stays outside."""

import pytest
from django.urls import reverse

from integration_portal.accounts.models import Invitation, Role, User
from tests.factories.accounts import InvitationFactory, RoleFactory, UserFactory
from tests.personas import PERSONAS

# What each persona gets on the pages of the authority "waiblingen".
EXPECTED = dict.fromkeys(PERSONAS, 404) | {
    "visitor": 302,
    "administrator": 200,
    "officer": 403,
    "contributor": 403,
    "reader": 403,
}


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


# Who may enter


@pytest.mark.parametrize("name", PERSONAS)
@pytest.mark.parametrize("page", ["accounts", "invite", "account", "withdraw", "lock", "revoke"])
def test_only_administrators_see_the_pages(persona, enter, authority, colleague, page, name):
    invitation = InvitationFactory(authority=authority)
    args = {"revoke": [invitation.pk], "accounts": [], "invite": []}.get(page, [colleague.pk])

    answer = enter(persona(name)).get(url(page, authority, *args))

    assert answer.status_code == EXPECTED[name]


@pytest.mark.parametrize("name", [name for name in PERSONAS if name != "administrator"])
@pytest.mark.parametrize(
    "page", ["invite", "account", "withdraw", "lock", "unlock", "resend", "revoke"]
)
def test_nobody_else_changes_anything(persona, enter, authority, colleague, page, name, mailoutbox):
    invitation = InvitationFactory(authority=authority)
    args = {"revoke": [invitation.pk], "resend": [invitation.pk], "invite": []}
    sent = {
        "email": "x@portal.example",
        "function": "x",
        "kind": "administrator",
        "roles": "1",
        "roles-kinds": ["administrator"],
    }
    who = persona(name)
    before = list(User.objects.values("pk", "email", "is_active")), list(Role.objects.values())

    answer = enter(who).post(url(page, authority, *args.get(page, [colleague.pk])), sent)

    assert answer.status_code == EXPECTED[name]
    after = list(User.objects.values("pk", "email", "is_active")), list(Role.objects.values())
    assert after == before
    assert list(Invitation.objects.values_list("token_hash")) == [(invitation.token_hash,)]
    assert mailoutbox == []


@pytest.mark.parametrize("page", ["account", "withdraw", "lock"])
def test_account_of_the_neighbour_is_not_found(
    enter, administrator, authority, neighbour_officer, page
):
    browser = enter(administrator)
    path = url(page, authority, neighbour_officer.pk)

    answers = [browser.get(path), browser.post(path, {"roles": "1", "roles-kinds": ["officer"]})]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert User.objects.get(pk=neighbour_officer.pk).is_active


@pytest.mark.parametrize("page", ["resend", "revoke"])
def test_invitation_of_the_neighbour_is_not_found(
    enter, administrator, authority, neighbour, page, mailoutbox
):
    foreign = InvitationFactory(authority=neighbour)

    answer = enter(administrator).post(url(page, authority, foreign.pk))

    assert answer.status_code == 404
    assert mailoutbox == []
    assert Invitation.objects.get(pk=foreign.pk).is_open


# The list


def test_list_shows_roles_here_and_says_who_works_elsewhere_too(
    enter, administrator, authority, colleague, traveller
):
    rows = enter(administrator).get(url("accounts", authority)).context["rows"]

    assert [(row.account.email, row.roles, row.elsewhere) for row in rows] == [
        ("kollege@waiblingen.example", ["Mitwirkende"], False),
        ("unterwegs@portal.example", ["Mitwirkende"], True),
        ("verwaltung@waiblingen.example", ["Portalverwaltung"], False),
    ]


def test_list_names_no_other_authority(enter, administrator, authority, traveller, neighbour):
    text = enter(administrator).get(url("accounts", authority)).text

    assert neighbour.name not in text


@pytest.mark.parametrize("number", [1, 3])
def test_list_costs_the_same_for_one_and_three(
    enter, administrator, authority, number, django_assert_num_queries
):
    for account in UserFactory.create_batch(number, contributor_of=authority):
        RoleFactory.create_batch(2, user=account)
    InvitationFactory.create_batch(number, authority=authority, invited_by=administrator)
    browser = enter(administrator)

    # session, user, roles by kind, authority, count, accounts, their roles, invitations
    with django_assert_num_queries(8):
        answer = browser.get(url("accounts", authority))

    assert len(answer.context["rows"]) == number + 1


# Inviting


def test_administrator_invites_and_reads_that_it_is_on_its_way(
    enter, administrator, authority, mailoutbox
):
    sent = {"email": "neu@portal.example", "function": "Fachbereich", "kind": "officer"}

    answer = enter(administrator).post(url("invite", authority), sent, follow=True)

    assert "Die Einladung an neu@portal.example ist verschickt." in answer.text
    assert [message.to for message in mailoutbox] == [["neu@portal.example"]]
    invitation = Invitation.objects.get()
    assert (invitation.authority, invitation.kind) == (authority, "officer")


def test_foreign_authority_in_the_form_changes_nothing(
    enter, administrator, authority, neighbour, mailoutbox
):
    sent = {
        "email": "neu@portal.example",
        "function": "x",
        "kind": "officer",
        "authority": neighbour.pk,
    }

    enter(administrator).post(url("invite", authority), sent)

    assert Invitation.objects.get().authority == authority


def test_inviting_somebody_with_an_account_elsewhere_looks_the_same(
    enter, administrator, authority, neighbour_officer, mailoutbox
):
    sent = {"email": neighbour_officer.email, "function": "x", "kind": "officer"}

    answer = enter(administrator).post(url("invite", authority), sent, follow=True)

    assert f"Die Einladung an {neighbour_officer.email} ist verschickt." in answer.text


@pytest.mark.parametrize(
    "sent",
    [
        {"email": "keine-adresse", "function": "x", "kind": "officer"},
        {"email": "neu@portal.example", "function": "", "kind": "officer"},
        {"email": "neu@portal.example", "function": "x", "kind": "operator"},
        {"email": "neu@portal.example", "function": "x" * 10_000, "kind": "officer"},
    ],
)
def test_invalid_invitation_is_refused_and_loses_nothing(
    enter, administrator, authority, sent, mailoutbox
):
    answer = enter(administrator).post(url("invite", authority), sent)

    assert answer.status_code == 200
    assert sent["email"] in answer.text
    assert Invitation.objects.count() == 0
    assert mailoutbox == []


def test_failing_mail_server_is_told_with_the_way_to_send_again(
    enter, administrator, authority, broken_mail
):
    sent = {"email": "neu@portal.example", "function": "x", "kind": "officer"}

    answer = enter(administrator).post(url("invite", authority), sent, follow=True)

    assert "ist gespeichert, aber der Mailserver" in answer.text
    assert "nicht verschickt" in answer.text
    assert url("resend", authority, Invitation.objects.get().pk) in answer.text


def test_invitation_is_sent_again_from_the_list(enter, administrator, authority, mailoutbox):
    invitation = InvitationFactory(authority=authority)

    answer = enter(administrator).post(url("resend", authority, invitation.pk), follow=True)

    assert "ist verschickt" in answer.text
    assert len(mailoutbox) == 1


def test_sending_again_is_no_link(enter, administrator, authority):
    invitation = InvitationFactory(authority=authority)

    assert enter(administrator).get(url("resend", authority, invitation.pk)).status_code == 405


def test_invitation_is_revoked_after_a_question(enter, administrator, authority):
    invitation = InvitationFactory(authority=authority, token="abc")
    browser = enter(administrator)

    asked = browser.get(url("revoke", authority, invitation.pk))
    browser.post(url("revoke", authority, invitation.pk))

    assert "zurückziehen?" in asked.text
    assert browser.get("/einladung/abc/").status_code == 404
