"""Every address of the portal, as everybody, by GET and POST."""

import pytest

from tests.personas import PERSONAS
from tests.walk.addresses import address, addresses, filled, parts
from tests.walk.conftest import FOREIGN_WORD, OWN_WORD, content, outcome
from tests.walk.table import admin_lines, closed, lines, presets

OUTSIDERS = ("neighbour_officer", "member_officer", "operator")
METHODS = ("get", "post")
LINES = lines()


def admin_names() -> set[str]:
    kinds = ("changelist", "add", "change", "delete", "history")
    return {
        f"admin:{line.model}_{kind}" for line in admin_lines() for kind in (*kinds, *line.extra)
    }


def test_every_address_is_classified():
    known = {line.name for line in LINES} | set(closed()) | admin_names()
    # Django's detours in the admin: to the change page of an id, and the catch-all.
    detours = {name for name in names() if name.startswith("admin:verwaltung/")}

    assert names() - known - detours - {"admin:autocomplete"} == set()
    assert known - names() == set()


def names() -> set[str]:
    return {entry.name for entry in addresses()}


def expected(line, person: str, method: str) -> set[str]:
    """What may happen to that person at that address."""
    if person in line.allowed(method):
        return {"reached"}
    if person == "visitor":
        return {"no method"} if person in line.readers | line.writers else {"login"}
    if line.name.startswith("admin:"):
        return {"login", "forbidden"} | (set() if line.allowed(method) else {"no method"})
    below_an_authority = "authority" in parts(line.name)
    if below_an_authority and person in OUTSIDERS:
        return {"nothing"}
    return (
        {"forbidden", "nothing"} if line.allowed(method) else {"forbidden", "nothing", "no method"}
    )


@pytest.mark.parametrize("person", PERSONAS)
def test_every_door_opens_for_the_right_people_only(persona, world, foreign, knock, person):
    ask = knock(persona(person))
    word_of_others = OWN_WORD if person in OUTSIDERS else FOREIGN_WORD
    wrong = []

    for line in LINES:
        url = address(world, line)
        for method in METHODS:
            response = ask(method, url)
            happened, may = outcome(response), expected(line, person, method)
            if happened not in may:
                wrong.append(f"{method.upper()} {line}: {happened}, not {' or '.join(may)}")
            elif happened == "reached" and word_of_others in content(response):
                wrong.append(f"{method.upper()} {line}: shows {word_of_others}")

    assert "\n".join(wrong) == ""


def test_nobody_reaches_the_closed_addresses(world, knock, persona):
    from django.urls import reverse

    urls = [reverse(name, args=["x"] * len(parts(name))) for name in closed() if ":" not in name]

    found = {
        (url, outcome(knock(persona(person))(method, url)))
        for url in urls
        for method in METHODS
        for person in ("visitor", "officer", "operator")
    }

    assert found == {(url, "nothing") for url in urls}


def foreign_parts(line) -> list[str]:
    """The parts of an address that name a thing of the authority."""
    return [
        part for part in parts(line.name) if part not in ("authority", "kind", "number", "token")
    ]


THINGS = [line for line in LINES if "authority" in parts(line.name) and foreign_parts(line)]


def test_a_foreign_id_in_the_address_is_as_if_there_were_nothing(world, foreign, knock, persona):
    """The neighbour's things under one's own authority answer like ids nobody has."""
    from tests.walk.addresses import value

    asking = {person: knock(persona(person)) for person in ("officer", "administrator")}
    wrong = []

    for line in THINGS:
        who = "administrator" if "officer" not in line.readers | line.writers else "officer"
        ask = asking[who]
        for part in foreign_parts(line):
            theirs = value(foreign, part, dict(line.named))
            nobodys = "gibt-es-nicht" if part == "edition" else 987654
            for method in METHODS:
                if not line.allowed(method):
                    continue
                for instead in (theirs, nobodys):
                    response = ask(method, address(world, line, **{part: instead}))
                    if outcome(response) != "nothing" or FOREIGN_WORD in content(response):
                        wrong.append(f"{method.upper()} {line}, {part}={instead}")

    assert "\n".join(wrong) == ""


def test_a_foreign_id_behind_the_question_mark_tells_nothing(world, foreign, knock, persona):
    ask = knock(persona("officer"))
    wrong = []

    for name, query in presets():
        line = next(line for line in LINES if line.name == name)
        page = address(world, line).partition("?")[0]
        response = ask("get", page + filled(foreign, query, own=world))
        # What somebody typed stands in the field again; nothing else may.
        most = query.count(FOREIGN_WORD) * 6
        if outcome(response) not in ("reached", "nothing") or (
            content(response).count(FOREIGN_WORD) > most
        ):
            wrong.append(f"{name} {query}: {outcome(response)}")
        if (own := outcome(ask("get", page + filled(world, query)))) != "reached":
            wrong.append(f"{name} {query}: {own} for one's own")

    assert "\n".join(wrong) == ""
