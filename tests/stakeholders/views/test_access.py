"""Who may open and send what, over every address of bodies and network."""

import pytest
from django.urls import reverse

from stakeholders.urls import urlpatterns
from tests.personas import PERSONAS

READING = {"bodies", "body", "network", "organisation", "contact_points"}
HISTORIES = {"body_history", "organisation_history", "person_history"}
INSIDE = {"person"} | HISTORIES
KEEPING = {
    f"{thing}_{what}"
    for thing in ("body", "meeting", "organisation", "person", "contact_point")
    for what in ("new", "edit", "delete")
} | {"meeting_move", "person_export", "person_anonymise"}

KEEPERS = {"administrator", "officer"}
INSIDERS = KEEPERS | {"contributor"}
READERS = INSIDERS | {"reader"}
# Refused with the words that the page exists, but not for them; everybody else learns nothing.
NAMES = sorted(READING | INSIDE | KEEPING)
WITHOUT_ID = {"bodies", "network", "contact_points", *(n for n in NAMES if n.endswith("_new"))}


def expected(name: str, who: str) -> int:
    if who == "visitor":
        return 302
    if who not in READERS:
        return 404
    if name in KEEPING and who not in KEEPERS:
        return 403
    if name in HISTORIES and who not in INSIDERS:  # refused before anything is looked for
        return 403
    if name in INSIDE and who not in INSIDERS:
        return 404
    return 200


def address(name: str, authority, things) -> str:
    kind = name.rsplit("_", 1)[0] if name in KEEPING | HISTORIES else name
    args = [] if name in WITHOUT_ID else [getattr(things, kind).pk]
    return reverse(f"stakeholders:{name}", args=[authority.slug, *args])


def test_every_address_is_classified():
    assert {pattern.name for pattern in urlpatterns} == set(NAMES)


@pytest.mark.parametrize("who", PERSONAS)
def test_a_page_opens_for_whom_it_is_meant(who, persona, enter, authority, things):
    browser = enter(persona(who))

    found = {name: browser.get(address(name, authority, things)).status_code for name in NAMES}

    assert found == {name: expected(name, who) for name in NAMES}


@pytest.mark.parametrize("who", sorted(set(PERSONAS) - KEEPERS))
def test_nothing_is_sent_by_others(who, persona, enter, authority, things):
    before = {kind: vars(thing).copy() for kind, thing in vars(things).items()}
    browser, sent = enter(persona(who)), {"name": "anders"}

    found = {
        name: browser.post(address(name, authority, things), sent).status_code for name in KEEPING
    }

    assert found == {name: expected(name, who) for name in KEEPING}
    for kind, thing in vars(things).items():
        thing.refresh_from_db()
        assert getattr(thing, "updated_at", None) == before[kind].get("updated_at")


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_foreign_id_in_the_address_is_like_none(
    method, officer, enter, authority, things, strangers
):
    ask = getattr(enter(officer), method)
    names = [name for name in NAMES if name not in WITHOUT_ID]
    not_sent = READING | INSIDE | {"person_export"} if method == "post" else set()

    found = {name: ask(address(name, authority, strangers)).status_code for name in names}

    assert found == {name: 405 if name in not_sent else 404 for name in names}


def test_a_huge_id_is_not_found(officer, enter, authority):
    url = reverse("stakeholders:body", args=[authority.slug, 10**30])

    assert enter(officer).get(url).status_code == 404


@pytest.mark.parametrize(
    ("name", "query"), [("meeting_new", "gremium"), ("person_new", "organisation")]
)
def test_a_foreign_preset_is_not_found(name, query, officer, enter, authority, strangers):
    pk = strangers.body.pk if query == "gremium" else strangers.organisation.pk
    url = reverse(f"stakeholders:{name}", args=[authority.slug])

    assert enter(officer).get(f"{url}?{query}={pk}").status_code == 404


FIELDS = [
    ("organisation_new", "parent", "organisation"),
    ("organisation_new", "successor", "organisation"),
    ("person_new", "organisation", "organisation"),
    ("body_new", "office", "organisation"),
    ("body_new", "succeeds", "body"),
    ("meeting_new", "body", "body"),
    ("meeting_new", "term", "term"),
    ("contact_point_new", "organisation", "organisation"),
]


@pytest.mark.parametrize(("name", "field", "kind"), FIELDS)
def test_a_foreign_id_in_a_field_is_no_choice(
    name, field, kind, officer, enter, authority, strangers
):
    url = reverse(f"stakeholders:{name}", args=[authority.slug])

    response = enter(officer).post(url, {field: getattr(strangers, kind).pk})

    assert response.status_code == 200
    assert [error.code for error in response.context["form"].errors.as_data()[field]] == [
        "invalid_choice"
    ]
    assert str(getattr(strangers, kind)) not in response.content.decode()


@pytest.mark.parametrize("field", ["person", "organisation"])
def test_a_foreign_id_in_a_member_row_is_no_choice(
    field, officer, enter, authority, things, strangers
):
    url = reverse("stakeholders:body_new", args=[authority.slug])
    rows = {
        "memberships-TOTAL_FORMS": "1",
        "memberships-INITIAL_FORMS": "0",
        "memberships-0-role": "chair",
        f"memberships-0-{field}": getattr(strangers, field).pk,
    }

    response = enter(officer).post(url, {"name": "Forum", "kind": "forum"} | rows)

    errors = response.context["form"].formsets["memberships"].forms[0].errors.as_data()
    assert [error.code for error in errors[field]] == ["invalid_choice"]


def test_a_council_reader_sees_functions_not_names(reader, enter, authority, things):
    url = reverse("stakeholders:body", args=[authority.slug, things.body.pk])

    page = enter(reader).get(url).content.decode()

    assert (things.person.function in page, "Erika" in page) == (True, False)


def test_a_council_reader_does_not_meet_names_on_an_organisations_page(
    reader, enter, authority, things
):
    url = reverse("stakeholders:organisation", args=[authority.slug, things.organisation.pk])

    page = enter(reader).get(url).content.decode()

    assert ("Erika" in page, things.person.function in page) == (False, False)


def test_a_contributor_sees_names_but_no_buttons(contributor, enter, authority, things):
    url = reverse("stakeholders:body", args=[authority.slug, things.body.pk])

    page = enter(contributor).get(url).content.decode()

    assert ("Erika" in page, "Bearbeiten" in page, "löschen" in page) == (True, False, False)
