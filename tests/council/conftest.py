"""A council and a committee, and people who sit in them."""

import pytest

from integration_portal.accounts.models import User
from stakeholders.enums import BodyKind
from tests.factories.council import CouncilPaperFactory
from tests.factories.stakeholders import BodyFactory, RepresentationFactory


@pytest.fixture
def office(officer, enter):
    """The officer's browser."""
    return enter(officer)


@pytest.fixture
def council(authority):
    return BodyFactory(authority=authority, name="Gemeinderat", kind=BodyKind.COUNCIL)


@pytest.fixture
def committee(authority):
    return BodyFactory(
        authority=authority, name="Ausschuss für Bildung, Soziales und Verwaltung", short_name="BSV"
    )


@pytest.fixture
def seat():
    """`seat(user, body, until=…)`: the person, who sits in the body from now on."""

    def take(user, body, **period) -> User:
        RepresentationFactory(user=user, organisation=None, body=body, **period)
        return User.objects.get(pk=user.pk)

    return take


@pytest.fixture
def before_a_member(district, member):
    """A paper of the district on its way to a body of a member town, and that body."""
    body = BodyFactory(authority=member, name="Stadtverordnetenversammlung Dreieich")
    return CouncilPaperFactory(authority=district, stations=[body], sent=True), body
