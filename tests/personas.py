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


@pytest.fixture
def authority(db):
    return LocalAuthorityFactory(
        name="Stadt Waiblingen", short_name="Waiblingen", slug="waiblingen", ags="08119079"
    )


@pytest.fixture
def neighbour(db):
    return LocalAuthorityFactory(
        name="Gemeinde Friesenheim",
        short_name="Friesenheim",
        slug="friesenheim",
        kind=AuthorityKind.MUNICIPALITY,
    )


@pytest.fixture
def district(db):
    return LocalAuthorityFactory(
        name="Kreis Offenbach",
        short_name="Kreis Offenbach",
        slug="kreis-offenbach",
        kind=AuthorityKind.DISTRICT,
        ags="06438",
    )


@pytest.fixture
def member(district):
    return LocalAuthorityFactory(
        name="Stadt Dreieich", short_name="Dreieich", slug="dreieich", parent=district
    )


@pytest.fixture
def visitor():
    """Somebody who is not logged in."""
    return AnonymousUser()


@pytest.fixture
def administrator(authority):
    return UserFactory(email="verwaltung@waiblingen.example", administrator_of=authority)


@pytest.fixture
def officer(authority):
    return UserFactory(
        email="integration@waiblingen.example",
        function="Integrationsbeauftragte",
        officer_of=authority,
    )


@pytest.fixture
def contributor(authority):
    return UserFactory(email="fachbereich@waiblingen.example", contributor_of=authority)


@pytest.fixture
def reader(authority):
    return UserFactory(email="rat@waiblingen.example", reader_of=authority)


@pytest.fixture
def neighbour_officer(neighbour):
    return UserFactory(email="integration@friesenheim.example", officer_of=neighbour)


@pytest.fixture
def member_officer(member):
    """Officer of a member town, who reads its district."""
    return UserFactory(email="integration@dreieich.example", officer_of=member)


@pytest.fixture
def operator(db):
    """Runs the portal: everything in the admin, nothing in the portal's own pages."""
    return UserFactory(email="betrieb@portal.example", is_superuser=True)


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
