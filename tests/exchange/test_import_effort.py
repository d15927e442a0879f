"""However long a list is: while its rows are written nobody waits for what could be done before."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exchange.actions.applying import Applying
from exchange.actions.short import ShortStep
from exchange.actions.undoing import Undoing

from .importing import applied, undone
from .tables import delimited

pytestmark = pytest.mark.django_db

HEAD = ["Nr.", "Maßnahme", "Ort", "Federführung", "Kosten 2025", "Status", "weitere Felder"]


def rows(count: int, place: str, status: str):
    body = [
        [f"{count}.{n}", f"Maßnahme {count} {n}", place, place, "500", status, place]
        for n in range(count)
    ]
    return delimited([HEAD, *body])


@pytest.fixture
def written(monkeypatch) -> list[tuple[str, int]]:
    """Each step with the statements of its transaction."""
    found: list[tuple[str, int]] = []

    def count(step: type[ShortStep]) -> None:
        write = step.write

        def counted(self) -> bool:
            with CaptureQueriesContext(connection) as queries:
                done = write(self)
            found.append((step.__name__, len(queries)))
            return done

        monkeypatch.setattr(step, "write", counted)

    count(Applying)
    count(Undoing)
    return found


def test_a_long_list_is_written_with_as_many_statements_as_a_short_one(edition, officer, written):
    for place in ("Nord", "Süd"):  # from now on both are known
        applied(edition, rows(1, place, "geplant"), officer)
    written.clear()

    def journey(count: int) -> list[tuple[str, int]]:
        undone(applied(edition, rows(count, "Nord", "geplant"), officer), officer)
        applied(edition, rows(count, "Nord", "geplant"), officer)
        changed = applied(edition, rows(count, "Süd", "umgesetzt"), officer)
        assert undone(changed, officer).undo_notes == []
        found = list(written)
        written.clear()
        return found

    assert journey(3) == journey(30)
