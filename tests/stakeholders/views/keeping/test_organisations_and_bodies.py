"""The forms of officers: what they save, what they refuse, where they lead back to."""

import pytest

from integration_portal.core.fuzzy import parse
from integration_portal.history.models import Revision
from stakeholders.models import Body, ContactPoint, Meeting, Membership, Organisation, Person
from tests.factories.stakeholders import (
    MembershipFactory,
    OrganisationFactory,
)

from .conftest import send


def test_an_organisation_is_entered_and_stands_in_the_network(browser, address, authority, officer):
    response = send(
        browser,
        address("organisation_new"),
        name="Bürgerverein",
        kind="association",
        aliases="Verein der Bürger",
    )

    organisation = Organisation.objects.get()
    assert response.url == organisation.get_absolute_url()
    assert (organisation.authority, organisation.alias_list) == (authority, ["Verein der Bürger"])
    assert Revision.objects.of(organisation).get().by == officer


def test_a_name_that_is_taken_is_said_and_nothing_typed_is_lost(browser, address, authority):
    OrganisationFactory(authority=authority, name="AWO")

    response = send(
        browser, address("organisation_new"), name="AWO", kind="welfare", phone="07151 1"
    )

    page = response.content.decode()
    assert "Eine Organisation mit diesem Namen gibt es schon." in page
    assert 'value="07151 1"' in page


def test_a_unit_does_not_stand_below_itself(browser, address, authority):
    above = OrganisationFactory(authority=authority, name="Dezernat")
    below = OrganisationFactory(authority=authority, name="Amt", parent=above)

    response = send(
        browser,
        address("organisation_edit", above.pk),
        name="Dezernat",
        kind="administration",
        parent=below.pk,
    )

    assert response.context["form"].errors == {
        "parent": ["Eine Einheit kann nicht unter sich selbst stehen."]
    }


def test_a_body_is_entered_with_a_new_person_on_the_spot(browser, address, authority):
    response = send(
        browser,
        address("body_new"),
        **{
            "name": "Runder Tisch",
            "kind": "round_table",
            "since": "Frühjahr 2020",
            "memberships-TOTAL_FORMS": "1",
            "memberships-INITIAL_FORMS": "0",
            "memberships-0-role": "chair",
            "memberships-0-since": "2021",
            "memberships-0-person-neu-function": "Leitung VHS",
        },
    )

    body, membership = Body.objects.get(), Membership.objects.get()
    assert response.url == body.get_absolute_url()
    assert body.since == parse("Frühjahr 2020")
    assert (membership.body, membership.person.function, membership.since) == (
        body, "Leitung VHS", parse("2021"),
    )  # fmt: skip
    assert (membership.person.authority, membership.person.legal_basis) == (
        authority, "official_duty",
    )  # fmt: skip


def test_a_membership_needs_somebody(browser, address):
    response = send(
        browser,
        address("body_new"),
        **{
            "name": "Runder Tisch",
            "kind": "round_table",
            "memberships-TOTAL_FORMS": "1",
            "memberships-INITIAL_FORMS": "0",
            "memberships-0-role": "chair",
        },
    )

    assert "Nennen Sie eine Person oder eine Organisation." in response.content.decode()


@pytest.mark.parametrize("form", ["body", "membership"])
def test_what_ends_before_it_begins_is_refused(form, browser, address):
    prefix = "memberships-0-" if form == "membership" else ""
    rows = {
        "memberships-TOTAL_FORMS": "1" if form == "membership" else "0",
        "memberships-INITIAL_FORMS": "0",
        "memberships-0-role": "chair",
        "memberships-0-person-neu-function": "Leitung VHS",
    }
    period = {f"{prefix}since": "2021", f"{prefix}until": "2020"}

    response = send(browser, address("body_new"), name="Forum", kind="forum", **(rows | period))

    assert "Das Ende liegt vor dem Beginn." in response.content.decode()
    assert Person.objects.count() == 0


@pytest.mark.parametrize("kind", ["body", "organisation", "person", "contact_point", "meeting"])
def test_deleting_asks_and_deletes(kind, browser, address, authority):
    from tests.stakeholders.views.conftest import things_of

    thing = getattr(things_of(authority), kind)
    Membership.objects.all().delete()
    if kind == "organisation":
        Person.objects.all().delete()
    if kind == "body":
        Meeting.objects.all().delete()
    url = address(f"{kind}_delete", thing.pk)

    asked = browser.get(url)
    there = type(thing).objects.filter(pk=thing.pk).exists()
    done = send(browser, url)

    assert (asked.status_code, there, done.status_code) == (200, True, 302)
    assert not type(thing).objects.filter(pk=thing.pk).exists()


def test_who_sits_in_a_body_is_not_deleted_and_the_page_says_why(browser, address, authority):
    membership = MembershipFactory(body__authority=authority)

    page = browser.get(address("person_delete", membership.person.pk)).content.decode()

    assert ("Mitgliedschaften" in page, "danger" in page) == (True, False)


def test_a_contact_point_is_entered_and_found_by_its_language(browser, address):
    send(
        browser,
        address("contact_point_new"),
        name="Mieterhilfe",
        topic="Wohnen",
        offer="Hilft bei Anträgen.",
        languages="Türkisch, Arabisch",
    )

    assert [p.name for p in ContactPoint.objects.matching("arab")] == ["Mieterhilfe"]


@pytest.mark.parametrize("text", ["😀 Café", "جمعية", "A" * 200])
def test_unusual_names_are_kept_as_they_are(text, browser, address):
    send(browser, address("organisation_new"), name=text, kind="association")

    assert Organisation.objects.get().name == text


def test_a_name_of_ten_thousand_characters_is_refused_and_kept(browser, address):
    response = send(browser, address("organisation_new"), name="A" * 10_000, kind="association")

    assert list(response.context["form"].errors) == ["name"]
    assert "A" * 10_000 in response.content.decode()
