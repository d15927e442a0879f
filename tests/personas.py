"""Who comes to the portal, as fixtures: four authorities, eight people, and a way to log them in.

`authority` and `neighbour` have nothing to do with each other. `member` belongs to `district`: its
officer reads the district's concept and nothing else there.
"""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from integration_portal.accounts.enums import AuthorityKind

from .factories.accounts import LocalAuthorityFactory, UserFactory

# Every walk over addresses takes all of them: parametrize with the names, see `persona`.
PERSONAS = (
    "visitor",
    "administrator",
    "officer",
    "contributor",
    "reader",
    "neighbour_officer",
    "member_officer",
    "operator",
)

# How the people of the one authority, of its neighbour and of the member town differ.
AT_THE_AUTHORITY = {
    "administrator": {"email": "verwaltung@waiblingen.example"},
    "officer": {
        "email": "integration@waiblingen.example",
        "function": "Integrationsbeauftragte",
    },
    "contributor": {"email": "fachbereich@waiblingen.example"},
    "reader": {"email": "rat@waiblingen.example"},
}


def make_authority():
    return LocalAuthorityFactory(
        name="Stadt Waiblingen", short_name="Waiblingen", slug="waiblingen", ags="08119079"
    )


def make_neighbour():
    return LocalAuthorityFactory(
        name="Gemeinde Friesenheim",
        short_name="Friesenheim",
        slug="friesenheim",
        kind=AuthorityKind.MUNICIPALITY,
    )


def make_district():
    return LocalAuthorityFactory(
        name="Kreis Offenbach",
        short_name="Kreis Offenbach",
        slug="kreis-offenbach",
        kind=AuthorityKind.DISTRICT,
        ags="06438",
    )


def make_member(district):
    return LocalAuthorityFactory(
        name="Stadt Dreieich", short_name="Dreieich", slug="dreieich", parent=district
    )


def make_person(name, authority):
    """Somebody with the role of that name in the authority."""
    return UserFactory(**AT_THE_AUTHORITY[name], **{f"{name}_of": authority})


def make_neighbour_officer(neighbour):
    return UserFactory(email="integration@friesenheim.example", officer_of=neighbour)


def make_member_officer(member):
    return UserFactory(email="integration@dreieich.example", officer_of=member)


def make_operator():
    return UserFactory(email="betrieb@portal.example", is_superuser=True)


def make_all() -> dict[str, object]:
    """The authorities and all PERSONAS, by the names of their fixtures."""
    found = {"authority": make_authority(), "neighbour": make_neighbour()}
    found |= {name: make_person(name, found["authority"]) for name in AT_THE_AUTHORITY}
    return found | {
        "visitor": AnonymousUser(),
        "neighbour_officer": make_neighbour_officer(found["neighbour"]),
        "member_officer": make_member_officer(make_member(make_district())),
        "operator": make_operator(),
    }


@pytest.fixture
def authority(db):
    return make_authority()


@pytest.fixture
def neighbour(db):
    return make_neighbour()


@pytest.fixture
def district(db):
    return make_district()


@pytest.fixture
def member(district):
    return make_member(district)


@pytest.fixture
def visitor():
    """Somebody who is not logged in."""
    return AnonymousUser()


@pytest.fixture
def administrator(authority):
    return make_person("administrator", authority)


@pytest.fixture
def officer(authority):
    return make_person("officer", authority)


@pytest.fixture
def contributor(authority):
    return make_person("contributor", authority)


@pytest.fixture
def reader(authority):
    return make_person("reader", authority)


@pytest.fixture
def neighbour_officer(neighbour):
    return make_neighbour_officer(neighbour)


@pytest.fixture
def member_officer(member):
    """Officer of a member town, who reads its district."""
    return make_member_officer(member)


@pytest.fixture
def operator(db):
    """Runs the portal: everything in the admin, nothing in the portal's own pages."""
    return make_operator()


@pytest.fixture
def persona(request):
    """The person of that name: `persona("officer")`, for tests that take all of PERSONAS."""
    return request.getfixturevalue


@pytest.fixture
def enter():
    """A browser of that person: `enter(officer).get(…)`; a visitor's stays logged out."""

    def open_browser(user) -> Client:
        browser = Client()
        if user.is_authenticated:
            browser.force_login(user)
        return browser

    return open_browser
