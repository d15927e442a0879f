"""`python -m tests.bench.imports 10000`: a list of so many measures, taken over and taken back.

Twice: once all of them are new, then each says something else. Prints, as JSON, for each step its
seconds and its longest transaction, the largest memory in MB, and the seconds that reading the same
workbook takes alone.
"""

import json
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import django

from tests.bench.figures import Target, number, table


def measure(rows: int) -> dict[str, Any]:
    from tests.bench.data import fill
    from tests.exchange.tables import many
    from tests.factories.accounts import UserFactory

    (town,) = fill([1])
    officer = UserFactory(officer_of=town)
    edition = town.editions.get()
    file = many(rows)
    steps: dict[str, dict[str, float]] = {}
    found: dict[str, Any] = {"reading": _read_alone(file), "steps": steps}
    new = _List(edition, officer, file, steps)
    new.check("Vorschau")
    decisions = new.answers()
    new.decide(decisions)
    new.check()
    before = edition.measures.count()
    new.apply("Übernahme")
    if edition.measures.count() != before + new.imported.counts["new"]:
        raise RuntimeError("Es fehlen Maßnahmen.")
    new.undo("Rücknahme")
    if edition.measures.count() != before:
        raise RuntimeError("Es ist etwas stehen geblieben.")
    again = _List(edition, officer, file, steps)
    again.decide(decisions)
    again.check()
    again.apply()
    file = many(rows, place="Süd", euros="1.700 €", status="umgesetzt")
    changed = _List(edition, officer, file, steps)
    changed.check("Vorschau, geändert")
    changed.apply("Übernahme, geändert")
    if edition.measures.filter(place="Süd").count() < rows:
        raise RuntimeError("Es fehlen Änderungen.")
    changed.undo("Rücknahme, geändert")
    if edition.measures.filter(place="Süd").exists():
        raise RuntimeError("Es ist etwas geändert geblieben.")
    found["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return found


def told(found: dict[str, Any]) -> str:
    """What was measured, in words and a table."""
    rows = [
        [name, number(one["seconds"], 1, "s"), number(one["transaction"], 1, "s")]
        for name, one in found["steps"].items()
    ]
    memory, reading = number(found["megabytes"], 0, "MB"), number(found["reading"], 1, "s")
    return (
        f"{memory}; die Datei allein zu lesen dauert {reading}\n\n"
        f"{table(['Schritt', 'Zeit', 'längste Transaktion'], rows)}"
    )


def targets(what: str, found: dict[str, Any], *, one_writes: bool) -> list[Target]:
    """`one_writes`: at a time, so that the others wait for the longest transaction."""
    steps = found["steps"]
    longest = max(one["transaction"] for one in steps.values())
    waiting = [Target(f"{what}, längste Transaktion", longest, 5, "s", digits=1)]
    return [
        Target(f"{what}, Vorschau", steps["Vorschau"]["seconds"], 15, "s", digits=1),
        Target(f"{what}, Zeit", steps["Übernahme"]["seconds"], 30, "s", digits=1),
        Target(f"{what}, Speicher", found["megabytes"], 300, "MB"),
        *(waiting if one_writes else ()),
    ]


class _List:
    """One list, from its upload on."""

    def __init__(self, edition, officer, file, steps: dict[str, dict[str, float]]):
        from exchange.actions.upload import upload

        self.officer, self.steps = officer, steps
        begun = time.perf_counter()
        self.imported = upload(edition=edition, file=file, by=officer)
        self.uploading = time.perf_counter() - begun

    def check(self, name: str = "") -> None:
        self._step("checking", name, self.uploading)

    def answers(self) -> dict[str, dict[str, str]]:
        """Everything that is asked about is made."""
        found: dict[str, dict[str, str]] = {}
        for question in self.imported.open_questions:
            found.setdefault(question["kind"], {})[question["key"]] = "new"
        return found

    def decide(self, decisions: dict[str, dict[str, str]]) -> None:
        from exchange.actions.deciding import decide

        decide(imported=self.imported, decisions=decisions)

    def apply(self, name: str = "") -> None:
        self._step("applying", name)

    def undo(self, name: str) -> None:
        self._step("undoing", name)

    def _step(self, state: str, name: str, before: float = 0) -> None:
        from exchange.actions.steps import work
        from exchange.models import MeasureImport

        MeasureImport.objects.filter(pk=self.imported.pk).update(state=state)
        begun = time.perf_counter()
        with _transactions() as durations:
            work(self.imported.pk, state, by=self.officer, on="2026-01-01", reason="")
        seconds = before + time.perf_counter() - begun
        self.imported.refresh_from_db()
        if self.imported.error:
            raise RuntimeError(self.imported.error)
        if name:
            self.steps[name] = {"seconds": seconds, "transaction": max(durations, default=0)}


@contextmanager
def _transactions() -> Iterator[list[float]]:
    """How long each transaction takes; on SQLite nobody else writes meanwhile."""
    from django.db.transaction import Atomic

    enter, leave = Atomic.__enter__, Atomic.__exit__
    open_since: list[float] = []
    durations: list[float] = []

    def begin(self) -> None:
        enter(self)
        open_since.append(time.perf_counter())

    def end(self, *args) -> None:
        leave(self, *args)
        begun = open_since.pop()
        if not open_since:
            durations.append(time.perf_counter() - begun)

    Atomic.__enter__, Atomic.__exit__ = begin, end  # type: ignore[method-assign]
    try:
        yield durations
    finally:
        Atomic.__enter__, Atomic.__exit__ = enter, leave  # type: ignore[method-assign]


def _read_alone(file) -> float:
    from openpyxl import load_workbook

    start = time.perf_counter()
    book = load_workbook(file, read_only=True)
    sum(1 for row in book.active.iter_rows(values_only=True) for _cell in row)
    book.close()
    file.seek(0)
    return time.perf_counter() - start


if __name__ == "__main__":
    django.setup()
    print(json.dumps(measure(int(sys.argv[1]))))
