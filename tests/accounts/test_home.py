"""Where one lands: at the login, in one's authority, at a choice of several, or nowhere yet."""

import pytest
from django.urls import reverse

from integration_portal.accounts.models import User
from integration_portal.accounts.presenters import places_of
from integration_portal.history.actions import record
from tests.factories.accounts import LocalAuthorityFactory, RoleFactory, UserFactory
from tests.factories.stakeholders import OrganisationFactory


def test_visitor_is_sent_to_the_login(client, db):
    answer = client.get("/")

    assert answer.status_code == 302
    assert answer.url == "/konto/anmelden/?next=/"


def test_person_of_one_authority_goes_straight_there(enter, reader):
    assert enter(reader).get("/").url == "/waiblingen/"


def test_member_officer_chooses_between_town_and_district(enter, member_officer):
    answer = enter(member_officer).get("/")

    places = answer.context["places"]
    assert [(place.authority.slug, place.roles) for place in places] == [
        ("dreieich", ["Integrationsbeauftragte"]),
        ("kreis-offenbach", []),
    ]
    assert "Sie lesen hier als Mitglied mit." in answer.text
    assert "Kommune wechseln" in answer.text


def test_own_authority_stands_first_then_those_changed_last(db):
    quiet, own, busy = LocalAuthorityFactory.create_batch(3)
    user = UserFactory()
    for authority in (own, quiet, busy):
        RoleFactory(user=user, authority=authority)
    for authority in (own, quiet, busy):
        record(OrganisationFactory(authority=authority), by=user)

    assert [place.authority for place in places_of(user)] == [own, busy, quiet]


def test_person_without_a_role_learns_whom_to_ask(enter, db):
    answer = enter(UserFactory(email="allein@portal.example")).get("/")

    assert "allein@portal.example" in answer.text
    assert "um eine Einladung" in answer.text
    assert reverse("admin:index") not in answer.text


def test_operator_finds_the_way_to_the_admin(enter, operator):
    assert reverse("admin:index") in enter(operator).get("/").text


@pytest.mark.parametrize("number", [2, 5])
def test_choice_costs_the_same_for_two_and_five(enter, number, django_assert_num_queries, db):
    user = UserFactory(officer_of=LocalAuthorityFactory.create_batch(number))
    browser = enter(user)

    # session, user, roles by kind, districts, first two, all with last change, roles, concepts
    with django_assert_num_queries(7):
        answer = browser.get("/")

    assert len(answer.context["places"]) == number


# Own account


def test_own_page_shows_roles_and_the_way_to_the_password(enter, member_officer):
    text = enter(member_officer).get("/konto/").text

    assert "Stadt Dreieich" in text
    assert "Integrationsbeauftragte" in text
    assert reverse("account_change_password") in text


def test_own_name_is_changed_and_nothing_else(enter, officer):
    sent = {"name": "Neuer Name", "function": "Bürgermeister", "email": "x@portal.example"}

    enter(officer).post("/konto/", sent)

    after = User.objects.get(pk=officer.pk)
    assert (after.name, after.function, after.email) == (
        "Neuer Name",
        "Integrationsbeauftragte",
        officer.email,
    )


def test_overlong_name_is_refused_and_kept_in_the_form(enter, officer):
    name = "ä" * 10_000

    answer = enter(officer).post("/konto/", {"name": name})

    assert answer.status_code == 200
    assert name in answer.text
    assert User.objects.get(pk=officer.pk).name == officer.name


def test_own_data_are_handed_over_as_a_file(enter, officer):
    answer = enter(officer).get("/konto/daten/")

    assert answer.headers["Content-Disposition"] == 'attachment; filename="meine-daten.json"'
    assert answer.json()["E-Mail-Adresse"] == officer.email
    assert answer.json()["Rollen"] == [
        {"Kommune": "Stadt Waiblingen", "Rolle": "Integrationsbeauftragte"}
    ]


@pytest.mark.parametrize("path", ["/konto/", "/konto/daten/", "/konto/wappen/waiblingen/"])
def test_visitor_sees_nobodys_account(client, authority, path):
    answer = client.get(path)

    assert answer.status_code == 302
    assert answer.url == f"/konto/anmelden/?next={path}"


def test_an_operator_without_a_role_is_shown_how_to_set_up_an_authority(enter, operator):
    page = enter(operator).get("/").text

    assert reverse("admin:accounts_localauthority_add") in page
    assert reverse("admin:accounts_invitation_add") in page
    assert "Bitten Sie die Person" not in page
