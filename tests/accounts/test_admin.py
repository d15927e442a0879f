"""The admin: its doors, and what administrators of one authority see and change there."""

import io

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from integration_portal.accounts.models import Invitation, LocalAuthority, Role, User
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
    assert names == ["LocalAuthority", "User", "Role", "Invitation"]


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


# Authorities


def authority_data(place, **changes) -> dict:
    data = {
        "name": place.name,
        "short_name": place.short_name,
        "logo_description": "",
        "letterhead": "",
        "stale_after_months": "12",
    }
    return data | changes


def test_administrator_changes_words_logo_and_letterhead(enter, administrator, authority):
    stream = io.BytesIO()
    Image.new("RGB", (4, 4)).save(stream, "PNG")
    sent = authority_data(
        authority,
        letterhead="Rathausplatz 1",
        word_goal="Entwicklungsziel",
        word_number_pattern="BSV {number}/{year}",
        word_measure_types="Projekt\nPreis",
        logo=SimpleUploadedFile("wappen.png", stream.getvalue()),
    )

    enter(administrator).post(url("localauthority", "change", authority.pk), sent)

    after = LocalAuthority.objects.get(pk=authority.pk)
    assert after.letterhead == "Rathausplatz 1"
    assert after.words == {
        "goal": "Entwicklungsziel",
        "number_pattern": "BSV {number}/{year}",
        "measure_types": ["Projekt", "Preis"],
    }
    assert after.logo.download_name == "wappen.png"


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"word_number_pattern": "BSV 3/2017"}, "Das Muster braucht einmal {number}"),
        ({"logo": SimpleUploadedFile("a.png", b"<svg/>")}, "keine gültige Datei"),
        ({"word_goal": "x" * 121}, "120"),
    ],
)
def test_unfit_words_and_logos_are_refused(enter, administrator, authority, sent, message):
    answer = enter(administrator).post(
        url("localauthority", "change", authority.pk), authority_data(authority, **sent)
    )

    assert message in answer.text
    assert LocalAuthority.objects.get(pk=authority.pk).words == {}


def test_address_kind_and_district_are_the_operators(enter, administrator, authority, district):
    sent = authority_data(
        authority, slug="anders", kind="district", ags="08119", parent=district.pk
    )

    enter(administrator).post(url("localauthority", "change", authority.pk), sent)

    after = LocalAuthority.objects.get(pk=authority.pk)
    assert (after.slug, after.kind, after.ags, after.parent) == (
        "waiblingen",
        "city",
        "08119079",
        None,
    )


@pytest.mark.parametrize("page", ["add", "delete"])
def test_administrators_neither_add_nor_delete_authorities(enter, administrator, authority, page):
    args = [authority.pk] if page == "delete" else []

    assert enter(administrator).get(url("localauthority", page, *args)).status_code == 403


def test_operator_adds_an_authority(enter, operator):
    sent = {
        "name": "Stadt Neu",
        "short_name": "Neu",
        "slug": "neu",
        "kind": "city",
        "stale_after_months": "12",
    }

    enter(operator).post(url("localauthority", "add"), sent)

    assert LocalAuthority.objects.get().slug == "neu"


def test_address_the_portal_needs_is_refused_with_the_reason(enter, operator):
    sent = {"name": "X", "short_name": "X", "slug": "konto", "kind": "city"}

    answer = enter(operator).post(url("localauthority", "add"), sent)

    assert "Diese Adresse braucht das Portal selbst." in answer.text


def test_district_shows_its_members_but_does_not_edit_them(enter, operator, district, member):
    text = enter(operator).get(url("localauthority", "change", district.pk)).text

    assert "Mitglieder" in text
    assert member.name in text


# Accounts


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


# Roles


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


# Invitations


def test_invitation_of_the_admin_is_mailed(enter, administrator, authority, mailoutbox):
    sent = {
        "authority": authority.pk,
        "email": "neu@portal.example",
        "function": "Amt",
        "kind": "reader",
    }

    answer = enter(administrator).post(url("invitation", "add"), sent, follow=True)

    assert answer.status_code == 200
    assert [message.to for message in mailoutbox] == [["neu@portal.example"]]
    assert Invitation.objects.get().invited_by == administrator
    assert LogEntry.objects.count() == 1


def test_failed_mail_of_the_admin_is_told(enter, administrator, authority, broken_mail):
    sent = {
        "authority": authority.pk,
        "email": "neu@portal.example",
        "function": "",
        "kind": "reader",
    }

    answer = enter(administrator).post(url("invitation", "add"), sent, follow=True)

    assert "Gespeichert, aber nicht sicher verschickt: neu@portal.example" in answer.text


def test_invitation_into_another_authority_is_refused(enter, administrator, neighbour, mailoutbox):
    sent = {"authority": neighbour.pk, "email": "neu@portal.example", "kind": "administrator"}

    answer = enter(administrator).post(url("invitation", "add"), sent)

    assert list(answer.context["adminform"].form.errors) == ["authority"]
    assert mailoutbox == []


def test_invitations_are_sent_again_and_revoked_from_the_list(
    enter, administrator, authority, neighbour, mailoutbox
):
    own, foreign = InvitationFactory(authority=authority), InvitationFactory(authority=neighbour)
    browser = enter(administrator)
    both = [own.pk, foreign.pk]

    browser.post(
        url("invitation", "changelist"), {"action": "send_again", "_selected_action": both}
    )
    browser.post(url("invitation", "changelist"), {"action": "revoke", "_selected_action": both})

    assert [message.to for message in mailoutbox] == [[own.email]]
    assert not Invitation.objects.get(pk=own.pk).is_open
    assert Invitation.objects.get(pk=foreign.pk).is_open


def test_every_admin_class_of_the_portal_is_scoped():
    ours = ("accounts", "stakeholders", "concepts", "measures", "council", "documents", "history")
    unscoped = [
        model._meta.label
        for model, model_admin in admin.site._registry.items()
        if model._meta.app_label in ours and not hasattr(model_admin, "authority_path")
    ]

    assert unscoped == []
