"""Organisations, people, bodies and what hangs on them, all of one authority by default."""

import datetime as dt

import factory

from integration_portal.core.fuzzy import FuzzyDate
from stakeholders.enums import BodyKind, LegalBasis, MembershipRole, OrganisationKind
from stakeholders.models import (
    Body,
    ContactPoint,
    LegislativeTerm,
    Meeting,
    MeetingMove,
    Membership,
    Organisation,
    Person,
    Representation,
)

from .accounts import LocalAuthorityFactory, UserFactory


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    authority = factory.SubFactory(LocalAuthorityFactory)
    name = factory.Sequence(lambda n: f"Verein {n}")
    kind = OrganisationKind.ASSOCIATION


class PersonFactory(factory.django.DjangoModelFactory):
    """A contact in an official function, without a name; `organisation=…` brings its authority."""

    class Meta:
        model = Person

    organisation = None
    authority = factory.Maybe(
        "organisation",
        yes_declaration=factory.SelfAttribute("organisation.authority"),
        no_declaration=factory.SubFactory(LocalAuthorityFactory),
    )
    function = factory.Sequence(lambda n: f"Leitung Sachgebiet {n}")
    legal_basis = LegalBasis.OFFICIAL_DUTY


class BodyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Body

    authority = factory.SubFactory(LocalAuthorityFactory)
    name = factory.Sequence(lambda n: f"Ausschuss {n}")
    kind = BodyKind.COMMITTEE


class MembershipFactory(factory.django.DjangoModelFactory):
    """A person of the body's authority as a member; `organisation=…, person=None` for the other."""

    class Meta:
        model = Membership

    body = factory.SubFactory(BodyFactory)
    person = factory.SubFactory(PersonFactory, authority=factory.SelfAttribute("..body.authority"))
    role = MembershipRole.MEMBER
    since = FuzzyDate.on(dt.date(2020, 1, 1))


class ContactPointFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ContactPoint

    authority = factory.SubFactory(LocalAuthorityFactory)
    name = factory.Sequence(lambda n: f"Beratungsstelle {n}")
    topic = "Wohnen"
    offer = "Hilft bei der Suche nach einer Wohnung."


class LegislativeTermFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LegislativeTerm

    authority = factory.SubFactory(LocalAuthorityFactory)
    name = factory.Sequence(lambda n: f"{n + 1}. Wahlperiode")
    starts_on = dt.date(2019, 6, 1)


class MeetingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Meeting

    body = factory.SubFactory(BodyFactory)
    date = factory.Sequence(lambda n: dt.date(2030, 1, 1) + dt.timedelta(days=n))


class MeetingMoveFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MeetingMove

    meeting = factory.SubFactory(MeetingFactory)
    from_date = dt.date(2025, 9, 30)
    to_date = dt.date(2025, 9, 2)
    reason = "Die Vorberatung soll vor der Entscheidung stehen."


class RepresentationFactory(factory.django.DjangoModelFactory):
    """A user acting for an organisation; `organisation=None, body=…` for a seat."""

    class Meta:
        model = Representation

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
