"""`python -m tests.bench.exports fill 120 5000 50000`, then `… write messstadt-1`: lists as files.

Filling and writing are processes of their own: what the writing needs of memory is its own peak.
Prints JSON: the slugs of the towns; seconds and megabytes of a workbook, seconds of the CSV.
"""

import json
import resource
import sys
import tempfile
import time

import django


def write(slug: str) -> dict[str, float]:
    from concepts.models import Edition
    from exchange.writing.delimited import lines_of
    from exchange.writing.plan import export_of
    from exchange.writing.workbook import write_workbook
    from integration_portal.accounts.models import User
    from measures.filters import ordered
    from measures.models import Measure
    from tests.factories.accounts import UserFactory

    edition = Edition.objects.select_related("authority", "concept").get(authority__slug=slug)
    rows = ordered(Measure.objects.filter(edition=edition).whole(), "nummer")
    address = f"{slug}@rat.example"
    known = User.objects.filter(email=address).first()
    reader = known or UserFactory(email=address, reader_of=edition.authority)
    export = export_of(rows, edition=edition, user=reader, filters=[])
    one = rows.filter(number="1.1")
    write_workbook(export_of(one, edition=edition, user=reader, filters=[]), _file())  # warm
    start = time.perf_counter()
    write_workbook(export, _file())
    workbook = time.perf_counter() - start
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    start = time.perf_counter()
    for _line in lines_of(export):
        pass
    return {
        "seconds": workbook,
        "megabytes": megabytes,
        "csv": time.perf_counter() - start,
    }


def fill(sizes: list[int]) -> list[str]:
    """Towns whose measures have rows of every kind below them, and every tenth a part."""
    from tests.bench.data import fill as fill_towns

    towns = fill_towns(sizes)
    for town in towns:
        _add_rows(town)
    return [town.slug for town in towns]


def _add_rows(town) -> None:
    from django.db import transaction

    from concepts.enums import FinancingKind, FundingState
    from measures.models import (
        Measure,
        MeasureCost,
        MeasureFinancing,
        MeasureFunding,
        MeasureLink,
    )

    def rows(own: list):
        yield (MeasureCost(measure_id=pk, year=2026, label="Miete", budget=500) for pk in own)
        grant = {"year": 2026, "kind": FinancingKind.GRANT, "amount": 4000}
        yield (MeasureFinancing(measure_id=pk, **grant) for pk in own)
        asked = {"programme": "Landesmittel", "state": FundingState.GRANTED}
        yield (MeasureFunding(measure_id=pk, **asked) for pk in own)
        yield (
            MeasureLink(measure_id=pk, label="Seite", url="https://stadt.example/") for pk in own
        )
        yield (
            Measure(edition_id=edition, parent_id=pk, title=f"Baustein {pk}") for pk in own[::10]
        )

    edition = town.editions.get().pk
    own = list(Measure.objects.filter(edition=edition).values_list("pk", flat=True))
    with transaction.atomic():
        for things in rows(own):
            made = list(things)
            type(made[0])._default_manager.bulk_create(made, batch_size=2000)


def _file():
    return tempfile.TemporaryFile()


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "fill":
        print(json.dumps(fill([int(size) for size in sys.argv[2:]])))
    else:
        print(json.dumps(write(sys.argv[2])))
