"""One thing of each kind, in the authority and in its neighbour."""

from types import SimpleNamespace

import pytest

from tests.factories.stakeholders import (
    BodyFactory,
    ContactPointFactory,
    LegislativeTermFactory,
    MeetingFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
)


def things_of(authority) -> SimpleNamespace:
    organisation = OrganisationFactory(authority=authority)
    body = BodyFactory(authority=authority)
    person = PersonFactory(organisation=organisation, name="Erika Beispiel")
    return SimpleNamespace(
        organisation=organisation,
        body=body,
        person=person,
        membership=MembershipFactory(body=body, person=person),
        meeting=MeetingFactory(body=body),
        contact_point=ContactPointFactory(authority=authority),
        term=LegislativeTermFactory(authority=authority),
    )


@pytest.fixture
def things(authority):
    return things_of(authority)


@pytest.fixture
def strangers(neighbour):
    return things_of(neighbour)
