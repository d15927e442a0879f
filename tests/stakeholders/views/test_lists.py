"""The lists: what they find, what they say when there is nothing, what they cost."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from integration_portal.core.fuzzy import FuzzyDate, parse
from stakeholders.enums import BodyKind, MembershipRole, OrganisationKind
from tests.factories.stakeholders import (
    BodyFactory,
    ContactPointFactory,
    MeetingFactory,
    MeetingMoveFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
)


@pytest.fixture
def browser(enter, officer):
    return enter(officer)


def address(name, authority, *args):
    return reverse(f"stakeholders:{name}", args=[authority.slug, *args])


def names(response) -> list[str]:
    return [thing.name for thing in response.context["page_obj"]]


# Bodies


def test_bodies_stand_by_kind_and_name_the_next_sitting(browser, authority):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    forum = BodyFactory(authority=authority, name="Forum", kind=BodyKind.FORUM)
    council = BodyFactory(authority=authority, name="Rat", kind=BodyKind.COUNCIL)
    MeetingFactory(body=council, date=tomorrow + dt.timedelta(days=7))
    MeetingFactory(body=council, date=tomorrow)
    MeetingFactory(body=council, date=timezone.localdate(), state="cancelled")
    MeetingFactory(body=forum, date=dt.date(2020, 1, 1), state="held")

    response = browser.get(address("bodies", authority))

    assert [(b.name, b.next_date) for b in response.context["page_obj"]] == [
        ("Rat", tomorrow),
        ("Forum", None),
    ]


def test_a_former_body_is_shown_on_request(browser, authority):
    BodyFactory(authority=authority, name="Beirat", until=parse("Ende 2014"))

    assert names(browser.get(address("bodies", authority))) == []
    assert names(browser.get(address("bodies", authority), {"ehemalige": "1"})) == ["Beirat"]


@pytest.mark.parametrize("name", ["bodies", "network", "contact_points"])
def test_an_empty_list_says_what_to_do_first(name, browser, enter, reader, authority):
    officer_sees = browser.get(address(name, authority)).content.decode()
    reader_sees = enter(reader).get(address(name, authority)).content.decode()

    assert ("anlegen" in officer_sees, "anlegen</span>" in reader_sees) == (True, False)


# Network


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["Jugendamt", "Bürgerverein"]),
        ({"text": "buerger"}, ["Bürgerverein"]),
        ({"text": "SELBSTHILFE"}, ["Bürgerverein"]),
        ({"art": "administration"}, ["Jugendamt"]),
        ({"wo": "extern"}, ["Bürgerverein"]),
        ({"wo": "intern"}, ["Jugendamt"]),
        ({"ehemalige": "on"}, ["Jugendamt", "Alter Verein", "Bürgerverein"]),
        ({"text": "nichts davon"}, []),
        ({"art": "erfunden"}, ["Jugendamt", "Bürgerverein"]),
        ({"text": "\x00"}, ["Jugendamt", "Bürgerverein"]),
    ],
)
def test_the_network_is_filtered_by_its_address(query, found, browser, authority):
    OrganisationFactory(
        authority=authority, name="Jugendamt", kind=OrganisationKind.ADMINISTRATION, internal=True
    )
    OrganisationFactory(authority=authority, name="Bürgerverein", aliases="Selbsthilfe e. V.")
    OrganisationFactory(authority=authority, name="Alter Verein", ended_on=dt.date(2019, 12, 31))

    response = browser.get(address("network", authority), query)

    assert names(response) == found


def test_a_long_network_is_paged(browser, authority):
    OrganisationFactory.create_batch(51, authority=authority)

    assert len(names(browser.get(address("network", authority)))) == 50
    assert len(names(browser.get(address("network", authority), {"page": "2"}))) == 1
    assert browser.get(address("network", authority), {"page": "3"}).status_code == 404


# Contact points


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"thema": "Sprache"}, ["Kursberatung"]),
        ({"text": "türkisch"}, ["Mieterhilfe"]),
        ({"text": "marktplatz"}, ["Kursberatung"]),
        ({"thema": "erfunden"}, ["Kursberatung", "Mieterhilfe"]),
    ],
)
def test_contact_points_are_found_by_topic_and_words(query, found, browser, authority):
    ContactPointFactory(
        authority=authority, name="Mieterhilfe", topic="Wohnen", languages="Türkisch"
    )
    ContactPointFactory(
        authority=authority, name="Kursberatung", topic="Sprache", place="Marktplatz 1"
    )

    assert names(browser.get(address("contact_points", authority), query)) == found


# A body's page


def test_a_body_shows_who_sat_there_on_a_day_in_the_order_of_roles(browser, authority):
    body = BodyFactory(authority=authority)
    since = FuzzyDate.on(dt.date(2020, 1, 1))
    MembershipFactory(body=body, person__function="Mitglied heute", since=since)
    MembershipFactory(body=body, person__function="Vorsitz heute", role=MembershipRole.CHAIR)
    MembershipFactory(
        body=body, person__function="Mitglied damals", since=None, until=parse("Mitte 2019")
    )

    def members(**query):
        response = browser.get(address("body", authority, body.pk), query)
        return [m.person.function for m in response.context["members"]]

    assert members() == ["Vorsitz heute", "Mitglied heute"]
    assert members(tag="01.05.2019") == ["Mitglied damals"]


@pytest.mark.parametrize("day", ["gestern", "31.02.2020", "9" * 40])
def test_a_day_that_is_none_is_said_at_the_field(day, browser, authority):
    body = BodyFactory(authority=authority)

    response = browser.get(address("body", authority, body.pk), {"tag": day})

    assert list(response.context["form_of_day"].errors) == ["tag"]
    assert response.status_code == 200


# Costs


def fill(authority, number: int) -> dict:
    """`number` rows of everything, each with three distinct rows below it."""
    main, body = None, None
    for n in range(number):
        organisation = OrganisationFactory(authority=authority, kind=OrganisationKind.values[n])
        place = BodyFactory(authority=authority, kind=BodyKind.values[n], office=organisation)
        main, body = main or organisation, body or place
        for m in range(3):
            person = PersonFactory(organisation=main)
            guest = OrganisationFactory(authority=authority, parent=main, successor=main)
            MembershipFactory(body=body, person=person, organisation=guest)
            MembershipFactory(body=place, person=None, organisation=main)
            ContactPointFactory(authority=authority, organisation=guest, topic=f"Thema {n} {m}")
            ContactPointFactory(authority=authority, organisation=main)
            meeting = MeetingFactory(body=body)
            for day in range(3):
                MeetingMoveFactory(meeting=meeting, from_date=dt.date(2025, 1, 1 + day))
            BodyFactory(authority=authority, succeeds=body, office=main)
    return {"organisation": main.pk, "body": body.pk, "person": main.people.first().pk}


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"),
    [
        ("bodies", 7),
        ("network", 6),
        ("contact_points", 7),
        ("body", 13),
        ("organisation", 13),
        ("person", 8),
    ],
)
def test_a_page_costs_the_same_for_one_and_three(
    name, queries, number, browser, authority, django_assert_num_queries
):
    pks = fill(authority, number)
    url = address(name, authority, *([pks[name]] if name in pks else []))

    with django_assert_num_queries(queries):
        browser.get(url)


def test_the_form_of_a_body_costs_the_same_for_few_and_many_members(browser, authority):
    taken = []
    for number in (1, 3):
        form = address("body_edit", authority, fill(authority, number)["body"])
        with CaptureQueriesContext(connection) as queries:
            members = browser.get(form).context["form"].formsets["memberships"].forms
        taken.append((len(members), len(queries)))

    assert [found for found, _asked in taken] == [6, 12]
    assert taken[0][1] == taken[1][1] <= 30
