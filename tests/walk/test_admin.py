"""Every page of the admin, as everybody: lists show own rows, a foreign id is a missing row."""

import pytest
from django.urls import reverse

from tests.personas import PERSONAS
from tests.walk.conftest import FOREIGN_WORD, OWN_WORD, content, outcome
from tests.walk.table import admin_lines, autocompletes

LINES = admin_lines()
OUTSIDERS = ("neighbour_officer", "member_officer")


def happened(response) -> str:
    """Django's admin answers a missing row with a way back to its index."""
    if response.status_code == 302 and response["Location"] == "/verwaltung/":
        return "nothing"
    return outcome(response)


def doors(line, thing):
    """Method, address and who may."""
    row = [thing.pk]
    for page, args, may_get, may_post in (
        ("changelist", [], line.listing, line.listing),
        ("add", [], line.add, line.add),
        ("history", row, line.see, line.see),
        ("change", row, line.see, line.change),
        ("delete", row, line.delete, line.delete),
    ):
        url = reverse(f"admin:{line.model}_{page}", args=args)
        yield "get", url, may_get
        yield "post", url, may_post
    for page in line.extra:
        yield "get", reverse(f"admin:{line.model}_{page}") + f"?ids={thing.pk}", line.listing


@pytest.mark.parametrize("person", PERSONAS)
def test_every_page_of_the_admin_opens_for_the_right_people_only(
    persona, world, foreign, knock, person
):
    ask = knock(persona(person))
    word_of_others = OWN_WORD if person in OUTSIDERS else FOREIGN_WORD
    wrong = []

    for line in LINES:
        for method, url, may in doors(line, getattr(world, line.thing)):
            response = ask(method, url)
            found = happened(response)
            if (found == "reached") != (person in may) or found.startswith("broken"):
                wrong.append(f"{method.upper()} {url}: {found}")
            elif person != "operator" and word_of_others in content(response):
                wrong.append(f"{method.upper()} {url}: shows {word_of_others}")

    assert "\n".join(wrong) == ""


@pytest.mark.parametrize("person", ["administrator", "officer"])
def test_foreign_rows_of_the_admin_are_missing_rows(persona, world, foreign, knock, person):
    ask = knock(persona(person))
    wrong = []

    for line in LINES:
        theirs = getattr(foreign, line.thing)
        for method, url, may in doors(line, theirs):
            # A pk is in the address, or, of rows chosen in a list, behind it.
            if str(theirs.pk) not in url.rpartition(line.model.partition("_")[2])[2]:
                continue
            response = ask(method, url)
            if happened(response) == "reached" and "ids=" not in url:
                wrong.append(f"{method.upper()} {url}: {person} in {sorted(may)}")
            if FOREIGN_WORD in content(response):
                wrong.append(f"{method.upper()} {url}: shows {FOREIGN_WORD}")

    assert "\n".join(wrong) == ""


@pytest.mark.parametrize("entry", autocompletes(), ids="-".join)
def test_autocomplete_offers_ones_own_rows_only(world, foreign, knock, persona, entry):
    app, model, field, thing = entry
    query = {"app_label": app, "model_name": model, "field_name": field, "term": ""}

    def offered(person: str) -> set[str] | str:
        response = knock(persona(person))("get", reverse("admin:autocomplete"), query)
        if outcome(response) != "reached":
            return outcome(response)
        return {row["id"] for row in response.json()["results"]}

    def rows_of(place) -> set[str]:
        rows = type(getattr(place, thing)).objects.filter(authority=place.authority)
        return {str(pk) for pk in rows.values_list("pk", flat=True)}

    assert offered("administrator") == offered("officer") == rows_of(world)
    assert offered("neighbour_officer") == rows_of(foreign)
    assert offered("member_officer") == set()
    shut_out = [offered(person) for person in ("visitor", "contributor", "reader")]
    assert set(shut_out) <= {"login", "forbidden"}
