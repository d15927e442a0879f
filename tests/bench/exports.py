"""`python -m tests.bench.exports fill 120 5000 50000`, then `… write messstadt-1`: lists as files.

Filling and writing are processes of their own: what the writing needs of memory is its own peak.
Prints JSON: the slugs of the towns; seconds of the answer with a workbook
and megabytes, and the seconds of the CSV with the same rows.
"""

import json
import resource
import sys
import time

import django

from tests.bench.figures import Target, number, ratio, table

LIMITS = {120: 0.5, 50_000: 60.0}  # seconds by number of measures


def write(slug: str) -> dict[str, float]:
    """As the browser of somebody who may read asks for it, to the last byte."""
    from django.test import Client
    from django.urls import reverse

    from integration_portal.accounts.models import LocalAuthority
    from tests.factories.accounts import UserFactory

    town = LocalAuthority.objects.get(slug=slug)
    client = Client(SERVER_NAME="localhost")
    client.force_login(UserFactory(email=f"{slug}@rat.example", reader_of=town))

    def seconds(kind: str, **query: str) -> float:
        start = time.perf_counter()
        answer = client.get(reverse("exchange:export", args=[slug, kind]), query)
        if answer.status_code != 200 or not sum(map(len, answer.streaming_content)):
            raise RuntimeError(f"Keine Liste: {answer.status_code}")
        return time.perf_counter() - start

    for kind in ("xlsx", "csv"):
        seconds(kind, text="Angebot 1")  # warm
    workbook = seconds("xlsx")
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return {"seconds": workbook, "megabytes": megabytes, "csv": seconds("csv")}


def told(found: dict[int, dict[str, float]]) -> str:
    """What was measured, as a table."""
    rows = [
        [
            number(size),
            number(one["seconds"], 2, "s"),
            number(one["megabytes"], 0, "MB"),
            number(one["csv"], 2, "s"),
            number(ratio(one["seconds"], one["csv"]), 1, "×"),
        ]
        for size, one in found.items()
    ]
    return table(["Maßnahmen", "Zeit", "Speicher", "CSV", "Zeit zu CSV"], rows)


def targets(label: str, found: dict[int, dict[str, float]]) -> list[Target]:
    """Memory is compared with that of the second size: smaller ones hardly need any."""
    usual = list(found)[1]
    grown = max(one["megabytes"] for one in found.values()) - found[usual]["megabytes"]
    return [
        *(
            Target(f"{label}: XLSX, {number(size)} Maßnahmen, Zeit", one["seconds"], LIMITS[size],
                   "s", digits=2)
            for size, one in found.items()
            if size in LIMITS
        ),
        Target(f"{label}: XLSX, Speicher mehr als bei {number(usual)} Maßnahmen", grown, 40, "MB"),
    ]  # fmt: skip


def fill(sizes: list[int]) -> list[str]:
    """Towns whose measures have rows of every kind below them, and every tenth a part."""
    from tests.bench.data import fill as fill_towns
    from tests.bench.data import settle

    towns = fill_towns(sizes)
    for town in towns:
        _add_rows(town)
    settle()
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


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "fill":
        print(json.dumps(fill([int(size) for size in sys.argv[2:]])))
    else:
        print(json.dumps(write(sys.argv[2])))
