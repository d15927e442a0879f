"""A contributor finds what they answer for on the first page, even if nothing is due."""

import pytest
from django.urls import reverse

from measures.models import Measure
from tests.factories.concepts import EditionFactory
from tests.factories.measures import MeasureFactory
from tests.factories.stakeholders import OrganisationFactory, RepresentationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def led(authority, contributor) -> Measure:
    edition = EditionFactory(concept__authority=authority, adopted=True)
    own = OrganisationFactory(authority=authority)
    RepresentationFactory(user=contributor, organisation=own)
    MeasureFactory(edition=edition)
    return MeasureFactory(edition=edition, led_by=own)


@pytest.mark.parametrize(
    ("name", "shown"), [("contributor", True), ("officer", False), ("reader", False)]
)
def test_only_who_leads_a_measure_gets_it_as_their_own(name, shown, led, persona, authority, enter):
    page = enter(persona(name)).get(reverse("reports:overview", args=[authority.slug]))

    assert page.context["board"].own == ([led] if shown else [])
    assert ("Ihre Maßnahmen" in page.content.decode()) == shown
