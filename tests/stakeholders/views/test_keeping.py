"""The forms of officers: what they save, what they refuse, where they lead back to."""

import datetime as dt

import pytest
from django.urls import reverse

from integration_portal.core.fuzzy import parse
from integration_portal.history.models import Revision
from stakeholders.models import Body, ContactPoint, Meeting, Membership, Organisation, Person
from tests.factories.stakeholders import (
    BodyFactory,
    LegislativeTermFactory,
    MeetingFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
)


@pytest.fixture
def browser(enter, officer):
    return enter(officer)


@pytest.fixture
def address(authority):
    def find(name, *args):
        return reverse(f"stakeholders:{name}", args=[authority.slug, *args])

    return find


def send(browser, url, **fields):
    """Open the form as a person does, and send it with its sealed note."""
    form = browser.get(url).context
    note = str(form["page_token"]).split('value="')[1].split('"')[0]
    return browser.post(url, fields | {"geoeffnet": note})


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


def test_a_contact_by_consent_needs_its_date(browser, address):
    response = send(browser, address("person_new"), function="Ehrenamt", legal_basis="consent")

    assert response.context["form"].non_field_errors() == [
        "Eine Einwilligung braucht das Datum, an dem sie kam."
    ]


def test_a_person_is_entered_at_their_organisation(browser, address, authority):
    organisation = OrganisationFactory(authority=authority)
    url = f"{address('person_new')}?organisation={organisation.pk}"

    assert browser.get(url).context["form"].initial["organisation"] == organisation.pk


def test_an_anonymised_person_gets_no_name_again(browser, address, authority):
    person = PersonFactory(authority=authority, anonymised_at="2026-01-01T00:00:00Z")

    send(
        browser,
        address("person_edit", person.pk),
        function="Leitung",
        name="Erika",
        legal_basis="official_duty",
    )

    person.refresh_from_db()
    assert (person.function, person.name) == ("Leitung", "")


def test_anonymising_asks_and_then_forgets(browser, address, authority):
    person = PersonFactory(authority=authority, name="Erika Beispiel")
    url = address("person_anonymise", person.pk)

    question = browser.get(url).content.decode()
    response = browser.post(url)

    person.refresh_from_db()
    assert ("Erika Beispiel" in question, person.name) == (True, "")
    assert response.url == person.get_absolute_url()
    assert "schon anonymisiert" in browser.get(url).content.decode()


def test_what_is_kept_is_downloaded(browser, address, authority):
    person = PersonFactory(authority=authority, name="Erika Beispiel")

    response = browser.get(address("person_export", person.pk))

    assert response.json()["person"]["Name"] == "Erika Beispiel"


def test_a_withdrawn_consent_is_shown_with_the_way_out(browser, address, authority):
    person = PersonFactory(
        authority=authority,
        name="Erika",
        legal_basis="consent",
        consent_on=dt.date(2024, 1, 1),
        consent_withdrawn_on=dt.date(2025, 1, 1),
    )

    page = browser.get(address("person", person.pk)).content.decode()

    assert "Jetzt anonymisieren" in page


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


def test_a_meeting_is_entered_for_its_body(browser, address, authority):
    body = BodyFactory(authority=authority, public=True)
    term = LegislativeTermFactory(authority=authority, starts_on=dt.date(2024, 6, 9))
    url = f"{address('meeting_new')}?gremium={body.pk}"

    send(browser, url, body=body.pk, date="2.9.2025", time="17:00", public="on")

    meeting = Meeting.objects.get()
    assert (meeting.body, meeting.date, meeting.time, meeting.public, meeting.term) == (
        body, dt.date(2025, 9, 2), dt.time(17), True, term,
    )  # fmt: skip


def test_papers_are_due_before_the_sitting(browser, address, authority):
    body = BodyFactory(authority=authority)

    response = send(
        browser,
        address("meeting_new"),
        body=body.pk,
        date="02.09.2025",
        papers_due_on="03.09.2025",
    )

    assert response.context["form"].errors == {
        "papers_due_on": ["Der Versand der Unterlagen liegt nach der Sitzung."]
    }


def test_the_day_of_a_stored_meeting_changes_by_a_move_only(browser, address, authority):
    meeting = MeetingFactory(body__authority=authority, date=dt.date(2025, 9, 30))

    send(
        browser,
        address("meeting_edit", meeting.pk),
        date="02.09.2025",
        place="Ratssaal",
        state="planned",
    )

    meeting.refresh_from_db()
    assert (meeting.date, meeting.place) == (dt.date(2025, 9, 30), "Ratssaal")


def test_a_meeting_is_moved_with_a_reason(browser, address, authority):
    meeting = MeetingFactory(body__authority=authority, date=dt.date(2025, 9, 30))
    url = address("meeting_move", meeting.pk)

    refused = send(browser, url, to_date="30.09.2025", reason="")
    moved = send(browser, url, to_date="02.09.2025", reason="Der Rat tagt am 8.")

    meeting.refresh_from_db()
    assert sorted(refused.context["form"].errors) == ["reason", "to_date"]
    assert (moved.status_code, meeting.date) == (302, dt.date(2025, 9, 2))
    assert meeting.moves.get().reason == "Der Rat tagt am 8."


def test_a_meeting_that_was_held_is_not_moved(browser, address, authority):
    meeting = MeetingFactory(body__authority=authority, date=dt.date(2025, 9, 30), state="held")

    response = send(
        browser, address("meeting_move", meeting.pk), to_date="02.09.2025", reason="zu spät"
    )

    assert len(response.context["form"].non_field_errors()) == 1


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
