"""The pages where administrators keep the accounts of their authority, and who stays outside."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from integration_portal.accounts.actions import account as accounts
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
        ("verwaltung@waiblingen.example", ["Verwaltung der Konten und Akteure"], False),
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
