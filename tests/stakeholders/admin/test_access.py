"""In the admin everybody keeps the own authority's rows and meets no other."""

import pytest
from django.urls import reverse

from integration_portal.accounts.enums import RoleKind
from stakeholders.models import Body, Membership, Organisation, Person, Representation
from tests.factories.accounts import RoleFactory, UserFactory
from tests.factories.stakeholders import RepresentationFactory
from tests.personas import PERSONAS

MODELS = (
    "organisation", "person", "body", "meeting", "contactpoint", "legislativeterm",
    "representation",
)  # fmt: skip
KEEPERS = {"administrator", "officer"}


def address(model: str, page: str, *args) -> str:
    return reverse(f"admin:stakeholders_{model}_{page}", args=args)


@pytest.fixture
def foreign(strangers, neighbour):
    """One row of the neighbour's for each model of the admin."""
    seat = RepresentationFactory(
        organisation=strangers.organisation, user=UserFactory(contributor_of=neighbour)
    )
    return {
        "organisation": strangers.organisation,
        "person": strangers.person,
        "body": strangers.body,
        "meeting": strangers.meeting,
        "contactpoint": strangers.contact_point,
        "legislativeterm": strangers.term,
        "representation": seat,
    }


@pytest.mark.parametrize("who", PERSONAS)
@pytest.mark.parametrize("model", MODELS)
def test_a_list_opens_for_those_who_keep_it(model, who, persona, enter):
    response = enter(persona(who)).get(address(model, "changelist"))

    keeps = who in KEEPERS | {"neighbour_officer", "member_officer", "operator"}
    assert (response.status_code == 200) == keeps


@pytest.mark.parametrize("model", MODELS)
def test_a_list_shows_the_own_rows_only(model, administrator, operator, enter, things, foreign):
    url = address(model, "changelist")

    mine = enter(administrator).get(url).context["cl"].result_list
    everything = enter(operator).get(url).context["cl"].result_list

    assert foreign[model].pk not in [row.pk for row in mine]
    assert foreign[model].pk in [row.pk for row in everything]


@pytest.mark.parametrize("page", ["change", "delete", "history"])
@pytest.mark.parametrize("model", MODELS)
def test_a_foreign_row_is_like_none(model, page, officer, enter, foreign):
    browser = enter(officer)

    for answer in (browser.get, browser.post):
        response = answer(address(model, page, foreign[model].pk))
        assert (response.status_code, response.url) == (302, reverse("admin:index"))
    assert type(foreign[model])._base_manager.filter(pk=foreign[model].pk).exists()


@pytest.mark.parametrize(
    ("model", "field"),
    [
        ("organisation", "parent"),
        ("organisation", "successor"),
        ("person", "organisation"),
        ("body", "office"),
        ("body", "succeeds"),
        ("meeting", "body"),
        ("meeting", "term"),
        ("contactpoint", "organisation"),
        ("representation", "organisation"),
        ("representation", "body"),
        ("representation", "user"),
    ],
)
def test_a_foreign_id_in_a_field_is_no_choice(model, field, officer, enter, foreign):
    kind = {
        "parent": "organisation", "successor": "organisation", "office": "organisation",
        "succeeds": "body", "term": "legislativeterm",
    }.get(field, field)  # fmt: skip
    pk = foreign["representation"].user_id if field == "user" else foreign[kind].pk

    response = enter(officer).post(address(model, "add"), {field: pk})

    errors = response.context["adminform"].form.errors.as_data()
    assert [error.code for error in errors[field]] == ["invalid_choice"]


@pytest.mark.parametrize(
    ("model", "field"),
    [("organisation", "parent"), ("person", "organisation"), ("body", "office"),
     ("body", "succeeds"), ("meeting", "body"), ("meeting", "term")],
)  # fmt: skip
def test_autocomplete_offers_the_own_rows_only(model, field, officer, enter, things, foreign):
    asked = {
        "app_label": "stakeholders",
        "model_name": model,
        "field_name": field,
        "term": "",
    }

    offered = enter(officer).get(reverse("admin:autocomplete"), asked).json()["results"]

    own = {
        "parent": things.organisation, "organisation": things.organisation,
        "office": things.organisation, "succeeds": things.body, "body": things.body,
        "term": things.term,
    }[field]  # fmt: skip
    assert [row["id"] for row in offered] == [str(own.pk)]


@pytest.mark.parametrize("who", ["visitor", "contributor", "reader"])
def test_autocomplete_is_closed_to_others(who, persona, enter, things):
    asked = {"app_label": "stakeholders", "model_name": "person", "field_name": "organisation"}

    response = enter(persona(who)).get(reverse("admin:autocomplete"), asked)

    assert response.status_code in (302, 403)


def test_a_foreign_member_in_an_inline_is_no_choice(officer, enter, things, foreign):
    rows = {
        "memberships-TOTAL_FORMS": "1",
        "memberships-INITIAL_FORMS": "0",
        "memberships-0-person": foreign["person"].pk,
        "memberships-0-role": "chair",
        "representations-TOTAL_FORMS": "1",
        "representations-INITIAL_FORMS": "0",
        "representations-0-user": foreign["representation"].user_id,
    }
    url = address("body", "change", things.body.pk)

    response = enter(officer).post(url, {"name": "Forum", "kind": "forum"} | rows)

    errors = [
        inline.formset.forms[0].errors.as_data()
        for inline in response.context["inline_admin_formsets"]
    ]
    assert [list(found) for found in errors] == [["person"], ["user"]]
    assert Membership.objects.filter(body=things.body).count() == 1


def test_an_account_without_a_role_here_represents_nobody(
    officer, enter, authority, neighbour, things
):
    RoleFactory(user=officer, authority=neighbour, kind=RoleKind.OFFICER)
    guest = UserFactory(contributor_of=neighbour)

    response = enter(officer).post(
        address("representation", "add"),
        {"user": guest.pk, "organisation": things.organisation.pk},
    )

    assert list(response.context["adminform"].form.errors) == ["user"]
    assert Representation.objects.count() == 0


@pytest.mark.parametrize("model", ["organisation", "person"])
def test_foreign_rows_are_not_merged(model, officer, enter, things, foreign):
    own = getattr(things, model)
    url = f"{address(model, 'merge')}?ids={own.pk},{foreign[model].pk}"
    browser = enter(officer)

    for answer in (browser.get(url), browser.post(url, {"bleibt": own.pk})):
        assert (answer.status_code, answer.url) == (302, address(model, "changelist"))
    assert {Organisation: 2, Person: 2}[type(own)] == type(own).objects.count()


@pytest.mark.parametrize("page", ["anonymise", "export"])
def test_foreign_people_are_neither_anonymised_nor_exported(page, officer, enter, foreign):
    url = f"{address('person', page)}?ids={foreign['person'].pk}"
    browser = enter(officer)

    for answer in (browser.get(url), browser.post(url)):
        assert (answer.status_code, answer.url) == (302, address("person", "changelist"))
    foreign["person"].refresh_from_db()
    assert foreign["person"].name == "Erika Beispiel"


@pytest.mark.parametrize("page", ["merge", "anonymise", "export"])
@pytest.mark.parametrize("who", ["visitor", "contributor", "reader"])
def test_the_own_pages_are_closed_to_others(page, who, persona, enter, things):
    response = enter(persona(who)).post(f"{address('person', page)}?ids={things.person.pk}")

    assert response.status_code in (302, 403)
    things.person.refresh_from_db()
    assert things.person.name == "Erika Beispiel"


@pytest.mark.parametrize("action", ["export_csv", "delete_selected"])
def test_an_action_reaches_the_own_rows_only(action, officer, enter, things, foreign):
    chosen = {"action": action, "_selected_action": [foreign["body"].pk], "post": "yes"}

    response = enter(officer).post(address("body", "changelist"), chosen)

    assert foreign["body"].name not in response.content.decode()
    assert Body.objects.filter(pk=foreign["body"].pk).exists()
