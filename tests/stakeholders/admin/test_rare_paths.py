"""The admin where something comes in between, and the rows below a row."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from integration_portal.history.models import Revision
from stakeholders.admin import base
from stakeholders.models import Body, Organisation, Representation
from tests.factories.accounts import UserFactory
from tests.factories.stakeholders import (
    BodyFactory,
    LegislativeTermFactory,
    MeetingFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    RepresentationFactory,
)

from .test_keeping import NO_ROWS, address


@pytest.fixture
def browser(enter, officer):
    return enter(officer)


def test_a_seat_given_and_taken_at_the_body_is_in_its_own_history(browser, authority):
    body = BodyFactory(authority=authority, name="Forum", kind="forum")
    user = UserFactory(reader_of=authority)
    url, fields = address("body", "change", body.pk), {"name": "Forum", "kind": "forum"}
    row = {"representations-0-user": user.pk}

    browser.post(url, fields | NO_ROWS | {"representations-TOTAL_FORMS": "1"} | row)
    seat = Representation.objects.get()
    row |= {
        "representations-TOTAL_FORMS": "1",
        "representations-INITIAL_FORMS": "1",
        "representations-0-id": seat.pk,
        "representations-0-body": body.pk,
    }
    browser.post(url, fields | NO_ROWS | row | {"representations-0-until": "31.12.2030"})
    browser.post(url, fields | NO_ROWS | row | {"representations-0-DELETE": "on"})

    revisions = Revision.objects.filter(subject_type="stakeholders.representation")
    assert [r.action for r in revisions.order_by("pk")] == ["created", "changed", "deleted"]
    assert Representation.objects.count() == 0


def test_several_are_deleted_after_a_question(browser, authority):
    bodies = BodyFactory.create_batch(2, authority=authority)
    RepresentationFactory(organisation=None, body=bodies[0], user__reader_of=authority)
    chosen = {"action": "delete_selected", "_selected_action": [b.pk for b in bodies]}

    browser.post(address("body", "changelist"), chosen)
    there = Body.objects.count()
    browser.post(address("body", "changelist"), chosen | {"post": "yes"})

    assert (there, Body.objects.count()) == (2, 0)
    assert Revision.objects.filter(action="deleted").count() == 3


def test_a_use_that_came_in_between_is_said(browser, authority, monkeypatch):
    body = BodyFactory(authority=authority)

    def refuse(thing, *, by, reason=""):
        raise ValidationError("„Forum“ wird noch verwendet.")

    monkeypatch.setattr(base, "delete", refuse)
    response = browser.post(address("body", "delete", body.pk), {"post": "yes"}, follow=True)

    assert [str(m) for m in response.context["messages"]] == ["„Forum“ wird noch verwendet."]
    assert Body.objects.get() == body


def test_of_several_none_is_deleted_if_one_came_into_use_in_between(
    browser, authority, monkeypatch
):
    first, second = BodyFactory.create_batch(2, authority=authority)
    chosen = {"action": "delete_selected", "_selected_action": [first.pk, second.pk]}

    def use_in_between(thing, **kwargs):
        MeetingFactory(body=second)
        monkeypatch.undo()
        return base.delete(thing, **kwargs)

    monkeypatch.setattr(base, "delete", use_in_between)
    response = browser.post(address("body", "changelist"), chosen | {"post": "yes"}, follow=True)

    assert [str(m) for m in response.context["messages"]] == [
        f"„{second}“ wird noch verwendet und bleibt deshalb bestehen."
    ]
    assert set(Body.objects.all()) == {first, second}


def test_bodies_entered_twice_become_one(browser, authority):
    survivor = BodyFactory(authority=authority, name="Sozialausschuss")
    other = BodyFactory(authority=authority, name="Ausschuss für Soziales")
    meeting = MeetingFactory(body=other)
    chosen = {"action": "merge_selected", "_selected_action": [survivor.pk, other.pk]}

    url = browser.post(address("body", "changelist"), chosen).url
    page = browser.get(f"{url}&bleibt={survivor.pk}").text
    browser.post(url, {"bleibt": survivor.pk, "gezeigt": survivor.pk})

    meeting.refresh_from_db()
    assert ("Sitzungen (Gremium): 1" in page, "andere Namen" in page) == (True, False)
    assert (meeting.body, list(Body.objects.all())) == (survivor, [survivor])


def test_a_merge_that_cannot_be_done_says_why(browser, authority):
    named = PersonFactory(authority=authority, name="Erika")
    anonymous = PersonFactory(authority=authority, anonymised_at="2026-01-01T00:00:00Z")
    url = f"{address('person', 'merge')}?ids={named.pk},{anonymous.pk}"

    page = browser.get(url).content.decode()
    response = browser.post(url, {"bleibt": named.pk, "gezeigt": named.pk})
    messages = [str(m) for m in browser.get(response.url).context["messages"]]

    why = "Ein anonymisierter Eintrag lässt sich nur mit anonymisierten zusammenführen."
    assert (why in page, messages) == (True, [why])


@pytest.mark.parametrize("ids", ["", "abc", "0", "99999999999999999999999"])
@pytest.mark.parametrize("page", ["merge", "anonymise", "export"])
def test_pages_without_a_choice_lead_back_to_the_list(page, ids, browser):
    response = browser.get(f"{address('person', page)}?ids={ids}")

    assert response.url == address("person", "changelist")


@pytest.mark.parametrize(
    ("action", "page"), [("anonymise_selected", "anonymise"), ("export_selected", "export")]
)
def test_actions_lead_to_their_page(action, page, browser, authority):
    people = PersonFactory.create_batch(2, authority=authority)
    chosen = {"action": action, "_selected_action": [p.pk for p in people]}

    response = browser.post(address("person", "changelist"), chosen)

    path, _question, ids = response.url.partition("?ids=")
    assert path == address("person", page)
    assert sorted(ids.split(",")) == [str(p.pk) for p in people]
    assert browser.get(response.url).status_code == 200


def test_a_row_says_where_it_is_used_and_how_often(browser, authority):
    body = BodyFactory(authority=authority, name="Runder Tisch")
    organisation = OrganisationFactory(authority=authority)
    MembershipFactory(body=body, person=None, organisation=organisation)
    OrganisationFactory.create_batch(21, authority=authority, parent=organisation)
    meeting = MeetingFactory(body=body)

    page = browser.get(address("organisation", "change", organisation.pk)).content.decode()
    other = browser.get(address("meeting", "change", meeting.pk)).content.decode()

    link = f'<a href="{body.get_absolute_url()}">Runder Tisch</a>'
    assert (link in page, "und 1 weitere" in page) == (True, True)
    assert "noch nirgends" in other


def test_the_operator_is_shown_no_page_that_would_not_be_found(enter, operator, officer, authority):
    organisation = OrganisationFactory(authority=authority)
    url = address("organisation", "change", organisation.pk)

    shown = [enter(who).get(url).context["has_absolute_url"] for who in (officer, operator)]

    assert shown == [True, False]


def test_a_rename_is_told_to_the_rooms_above(browser, authority, monkeypatch):
    from stakeholders import naming

    heard = []
    monkeypatch.setattr(naming, "_listeners", [heard.append])
    organisation = OrganisationFactory(authority=authority, name="AWO", kind="welfare")
    url = address("organisation", "change", organisation.pk)

    browser.post(url, {"name": "AWO Kreisverband", "kind": "welfare"} | NO_ROWS)
    browser.post(url, {"name": "AWO Kreisverband", "kind": "other"} | NO_ROWS)

    assert heard == [organisation]
    assert Organisation.objects.get().kind == "other"


def test_who_keeps_two_authorities_chooses_one(enter, authority, neighbour):
    both = UserFactory(officer_of=[authority, neighbour])
    fields = {"name": "AWO", "kind": "welfare", "authority": neighbour.pk} | NO_ROWS

    enter(both).post(address("organisation", "add"), fields)

    assert Organisation.objects.get().authority == neighbour


def test_the_search_of_sittings_and_seats_folds_words_too(browser, authority):
    body = BodyFactory(authority=authority, name="Bürgerforum")
    MeetingFactory(body=body)
    MeetingFactory(body__authority=authority)
    RepresentationFactory(organisation=None, body=body, user__reader_of=authority)

    found = [
        len(browser.get(address(model, "changelist"), {"q": "BÜRGER"}).context["cl"].result_list)
        for model in ("meeting", "representation")
    ]

    assert found == [1, 1]


def test_a_legislative_term_is_found_as_it_is_written(browser, authority):
    LegislativeTermFactory(authority=authority, name="Amtszeit für die Übergangsjahre")

    page = browser.get(address("legislativeterm", "changelist"), {"q": "für Über"})

    assert len(page.context["cl"].result_list) == 1


def test_the_hour_of_a_sitting_is_shown_without_seconds(browser, authority):
    meeting = MeetingFactory(body__authority=authority, time=dt.time(18, 0))

    page = browser.get(address("meeting", "change", meeting.pk)).text

    assert ('value="18:00"' in page, "18:00:00" in page) == (True, False)


def test_the_index_names_the_address_book_in_german(browser):
    page = browser.get(reverse("admin:index")).content.decode()

    words = ("Organisationen", "Personen", "Gremien", "Sitzungen", "Anlaufstellen", "Vertretungen")
    assert [word in page for word in words] == [True] * 6
