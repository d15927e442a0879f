"""A foreign id in any choice of any form is refused at its field, and nothing is saved."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.walk.addresses import address
from tests.walk.conftest import content, outcome
from tests.walk.forms import (
    choices_in,
    choices_in_small_forms,
    errors_of,
    forms_of,
    sent_by,
)
from tests.walk.table import lines
from tests.walk.world import foreign_by_model

# Where somebody may both open and send something, as that somebody.
FORMS = [
    line
    for line in lines()
    if line.readers & line.writers and ":" in line.name and not line.name.startswith("admin:")
]


# What Django and the portal say of an id that cannot be chosen.
CHOOSE = "Auswahl"


def who_sends(line) -> str:
    for person in ("officer", "administrator", "contributor", "visitor"):
        if person in line.readers & line.writers:
            return person
    raise LookupError(line)


def written(queries) -> list[str]:
    """Statements that touch rows of the portal; logins and kept input are not meant."""
    writing = ("INSERT", "UPDATE", "DELETE")
    beside = ("django_session", "editing_", "accounts_user")
    return [
        query["sql"]
        for query in queries
        if query["sql"].startswith(writing) and not any(name in query["sql"] for name in beside)
    ]


def aim(base: dict, choices, theirs: dict) -> Iterator[tuple[dict, list[str]]]:
    """What to send, and the fields with foreign ids in it.

    All choices of the page at once: as the page stands, and with a row more in every table. Which
    row it is comes alone: a row that is not there leads to another page.
    """
    standing, more = dict(base), dict(base)
    in_standing, in_more = [], []
    for name, table, model in choices:
        foreign_id = [str(theirs[model].pk)]
        if table is None:
            standing[name] = foreign_id
            in_standing.append(name)
            continue
        first = name.replace("__prefix__", "0")
        if table.initial_form_count() and name.endswith("-id"):
            yield base | {first: foreign_id}, [first]
        elif table.initial_form_count():
            standing[first] = foreign_id
            in_standing.append(first)
        grows = not getattr(getattr(table, "rows", None), "fixed", False)
        if grows and not name.endswith("-id"):
            total = table.total_form_count()
            new = name.replace("__prefix__", str(total))
            more |= {f"{table.prefix}-TOTAL_FORMS": [str(total + 1)], new: foreign_id}
            in_more.append(new)
    yield standing, in_standing
    yield more, in_more


def aim_small(base: dict, choices, theirs: dict) -> tuple[dict, list[str]]:
    """The same for what is created on the spot: in the forms, and in a row more of every table."""
    data, fields = dict(base), []
    for outer, table, inner, model in choices:
        if table is not None:
            total = str(table.total_form_count())
            outer, inner = (name.replace("__prefix__", total) for name in (outer, inner))
            data[f"{table.prefix}-TOTAL_FORMS"] = [str(int(total) + 1)]
        data.pop(outer, None)
        data[inner] = [str(theirs[model].pk)]
        fields.append(outer)
    return data, fields


def against(response, fields: list[str], queries) -> Iterator[str]:
    """What speaks against the answer: taken, not refused at a field, or written."""
    if outcome(response) != "reached" or response.status_code == 302:
        yield str(response.status_code)
    # A row that is not there counts as deleted by somebody else: the page asks what to do.
    elif not fields[0].endswith("-id"):
        errors = {
            field: messages
            for field, messages in errors_of(response.context).items()
            if CHOOSE in " ".join(messages)
        }
        yield from (f"{field} has no error, but {errors}" for field in set(fields) - set(errors))
    yield from (f"wrote {sql[:100]}" for sql in written(queries.captured_queries)[:1])


@pytest.mark.parametrize("room", sorted({line.name.partition(":")[0] for line in FORMS}))
def test_no_form_takes_a_foreign_id(world, foreign, knock, persona, room):
    theirs = foreign_by_model(foreign)
    mine = [line for line in FORMS if line.name.partition(":")[0] == room]
    asking = {name: knock(persona(name)) for name in {who_sends(line) for line in mine}}
    wrong, untried = [], set()

    for line in mine:
        ask, url = asking[who_sends(line)], address(world, line)
        page = ask("get", url)
        forms, base = list(forms_of(page.context)), sent_by(content(page))
        found, small = list(choices_in(forms)), list(choices_in_small_forms(forms))
        untried |= {choice[-1].__name__ for choice in found + small if choice[-1] not in theirs}
        known = [choice for choice in found if choice[-1] in theirs]
        for data, fields in (*aim(base, known, theirs), aim_small(base, small, theirs)):
            if not fields:
                continue
            with CaptureQueriesContext(connection) as queries:
                response = ask("post", url, data)
            wrong += [f"{line}, {fields}: {said}" for said in against(response, fields, queries)]

    assert "\n".join(wrong) == ""
    assert untried == set()
