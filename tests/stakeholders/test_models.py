"""What must always hold for organisations, people, bodies and meetings."""

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
)
from tests.factories.accounts import UserFactory
from tests.factories.stakeholders import (
    BodyFactory,
    LegislativeTermFactory,
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
