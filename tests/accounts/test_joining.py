"""The link of an invitation: it lets one person in, once, for a while."""

from datetime import timedelta

import pytest
from django.utils import timezone

from integration_portal.accounts.actions import invitation as invitations
from integration_portal.accounts.models import Role, User
from tests.factories.accounts import PASSWORD, InvitationFactory, UserFactory

NEW = {"name": "Neue Person", "password1": "ein-ganz-neues-passwort"}
NEW["password2"] = NEW["password1"]
OVER = "Mit diesem Link lässt sich kein Konto anlegen."


def roles_of(user) -> set:
    return set(user.roles.values_list("authority__slug", "kind"))


def test_newcomer_sets_name_and_password_and_is_inside(client, authority):
    InvitationFactory(authority=authority, email="neu@portal.example", token="abc")

    shown = client.get("/einladung/abc/")
    done = client.post("/einladung/abc/", NEW)

    user = User.objects.get(email="neu@portal.example")
    assert "Stadt Waiblingen" in shown.text
    assert done.url == "/waiblingen/"
    assert user.check_password(NEW["password1"])
    assert (user.name, user.function) == ("Neue Person", "Fachbereich Soziales")
    assert roles_of(user) == {("waiblingen", "contributor")}
    assert client.session["_auth_user_id"] == str(user.pk)


def test_link_works_once(client, authority):
    InvitationFactory(authority=authority, token="abc")
    client.post("/einladung/abc/", NEW)
    client.logout()

    answer = client.post("/einladung/abc/", NEW | {"name": "Noch jemand"})

    assert answer.status_code == 404
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    "over",
    [
        {"accepted_at": timezone.now()},
        {"revoked_at": timezone.now()},
        {"expires_at": timezone.now() - timedelta(seconds=1)},
        {"token": "anderer"},
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_link_that_is_over_helps_and_tells_nothing(client, authority, over, method):
    invitation = InvitationFactory(**({"authority": authority, "token": "abc"} | over))

    answer = getattr(client, method)("/einladung/abc/", NEW)

    assert answer.status_code == 404
    assert OVER in answer.text
    assert authority.name not in answer.text
    assert invitation.email not in answer.text
    assert User.objects.count() == 0


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"password2": "etwas-anderes-langes"}, "nicht gleich"),
        ({"password1": "kurz", "password2": "kurz"}, "mindestens 12 Zeichen"),
        ({"password1": "123456789012345", "password2": "123456789012345"}, "Ziffern"),
        ({"password1": "neu@portal.example", "password2": "neu@portal.example"}, "ähnlich"),
        ({"name": ""}, "Bitte füllen Sie dieses Feld aus"),
        ({"name": "Name\x00"}, "Null"),
    ],
)
def test_unfit_name_or_password_is_refused_and_the_link_stays(client, authority, sent, message):
    InvitationFactory(authority=authority, email="neu@portal.example", token="abc")

    answer = client.post("/einladung/abc/", NEW | sent)

    assert message in answer.text
    assert User.objects.count() == 0
    assert client.get("/einladung/abc/").status_code == 200


def test_person_with_an_account_logs_in_and_gets_the_role(client, authority, neighbour):
    known = UserFactory(email="Bekannt@portal.example", officer_of=neighbour)
    InvitationFactory(authority=authority, email="bekannt@portal.example", token="abc")

    asked = client.get("/einladung/abc/")
    client.post("/konto/anmelden/", {"login": known.email, "password": PASSWORD})
    offered = client.get("/einladung/abc/")
    done = client.post("/einladung/abc/")

    assert "Anmelden und annehmen" in asked.text
    assert "Annehmen" in offered.text
    assert done.url == "/waiblingen/"
    assert roles_of(known) == {("waiblingen", "contributor"), ("friesenheim", "officer")}


def test_link_sets_no_password_of_an_account_that_exists(client, authority):
    known = UserFactory(email="bekannt@portal.example")
    InvitationFactory(authority=authority, email=known.email, token="abc")

    answer = client.post("/einladung/abc/", NEW)

    assert answer.url == "/konto/anmelden/?next=/einladung/abc/"
    assert User.objects.get(pk=known.pk).check_password(PASSWORD)


def test_account_made_meanwhile_is_not_overwritten(authority):
    InvitationFactory(authority=authority, email="neu@portal.example", token="abc")
    UserFactory(email="neu@portal.example")

    with pytest.raises(invitations.AccountExists):
        invitations.accept(token="abc", name="Neu", password=PASSWORD)


def test_account_made_while_the_form_was_open_leads_to_the_login(client, authority, monkeypatch):
    InvitationFactory(authority=authority, token="abc")

    def too_late(**kwargs):
        raise invitations.AccountExists

    monkeypatch.setattr(invitations, "accept", too_late)

    assert client.post("/einladung/abc/", NEW).url == "/konto/anmelden/?next=/einladung/abc/"


def test_who_presses_twice_is_inside_all_the_same(client, authority):
    InvitationFactory(authority=authority, token="zweimal")
    page = "/einladung/zweimal/"
    password = "ein langer Satz 2026"
    sent = {"name": "Amt", "password1": password, "password2": password}

    first, second = client.post(page, sent), client.post(page, sent)

    assert (first.status_code, second.status_code) == (302, 302)
    assert second.url == first.url == authority.get_absolute_url()


def test_a_used_link_leads_nobody_inside_whose_role_has_ended(client, authority):
    InvitationFactory(authority=authority, token="zweimal")
    page = "/einladung/zweimal/"
    password = "ein langer Satz 2026"
    client.post(page, {"name": "Amt", "password1": password, "password2": password})
    authority.roles.all().delete()

    assert client.get(page).status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
def test_somebody_else_gains_nothing_by_the_link(enter, authority, neighbour_officer, method):
    invitation = InvitationFactory(authority=authority, token="abc")

    answer = getattr(enter(neighbour_officer), method)("/einladung/abc/", NEW)

    assert answer.status_code == 403
    assert authority.name not in answer.text
    assert invitation.email not in answer.text
    assert not Role.objects.filter(authority=authority).exists()


def test_joining_by_somebody_else_is_refused_by_the_action(authority, neighbour_officer):
    InvitationFactory(authority=authority, token="abc")

    with pytest.raises(invitations.Unusable):
        invitations.join(token="abc", by=neighbour_officer)


def test_role_one_has_already_is_not_doubled(authority):
    known = UserFactory(contributor_of=authority)
    InvitationFactory(authority=authority, email=known.email, token="abc")

    invitations.join(token="abc", by=known)

    assert roles_of(known) == {("waiblingen", "contributor")}
