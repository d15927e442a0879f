"""Which edition a page shows when the address names none."""

import pytest

from concepts.current import edition_for
from concepts.enums import EditionStatus
from tests.factories.concepts import ConceptFactory, EditionFactory, FieldOfActionFactory
from tests.factories.measures import MeasureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def old(authority):
    concept = ConceptFactory(authority=authority)
    return EditionFactory(concept=concept, title="Fassung 2010", adopted=True)


@pytest.fixture
def new(old):
    edition = EditionFactory(
        concept=old.concept, title="Fassung 2017", status=EditionStatus.DELIBERATION
    )
    FieldOfActionFactory(edition=edition)
    return edition


def test_the_edition_in_force_is_shown(old, new, officer, authority):
    FieldOfActionFactory(edition=old)

    assert edition_for(officer, authority) == old


def test_measures_without_fields_make_an_edition_worth_showing(old, new, officer, authority):
    MeasureFactory(edition=old)

    assert edition_for(officer, authority) == old


def test_an_empty_edition_gives_way_to_one_with_fields(old, new, officer, authority):
    assert edition_for(officer, authority) == new


def test_an_empty_edition_is_better_than_none(old, officer, authority):
    assert edition_for(officer, authority) == old
