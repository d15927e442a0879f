"""What the documents state stands on the portal's pages and in its papers."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from integration_portal.accounts.models import User
from integration_portal.documents.actions.issue import preview
from integration_portal.documents.recipes import recipes
from tests.documents.reading import reader
from tests.facts.reading import Fact, address, facts, page_text, squeezed, stands, thing

READER = "integration@portal.example"
FACTS = facts()
# Lists over several pages are read to their end; more than this would be a mistake.
MOST_PAGES = 10


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """Texts by address: many facts stand on one page, and no test changes the demo."""
    return {}


@pytest.fixture
def read(demo, pages) -> Callable[[str], str]:
    browser = Client()
    browser.force_login(User.objects.get(email=READER))

    def whole(url: str) -> Iterator[str]:
        for number in range(1, MOST_PAGES):
            response = browser.get(url, {"page": number} if number > 1 else {})
            assert response.status_code == 200, f"{url}: {response.status_code}"
            yield page_text(response.content.decode())
            listed = (response.context or {}).get("page_obj")
            if not (listed and listed.has_next()):
                return

    def text(url: str) -> str:
        if url not in pages:
            pages[url] = " ".join(whole(url))
        return pages[url]

    return text


def test_every_fact_has_a_name_of_its_own():
    names = [fact.id for fact in FACTS]

    assert len(names) == len(set(names))


def test_every_fact_asks_for_more_than_the_name_by_which_its_page_was_found():
    """A page always bears the name of its thing; only what else stands there can be missing."""
    empty = [fact.id for fact in FACTS if all(said in fact.of for said in fact.expect)]

    assert empty == []


@pytest.mark.parametrize(
    "fact", [fact for fact in FACTS if fact.page != "print"], ids=lambda fact: fact.id
)
def test_fact_stands_on_its_page(read, fact: Fact):
    text = read(address(fact))

    assert [said for said in fact.expect if not stands(said, text)] == [], fact.says
    assert [said for said in fact.absent if said in text] == [], fact.says


# Papers: rendered once, asked for every fact of theirs.

PRINTED_AS = {"paper": "sitzungsvorlage", "print": "sitzungsvorlage", "edition": "konzept"}
PRINTED = sorted(
    {
        (PRINTED_AS[fact.page], fact.authority, fact.of)
        for fact in FACTS
        if fact.page in PRINTED_AS and fact.paper
    }
)


@pytest.mark.pdf
@pytest.mark.parametrize(
    ("kind", "authority", "of"), PRINTED, ids=["-".join(place)[:60] for place in PRINTED]
)
def test_facts_stand_in_the_printed_paper(demo, kind, authority, of):
    mine = [
        fact
        for fact in FACTS
        if (PRINTED_AS.get(fact.page), fact.authority, fact.of) == (kind, authority, of)
        and fact.paper
    ]
    paper = preview(recipe=recipes.get(kind), subject=thing(mine[0]), options={})

    # In the order in which it is read; pdftotext would mix the columns of a table.
    text = squeezed("".join(page.extract_text() for page in reader(paper.pdf).pages))

    wrong = {
        fact.id: [said for said in fact.expect if squeezed(said) not in text]
        + [f"zu viel: {said}" for said in fact.absent if squeezed(said) in text]
        for fact in mine
    }
    assert {name: said for name, said in wrong.items() if said} == {}
