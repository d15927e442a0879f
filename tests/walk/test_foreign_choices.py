"""A foreign id in any choice of any form is refused at its field, and nothing is saved."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.walk.addresses import address
from tests.walk.conftest import content, outcome
from tests.walk.forms import choices_in, errors_of, forms_of, sent_by
from tests.walk.table import lines
from tests.walk.world import foreign_by_model

# Where somebody may both open and send something, as that somebody.
FORMS = [
    line
    for line in lines()
    if line.readers & line.writers and ":" in line.name and not line.name.startswith("admin:")
]


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


def attempts(base: dict, name: str, table) -> Iterator[tuple[str, dict]]:
    """Field and data: as it stands, or in the first row of a table and in one row more."""
    if table is None:
        yield name, dict(base)
        return
    total = table.total_form_count()
    if table.initial_form_count():
        yield name.replace("__prefix__", "0"), dict(base)
    grows = not getattr(getattr(table, "rows", None), "fixed", False)
    if grows and not name.endswith("-id"):
        more = {f"{table.prefix}-TOTAL_FORMS": [str(total + 1)]}
        yield name.replace("__prefix__", str(total)), base | more


def against(response, field: str, queries) -> Iterator[str]:
    """What speaks against the answer: taken, not refused at its field, or written."""
    if outcome(response) != "reached" or response.status_code == 302:
        yield str(response.status_code)
    # A row that is not there counts as deleted by somebody else: the page asks what to do.
    elif not field.endswith("-id") and field not in (errors := errors_of(response.context)):
        yield f"no error, but {errors}"
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
        base = sent_by(content(page))
        for name, table, model in choices_in(forms_of(page.context)):
            if model not in theirs:
                untried.add(model.__name__)
                continue
            for field, data in attempts(base, name, table):
                data[field] = [str(theirs[model].pk)]
                with CaptureQueriesContext(connection) as queries:
                    response = ask("post", url, data)
                wrong += [f"{line}, {field}: {said}" for said in against(response, field, queries)]

    assert "\n".join(wrong) == ""
    assert untried == set()
