"""Every page in a real browser: accessible in light and dark, on desk and phone, never too wide."""

from collections.abc import Callable, Iterable

import pytest
from playwright.sync_api import Page

from tests.browser import pages
from tests.eyes import ASKING, problems

pytestmark = pytest.mark.django_db

# Django's own pages break these: the search field of its choices, and the empty head of a column
# with checkboxes in rows below a form.
DJANGO = frozenset({"aria-input-field-name", "empty-table-header"})


@pytest.fixture
def look(browse) -> Callable:
    """`look(visits)`: what is wrong with the pages, each person in one window."""
    windows: dict[str | None, Page] = {}

    def window(person: str | None) -> Page:
        if person not in windows:
            windows[person] = browse(person)
            windows[person].add_init_script(ASKING)
        return windows[person]

    def found(visits: Iterable[pages.Visit], **options) -> list[str]:
        return [
            problem
            for person, path in visits
            for problem in problems(window(person), path, **options)
        ]

    return found


@pytest.mark.parametrize("group", pages.portal_groups(), ids=lambda group: group[0].name)
def test_a_page_is_accessible_in_both_colours_on_desk_and_phone(look, things, group):
    assert look(pages.visit(things, line) for line in group) == []


def test_pages_behind_a_link_are_accessible_without_an_account(browse, things):
    page = browse(None)
    page.add_init_script(ASKING)
    start, *inside = pages.link_pages(things)
    found = problems(page, start)
    page.get_by_role("button", name="Start").click()

    for path in inside:
        found += problems(page, path)

    assert found == []


@pytest.mark.parametrize("part", range(3))
def test_long_pages_of_the_demo_are_accessible_too(look, things, part):
    assert look(pages.rich_pages(things)[part::3]) == []


@pytest.mark.parametrize("group", pages.admin_groups(), ids=lambda group: group[0].model)
def test_the_admin_breaks_nothing_but_what_django_breaks(look, things, group):
    visits = [("verwaltung", path) for line in group for path in pages.admin_pages(things, line)]

    assert look(visits, known=DJANGO, crosswise=False) == []
