"""What the pages of the admin ask the database: the same for one row and for three."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stakeholders.models import Body, Organisation
from tests.factories.accounts import UserFactory
from tests.factories.stakeholders import (
    BodyFactory,
    ContactPointFactory,
    MeetingFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    RepresentationFactory,
)

from .test_keeping import address


@pytest.fixture
def browser(enter, officer):
    return enter(officer)


def organisation_with(rows: int, authority) -> Organisation:
    organisation = OrganisationFactory(authority=authority)
    for _row in range(rows):
        PersonFactory(organisation=organisation)
        OrganisationFactory(authority=authority, parent=organisation)
        ContactPointFactory(authority=authority, organisation=organisation)
        body = BodyFactory(authority=authority, office=organisation)
        person = PersonFactory(authority=authority)
        MembershipFactory(body=body, person=person, organisation=organisation)
        user = UserFactory(contributor_of=authority)
        RepresentationFactory(organisation=organisation, user=user)
    return organisation


def body_with(rows: int, authority) -> Body:
    body = BodyFactory(authority=authority)
    for _row in range(rows):
        MeetingFactory(body=body)
        organisation = OrganisationFactory(authority=authority)
        person = PersonFactory(authority=authority)
        MembershipFactory(body=body, person=person, organisation=organisation)
        user = UserFactory(reader_of=authority)
        RepresentationFactory(organisation=None, body=body, user=user)
    return body


@pytest.mark.parametrize(
    ("model", "made"), [("organisation", organisation_with), ("body", body_with)]
)
def test_a_page_with_three_rows_of_each_kind_asks_as_often_as_with_one(
    model, made, browser, authority
):
    asked = []
    for thing in (made(1, authority), made(3, authority)):
        url = address(model, "change", thing.pk)
        browser.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(url).status_code == 200
        asked.append(len(queries))

    assert asked[0] == asked[1]


def test_a_seat_shows_whom_it_is_given_to_and_can_be_given_to_nobody(browser, authority):
    body = BodyFactory(authority=authority)
    person = PersonFactory(authority=authority, function="Leitung Jugendhaus")
    MembershipFactory(body=body, person=person)

    page = browser.get(address("body", "change", body.pk)).context
    seats = next(f for f in page["inline_admin_formsets"] if f.opts.model.__name__ == "Membership")
    drawn = {name: str(seats.formset.forms[0][name]) for name in ("person", "organisation")}

    assert f'<option value="{person.pk}" selected>Leitung Jugendhaus</option>' in drawn["person"]
    assert '<option value=""></option>' in drawn["person"]
    assert "selected>Leitung" not in drawn["organisation"]
