"""Who reads what of the address book, what holds on which day, and what things are called."""

import datetime as dt

import pytest

from integration_portal.core.fuzzy import parse
from stakeholders.models import (
    Body,
    Meeting,
    Organisation,
    Person,
    Representation,
    bodies_of,
    organisations_of,
)
from stakeholders.rules import can_keep_stakeholders, can_see_people
from tests.factories.accounts import UserFactory
from tests.factories.stakeholders import (
    BodyFactory,
    ContactPointFactory,
    LegislativeTermFactory,
    MeetingFactory,
    MeetingMoveFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    RepresentationFactory,
)

DAY = dt.date(2026, 5, 1)


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("administrator", True), ("officer", True), ("contributor", True), ("reader", False),
        ("neighbour_officer", False), ("member_officer", False), ("operator", False),
    ],
)  # fmt: skip
def test_people_are_for_those_who_work_inside(who, sees, persona, authority):
    person = PersonFactory(authority=authority)
    user = persona(who)

    assert Person.objects.visible_to(user).contains(person) == sees
    assert can_see_people(user, authority) == sees


@pytest.mark.parametrize("who", ["reader", "contributor", "neighbour_officer"])
def test_everything_else_is_for_everybody_with_a_role(who, persona, authority):
    body = BodyFactory(authority=authority)
    things = [
        OrganisationFactory(authority=authority), body, ContactPointFactory(authority=authority),
        MeetingFactory(body=body), LegislativeTermFactory(authority=authority),
        MembershipFactory(body=body),
    ]  # fmt: skip
    user = persona(who)

    seen = [type(thing).objects.visible_to(user).contains(thing) for thing in things]

    assert seen == [who != "neighbour_officer"] * 6


@pytest.mark.parametrize(
    ("who", "keeps"),
    [("administrator", True), ("officer", True), ("contributor", False), ("reader", False),
     ("neighbour_officer", False), ("operator", False)],
)  # fmt: skip
def test_officers_and_administrators_keep_the_address_book(who, keeps, persona, authority):
    assert can_keep_stakeholders(persona(who), authority) == keeps


@pytest.mark.django_db
def test_an_unknown_beginning_or_end_counts_as_holding():
    body = BodyFactory()
    always = MembershipFactory(body=body, since=None)
    later = MembershipFactory(body=body, since=parse("Juni 2026"))
    MembershipFactory(body=body, since=None, until=parse("April 2026"))

    assert list(body.memberships.on(DAY)) == [always]
    assert list(body.memberships.on(dt.date(2026, 7, 1)).order_by("pk")) == [always, later]


@pytest.mark.django_db
def test_sittings_of_a_day_stand_by_their_hour_those_without_one_last():
    body = BodyFactory()
    open_hour = MeetingFactory(body=body, date=DAY)
    late = MeetingFactory(body=body, date=DAY, time=dt.time(18))
    early = MeetingFactory(body=body, date=DAY, time=dt.time(9))
    MeetingFactory(body=body, date=DAY, state="cancelled")
    before = MeetingFactory(body=body, date=dt.date(2026, 4, 1))

    assert list(Meeting.objects.upcoming(DAY)) == [early, late, open_hour]
    assert list(Meeting.objects.past(DAY)) == [before]
    assert list(Meeting.objects.filter(date=DAY, state="planned")) == [late, early, open_hour]


@pytest.mark.django_db
def test_what_has_ended_is_not_active():
    OrganisationFactory(name="alt", ended_on=dt.date(2026, 4, 30))
    OrganisationFactory(name="letzter Tag", ended_on=DAY)
    BodyFactory(name="alt", until=parse("April 2026"))
    BodyFactory(name="noch", until=parse("Mai 2026"))

    assert [o.name for o in Organisation.objects.active(DAY)] == ["letzter Tag"]
    assert [b.name for b in Body.objects.active(DAY)] == ["noch"]
    assert [b.has_ended(DAY) for b in Body.objects.order_by("name")] == [True, False]


def test_a_paper_goes_to_own_bodies_and_those_of_members(district, member, neighbour):
    own = BodyFactory(authority=district, name="Kreistag")
    theirs = BodyFactory(authority=member, name="Magistrat")
    BodyFactory(authority=neighbour)

    assert list(Body.objects.for_papers_of(district)) == [own, theirs]


def test_a_seat_counts_on_its_days_and_while_there_is_a_role(authority, reader):
    body, organisation = BodyFactory(authority=authority), OrganisationFactory(authority=authority)
    RepresentationFactory(user=reader, organisation=organisation)
    RepresentationFactory(
        user=reader, organisation=None, body=body, since=DAY, until=dt.date(2026, 5, 31)
    )
    stranger = UserFactory()
    RepresentationFactory(user=stranger, organisation=organisation)

    assert (organisations_of(reader, DAY), bodies_of(reader, DAY)) == ({organisation.pk}, {body.pk})
    assert bodies_of(reader, dt.date(2026, 6, 1)) == frozenset()
    assert organisations_of(stranger, DAY) == frozenset()
    assert Representation.objects.get(body=body).authority == authority


@pytest.mark.parametrize(
    ("thing", "text"),
    [
        (lambda: MeetingFactory(body__short_name="BSV", date=DAY), "BSV, 01.05.2026"),
        (lambda: MeetingFactory(body__name="Rat", date=DAY), "Rat, 01.05.2026"),
        (lambda: MeetingMoveFactory(to_date=DAY), "30.09.2025 → 01.05.2026"),
        (lambda: PersonFactory(function="Leitung", name="Erika"), "Leitung (Erika)"),
        (lambda: LegislativeTermFactory(name="8. Wahlperiode"), "8. Wahlperiode"),
        (lambda: ContactPointFactory(name="Mieterhilfe"), "Mieterhilfe"),
        (
            lambda: MembershipFactory(person=None, organisation=OrganisationFactory(name="AWO")),
            "AWO, Mitglied",
        ),
        (
            lambda: RepresentationFactory(
                user__function="Vorstand", organisation=OrganisationFactory(name="AWO")
            ),
            "Vorstand für AWO",
        ),
    ],
)
@pytest.mark.django_db
def test_things_are_called_as_people_say(thing, text):
    assert str(thing()) == text
