"""The pages cost the same for one and for many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from integration_portal.core.fuzzy import parse
from tests.factories import concepts as make
from tests.factories.measures import MeasureFactory

from .conftest import fill

pytestmark = pytest.mark.django_db


def page(name: str, edition, *args) -> str:
    return reverse(f"concepts:{name}", args=[edition.concept.authority.slug, edition.slug, *args])


def queries(browser, url: str) -> int:
    browser.get(url)
    with CaptureQueriesContext(
        connection,
    ) as found:
        answer = browser.get(url)
    assert answer.status_code == 200
    return len(found)


@pytest.fixture
def sizes(authority):
    """The same edition with one and with three of everything, each with as many rows."""
    made = []
    for rows in (1, 3):
        edition = make.EditionFactory(concept__authority=authority, adopted=True)
        things = fill(edition, rows)
        for _ in range(rows):
            MeasureFactory(edition=edition, field=things["field"])
        made.append(things)
    return made


@pytest.mark.parametrize("who", ["officer", "reader"])
@pytest.mark.parametrize("what", ["edition", "field", "evaluation"])
def test_a_page_costs_the_same_for_one_and_for_many(what, who, sizes, persona, enter):
    browser = enter(persona(who))

    few, many = (queries(browser, things[what].get_absolute_url()) for things in sizes)

    assert few == many
    assert many <= 30


@pytest.mark.parametrize("form", ["edition_edit", "edition_making"])
def test_a_form_costs_the_same_for_one_and_for_many(form, sizes, officer, enter):
    browser = enter(officer)
    editions = [things["edition"] for things in sizes]

    few, many = (
        queries(browser, reverse(f"concepts:{form}", args=[of.authority.slug, of.slug]))
        for of in editions
    )

    assert few == many <= 30


def test_the_state_as_adopted_costs_the_same_for_one_and_for_many(sizes, reader, enter, freeze):
    for things in sizes:
        freeze(things["edition"])
    browser = enter(reader)

    few, many = (queries(browser, page("edition_as_adopted", t["edition"])) for t in sizes)

    assert few == many
    assert many <= 30


def test_the_concept_costs_the_same_for_one_and_for_many_editions(authority, officer, enter):
    concept = make.ConceptFactory(authority=authority)
    counts = make.EditionFactory(concept=concept, adopted=True)
    fill(counts)
    browser = enter(officer)
    few = queries(browser, "/waiblingen/konzept/")
    for year in (2006, 2012):
        make.EditionFactory(
            concept=concept, status="superseded", status_on=parse(str(year)), position=0
        )
    fill(counts, rows=3)

    many = queries(browser, "/waiblingen/konzept/")

    assert few == many
    assert many <= 30


def test_strategic_goals_cost_the_same_for_one_and_for_many(draft, officer, enter):
    fill(draft)
    browser = enter(officer)
    few = queries(browser, "/waiblingen/konzept/strategische-ziele/")
    fill(draft, rows=3)

    assert queries(browser, "/waiblingen/konzept/strategische-ziele/") == few


def test_a_hundred_and_fifty_nodes_stay_under_thirty_queries(draft, officer, enter):
    for _ in range(15):
        field = make.FieldOfActionFactory(edition=draft)
        make.NeedForActionFactory(field=field)
        for _ in range(4):
            make.GoalFactory(field=field)
        chapter = make.ChapterFactory(edition=draft)
        for _ in range(4):
            make.ChapterFactory(parent=chapter)

    assert queries(enter(officer), draft.get_absolute_url()) <= 30
