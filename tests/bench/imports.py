"""`python -m tests.bench.imports 10000`: a list of so many measures, previewed and taken over.

Prints, as JSON, the seconds of the preview and of the import, the largest memory in MB, and the
seconds that reading the same workbook takes alone.
"""

import json
import resource
import sys
import time

import django


def measure(rows: int) -> dict[str, float]:
    from exchange.actions.deciding import decide
    from exchange.actions.steps import work
    from exchange.actions.upload import upload
    from exchange.enums import ImportState
    from exchange.models import MeasureImport
    from tests.bench.data import fill
    from tests.exchange.tables import many
    from tests.factories.accounts import UserFactory

    (town,) = fill([1])
    officer = UserFactory(officer_of=town)
    file = many(rows)
    reading = _read_alone(file)
    start = time.perf_counter()
    imported = upload(edition=town.editions.get(), file=file, by=officer)

    def step(state: ImportState) -> float:
        MeasureImport.objects.filter(pk=imported.pk).update(state=state)
        begun = time.perf_counter()
        work(imported.pk, state, by=officer, on="2026-01-01", reason="")
        imported.refresh_from_db()
        if imported.error:
            raise RuntimeError(imported.error)
        return time.perf_counter() - begun

    step(ImportState.CHECKING)
    preview = time.perf_counter() - start
    decisions: dict[str, dict[str, str]] = {}
    for question in imported.open_questions:
        decisions.setdefault(question["kind"], {})[question["key"]] = "new"
    decide(imported=imported, decisions=decisions)
    step(ImportState.CHECKING)
    seconds = step(ImportState.APPLYING)
    if imported.edition.measures.count() < rows:
        raise RuntimeError("Es fehlen Maßnahmen.")
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return {"preview": preview, "apply": seconds, "megabytes": megabytes, "reading": reading}


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
