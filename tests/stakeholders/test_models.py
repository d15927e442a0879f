"""What must always hold for organisations, people, bodies and meetings, and who reads them."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from integration_portal.core.fuzzy import parse
from stakeholders.models import (
    Body,
    ContactPoint,
    Meeting,
    Membership,
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


def refused_by_database(make) -> bool:
    try:
        with transaction.atomic():
            make()
    except IntegrityError:
        return True
    return False


# Constraints, in the database


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"legal_basis": "consent"},
        {"consent_withdrawn_on": DAY},
        {"legal_basis": "consent", "consent_on": DAY, "consent_withdrawn_on": dt.date(2026, 4, 1)},
        {"anonymised_at": "2026-01-01T00:00:00Z", "name": "Erika"},
    ],
)
def test_an_impossible_person_is_refused(wrong):
    assert refused_by_database(lambda: PersonFactory(**wrong))


@pytest.mark.django_db
def test_a_person_by_consent_may_withdraw_it():
    PersonFactory(legal_basis="consent", consent_on=DAY, consent_withdrawn_on=DAY)

    assert [p.consent_is_withdrawn for p in Person.objects.withdrawn()] == [True]


@pytest.mark.parametrize("factory", [OrganisationFactory, BodyFactory])
def test_a_name_occurs_once_in_an_authority(factory, authority, neighbour):
    factory(authority=authority, name="Forum")
    factory(authority=neighbour, name="Forum")

    assert refused_by_database(lambda: factory(authority=authority, name="Forum"))


@pytest.mark.parametrize(
    ("factory", "field"),
    [
        (OrganisationFactory, "parent"),
        (OrganisationFactory, "successor"),
        (BodyFactory, "succeeds"),
    ],
)
def test_nothing_follows_itself(factory, field, authority):
    thing = factory(authority=authority)

    def tie():
        type(thing).objects.filter(pk=thing.pk).update(**{field: thing})

    assert refused_by_database(tie)


@pytest.mark.parametrize(
    ("factory", "field"),
    [
        (OrganisationFactory, "parent"),
        (OrganisationFactory, "successor"),
        (BodyFactory, "succeeds"),
    ],
)
def test_a_circle_over_three_is_refused(factory, field, authority):
    first = factory(authority=authority)
    second = factory(authority=authority, **{field: first})
    third = factory(authority=authority, **{field: second})
    setattr(first, field, third)

    with pytest.raises(ValidationError) as refused:
        first.full_clean()

    assert list(refused.value.error_dict) == [field]


@pytest.mark.django_db
@pytest.mark.parametrize("factory", [BodyFactory, MembershipFactory])
def test_a_period_does_not_end_before_it_begins(factory):
    factory(since=parse("2020"), until=parse("März 2020"))
    factory(since=parse("2020"), until=None)
    factory(since=None, until=parse("2020"))

    assert refused_by_database(lambda: factory(since=parse("2021"), until=parse("Ende 2020")))


@pytest.mark.django_db
def test_a_membership_names_somebody():
    assert refused_by_database(lambda: MembershipFactory(person=None))


@pytest.mark.django_db
def test_a_term_ends_after_it_starts():
    assert refused_by_database(lambda: LegislativeTermFactory(ends_on=dt.date(2019, 5, 31)))


@pytest.mark.django_db
def test_a_move_goes_somewhere():
    assert refused_by_database(lambda: MeetingMoveFactory(from_date=DAY, to_date=DAY))


@pytest.mark.django_db
def test_a_representation_is_of_one_and_has_a_possible_period():
    body = BodyFactory()

    assert refused_by_database(lambda: RepresentationFactory(body=body))
    assert refused_by_database(lambda: RepresentationFactory(since=DAY, until=dt.date(2026, 4, 30)))


# Walls between authorities


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda a, o: Organisation(authority=a, parent=o.organisation), "parent"),
        (lambda a, o: Organisation(authority=a, successor=o.organisation), "successor"),
        (lambda a, o: Person(authority=a, organisation=o.organisation), "organisation"),
        (lambda a, o: Body(authority=a, office=o.organisation), "office"),
        (lambda a, o: Body(authority=a, succeeds=o.body), "succeeds"),
        (lambda a, o: ContactPoint(authority=a, organisation=o.organisation), "organisation"),
        (lambda a, o: Membership(body=BodyFactory(authority=a), person=o.person), "person"),
        (lambda a, o: Meeting(body=BodyFactory(authority=a), term=o.term), "term"),
    ],
)
def test_nothing_points_into_another_authority(make, field, authority, neighbour):
    class Others:
        organisation = OrganisationFactory(authority=neighbour)
        person = PersonFactory(authority=neighbour)
        body = BodyFactory(authority=neighbour)
        term = LegislativeTermFactory(authority=neighbour)

    with pytest.raises(ValidationError) as refused:
        make(authority, Others).clean()

    assert list(refused.value.error_dict) == [field]


def test_an_account_represents_only_where_it_has_a_role(authority, neighbour):
    organisation = OrganisationFactory(authority=authority)
    guest = UserFactory(contributor_of=neighbour)
    colleague = UserFactory(contributor_of=authority)

    Representation(user=colleague, organisation=organisation).full_clean()
    with pytest.raises(ValidationError):
        Representation(user=guest, organisation=organisation).full_clean()


# Who reads


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


# Querysets


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
