"""Who may open which page and send which form; foreign ids answer as if they did not exist."""

import pytest
from django.urls import get_resolver

from concepts.enums import EditionStatus
from tests.factories import concepts as make
from tests.personas import PERSONAS

from .addresses import ADDRESSES, OF_AUTHORITY, url, url_of_authority
from .conftest import fill

pytestmark = pytest.mark.django_db

OPEN = EditionStatus.open
BELOW = [address for address in ADDRESSES if address.owner != "edition"]
# Officers meet every status; for the others what counts is whether it was shown to the council.
CASES = [("officer", s) for s in ("draft", "deliberation", "adopted", "dormant", "superseded")]
CASES += [(name, s) for name in PERSONAS if name != "officer" for s in ("draft", "adopted")]


def edition_in(status, authority):
    if status == "adopted":
        return make.EditionFactory(concept__authority=authority, adopted=True)
    return make.EditionFactory(concept__authority=authority, status=status)


def sees(name: str, status: str) -> bool:
    """Whether the persona finds the edition at all."""
    if name in ("administrator", "officer", "contributor"):
        return True
    return name == "reader" and status not in ("draft", "participation")


def expected(address, name: str, status: str) -> int:
    if name == "visitor":
        return 302
    if not sees(name, status):
        return 404
    if address.name == "edition_as_adopted":
        return 200 if status == "adopted" else 404
    if address.who == "reader":
        return 200
    if address.who == "inside":
        return 200 if name in ("administrator", "officer", "contributor") else 403
    if name != "officer":
        return 403
    allowed = {
        "ever": True,
        "open": status in OPEN,
        "plan": status in OPEN or status in EditionStatus.in_force,
        "making": status in OPEN or status in EditionStatus.in_force,
        "next": status != "superseded",
    }[address.when]
    return 200 if allowed else 403


@pytest.mark.parametrize(("name", "status"), CASES)
def test_every_page_of_an_edition_opens_for_those_it_is_for(
    name, status, persona, authority, enter, freeze
):
    edition = edition_in(status, authority)
    made = fill(edition)
    freeze(edition)
    browser = enter(persona(name))

    answers = {
        address.name: getattr(browser, address.method)(
            url(address, made), **({} if address.method == "get" else {"data": {"richtung": "ab"}})
        ).status_code
        for address in ADDRESSES
    }

    wanted = {a.name: expected(a, name, status) for a in ADDRESSES}
    # Who may move something is sent back to where it stands.
    wanted |= {
        a.name: 302 for a in ADDRESSES if a.method == "post" and wanted[a.name] in (200, 302)
    }
    assert answers == wanted


@pytest.mark.parametrize("name", PERSONAS)
def test_pages_of_the_authority_open_for_those_they_are_for(name, persona, draft, enter):
    made = fill(draft)
    browser = enter(persona(name))

    answers = {n: browser.get(url_of_authority(n, made)).status_code for n in OF_AUTHORITY}

    inside = name in ("administrator", "officer", "contributor", "reader")
    assert answers == {
        n: 302
        if name == "visitor"
        else 404
        if not inside
        else 200
        if who == "reader" or name == "officer"
        else 403
        for n, who in OF_AUTHORITY.items()
    }


@pytest.mark.parametrize("name", [n for n in PERSONAS if n != "officer"])
def test_nobody_but_officers_changes_anything_by_post(name, persona, draft, enter):
    made = fill(draft)
    browser = enter(persona(name))
    before = snapshot(made)
    writing = [a for a in ADDRESSES if a.who == "officer"]

    answers = {browser.post(url(a, made), {"title": "Fremd"}).status_code for a in writing}
    answers |= {
        browser.post(url_of_authority(n, made), {"title": "Fremd"}).status_code
        for n, who in OF_AUTHORITY.items()
        if who == "officer"
    }

    assert answers <= {302, 403, 404}
    assert snapshot(made) == before


def test_a_foreign_authority_in_the_address_hides_the_edition(officer, neighbour, draft, enter):
    made = fill(draft)
    make.EditionFactory(concept__authority=neighbour, slug=draft.slug)
    browser = enter(officer)

    answers = {
        address.name: getattr(browser, address.method)(
            url(address, made, slug=neighbour.slug)
        ).status_code
        for address in ADDRESSES
    }

    assert answers == dict.fromkeys(answers, 404)


def test_parts_of_another_edition_are_not_found(officer, authority, draft, enter):
    other = make.EditionFactory(concept=draft.concept, slug="andere")
    foreign = fill(other)
    made = {**foreign, "edition": draft}
    browser = enter(officer)

    answers = {
        address.name: getattr(browser, address.method)(url(address, made)).status_code
        for address in BELOW
    }

    assert answers == dict.fromkeys(answers, 404)


def test_a_members_officer_reads_what_the_district_has_shown(member_officer, district, enter):
    edition = make.EditionFactory(concept__authority=district, adopted=True)
    made = fill(edition)
    browser = enter(member_officer)

    answers = {
        a.name: browser.get(url(a, made)).status_code for a in ADDRESSES if a.method == "get"
    }

    readable = {"edition", "field", "evaluation"}
    assert {n for n, code in answers.items() if code == 200} == readable
    assert {code for n, code in answers.items() if n not in readable} <= {403, 404}


def test_a_members_officer_does_not_see_the_districts_draft(member_officer, district, enter):
    edition = make.EditionFactory(concept__authority=district)

    answer = enter(member_officer).get(edition.get_absolute_url())

    assert answer.status_code == 404


def test_every_address_of_the_room_is_classified():
    known = {a.name for a in ADDRESSES} | set(OF_AUTHORITY)

    names = {
        name
        for pattern in get_resolver("concepts.urls").url_patterns
        for name in names_below(pattern)
    }

    assert names == known


def names_below(pattern):
    if hasattr(pattern, "url_patterns"):
        for inner in pattern.url_patterns:
            yield from names_below(inner)
    else:
        yield pattern.name


def snapshot(made: dict) -> dict:
    found = {}
    for key, thing in made.items():
        fresh = type(thing).objects.get(pk=thing.pk)
        found[key] = (str(fresh), getattr(fresh, "position", 0), fresh.updated_at)
    return found
