"""The admin: its doors, and which rows somebody sees there."""

import pytest
from django.contrib import admin
from django.urls import reverse

from integration_portal.accounts.models import Invitation, Role
from tests.factories.accounts import (
    InvitationFactory,
    LocalAuthorityFactory,
    RoleFactory,
    UserFactory,
)
from tests.personas import PERSONAS

MODELS = ("localauthority", "user", "role", "invitation")
# Officers keep stakeholders in the admin, never accounts.
KEEPS_ACCOUNTS = ("administrator", "operator")


def url(model: str, page: str, *args) -> str:
    return reverse(f"admin:accounts_{model}_{page}", args=args)


# Doors


def test_login_of_the_admin_is_the_portals(client, db):
    answer = client.get("/verwaltung/", follow=True)

    assert answer.redirect_chain[-1][0] == "/konto/anmelden/?next=/verwaltung/"


@pytest.mark.parametrize("name", ["contributor", "reader"])
def test_who_keeps_nothing_there_is_told_so_and_not_sent_round(persona, enter, name):
    answer = enter(persona(name)).get("/verwaltung/", follow=True)

    assert answer.status_code == 403


def test_login_page_of_the_admin_leads_on_who_may_enter(enter, officer):
    assert enter(officer).get("/verwaltung/login/").url == "/verwaltung/"


@pytest.mark.parametrize("page", ["password_change", "password_change_done"])
def test_password_is_changed_in_the_portal(enter, administrator, page):
    answer = enter(administrator).get(reverse(f"admin:{page}"))

    assert answer.url == reverse("account_change_password")


def test_logging_out_of_the_admin_logs_out_of_the_portal(enter, administrator):
    browser = enter(administrator)

    asked = browser.get("/verwaltung/logout/")
    answer = browser.post("/verwaltung/logout/")

    assert asked.url == reverse("account_logout")
    assert answer.url == "/"
    assert "_auth_user_id" not in browser.session


def test_index_is_german_and_leads_back(enter, operator):
    text = enter(operator).get("/verwaltung/").text

    assert "Konten und Kommunen" in text
    assert "Zum Portal" in text
    assert "E-Mail-Adressen" not in text
    assert "Gruppen" not in text


def test_officer_finds_stakeholders_but_no_accounts(enter, officer):
    apps = enter(officer).get("/verwaltung/").context["app_list"]

    assert [app["app_label"] for app in apps] == ["stakeholders"]


def test_groups_stand_in_the_order_of_the_work(enter, operator):
    apps = enter(operator).get("/verwaltung/").context["app_list"]

    assert [app["app_label"] for app in apps][:2] == ["stakeholders", "accounts"]
    names = [model["object_name"] for model in apps[1]["models"]]
    assert names == ["LocalAuthority", "User", "Role", "Invitation", "AccountEvent"]


def test_detour_that_tells_which_ids_exist_is_closed(enter, administrator, neighbour):
    answer = enter(administrator).get(f"/verwaltung/r/1/{neighbour.pk}/")

    assert answer.status_code == 404


# Who sees which table


@pytest.mark.parametrize("name", PERSONAS)
@pytest.mark.parametrize("model", MODELS)
def test_tables_of_accounts_open_for_administrators_only(persona, enter, model, name):
    answer = enter(persona(name)).get(url(model, "changelist"))

    expected = 200 if name in KEEPS_ACCOUNTS else 302 if "officer" not in name else 403
    assert answer.status_code == expected


@pytest.mark.parametrize("model", MODELS)
def test_lists_hold_the_own_rows_only(enter, administrator, neighbour, authority, model):
    RoleFactory(authority=neighbour)
    InvitationFactory(authority=neighbour)
    InvitationFactory(authority=authority)

    rows = enter(administrator).get(url(model, "changelist")).context["cl"].queryset

    own = {
        "localauthority": {authority},
        "user": {administrator},
        "role": set(Role.objects.filter(authority=authority)),
        "invitation": set(Invitation.objects.filter(authority=authority)),
    }
    assert set(rows) == own[model]


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("page", ["change", "delete", "history"])
def test_foreign_row_is_like_a_missing_one(enter, administrator, neighbour, model, page):
    role = RoleFactory(authority=neighbour)
    invitation = InvitationFactory(authority=neighbour)
    rows = {
        "localauthority": neighbour,
        "user": role.user,
        "role": role,
        "invitation": invitation,
    }
    browser = enter(administrator)

    def answer(pk):
        given = browser.get(url(model, page, pk))
        return given.status_code, given.headers.get("Location")

    assert answer(rows[model].pk) == answer(99_999)
    assert type(rows[model]).objects.filter(pk=rows[model].pk).exists()


@pytest.mark.parametrize("model", MODELS)
def test_list_costs_the_same_for_one_and_three(enter, operator, model):
    def queries(number):
        for place in LocalAuthorityFactory.create_batch(number):
            UserFactory(officer_of=place, reader_of=place)
            InvitationFactory(authority=place)
        with CaptureQueriesContext(connection) as found:
            browser.get(url(model, "changelist"))
        return len(found)

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser = enter(operator)
    browser.get(url(model, "changelist"))

    assert queries(1) == queries(3)


def test_filters_name_no_other_authority(enter, authority, neighbour):
    third = LocalAuthorityFactory(name="Stadt Woanders")
    both = UserFactory(administrator_of=[authority, neighbour])

    text = enter(both).get(url("role", "changelist")).text

    assert neighbour.name in text
    assert third.name not in text


def test_search_for_a_choice_finds_own_accounts_only(enter, administrator, neighbour_officer):
    query = {"app_label": "accounts", "model_name": "role", "field_name": "user", "term": "example"}

    answer = enter(administrator).get(reverse("admin:autocomplete"), query)

    assert [row["id"] for row in answer.json()["results"]] == [str(administrator.pk)]


def test_officer_searches_no_accounts(enter, officer):
    query = {"app_label": "accounts", "model_name": "role", "field_name": "user", "term": "e"}

    assert enter(officer).get(reverse("admin:autocomplete"), query).status_code == 403


def test_every_admin_class_of_the_portal_is_scoped():
    ours = ("accounts", "stakeholders", "concepts", "measures", "council", "documents", "history")
    unscoped = [
        model._meta.label
        for model, model_admin in admin.site._registry.items()
        if model._meta.app_label in ours and not hasattr(model_admin, "authority_path")
    ]

    assert unscoped == []
