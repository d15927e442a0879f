"""What the documents state stands on the portal's pages and in its papers."""

from collections.abc import Callable, Iterable, Iterator

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

type Place = tuple[str, str, str]  # kind of page or paper, authority, thing
PRINTED_AS = {"paper": "sitzungsvorlage", "print": "sitzungsvorlage", "edition": "konzept"}


def on_page(fact: Fact) -> Place:
    return fact.page, fact.authority, fact.of


def on_paper(fact: Fact) -> Place:
    return PRINTED_AS[fact.page], fact.authority, fact.of


def together(found: Iterable[Fact], place: Callable[[Fact], Place]) -> list:
    """What is read once and asked for all its facts, as parameters of a test."""
    places = sorted({place(fact) for fact in found})
    return [
        pytest.param([fact for fact in found if place(fact) == one], id="-".join(one)[:60])
        for one in places
    ]


def wrong(told: list[Fact], text: str, stands: Callable[[str, str], bool]) -> dict:
    """By what the facts say, what is missing and what stands there although it must not."""
    found = {
        fact.says: [said for said in fact.expect if not stands(said, text)]
        + [f"zu viel: {said}" for said in fact.absent if said in text]
        for fact in told
    }
    return {says: said for says, said in found.items() if said}


@pytest.fixture
def read(demo) -> Callable[[str], str]:
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

    return lambda url: " ".join(whole(url))


def test_every_fact_has_a_name_of_its_own():
    names = [fact.id for fact in FACTS]

    assert len(names) == len(set(names))


def test_every_fact_asks_for_more_than_the_name_by_which_its_page_was_found():
    """A page always bears the name of its thing; only what else stands there can be missing."""
    empty = [fact.id for fact in FACTS if all(said in fact.of for said in fact.expect)]

    assert empty == []


@pytest.mark.parametrize(
    "told", together([fact for fact in FACTS if fact.page != "print"], on_page)
)
def test_facts_stand_on_their_page(read, told: list[Fact]):
    text = read(address(told[0]))

    assert wrong(told, text, stands) == {}


@pytest.mark.pdf
@pytest.mark.parametrize(
    "told",
    together([fact for fact in FACTS if fact.page in PRINTED_AS and fact.paper], on_paper),
)
def test_facts_stand_in_the_printed_paper(demo, told: list[Fact]):
    kind, *_ = on_paper(told[0])
    paper = preview(recipe=recipes.get(kind), subject=thing(told[0]), options={})

    # In the order in which it is read; pdftotext would mix the columns of a table.
    text = "".join(page.extract_text() for page in reader(paper.pdf).pages)

    assert wrong(told, squeezed(text), lambda said, text: squeezed(said) in text) == {}
