"""`python -m tests.bench [--quick]`: how fast the portal is, and how much memory paper takes.

Every figure stands beside its reference from the same run: pages beside an empty page of the
portal for the same person, papers beside Chromium printing the same HTML. So the ratios hold on a
slow or busy machine, too. `--quick`: SQLite with 128 and 15,000 measures, Konzept with 16 and 114.
Ends with 1 if a target was missed, and names it.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

from tests import tools
from tests.bench import exports, imports, rounds
from tests.bench.databases import PostgreSQL, SQLite
from tests.bench.figures import Page, Target, number, ratio, table, verdict
from tests.bench.load import throughput
from tests.databases import Cluster, Missing, end_on_term
from tests.live import temporary_folder

EMPTY, LIST, SCHEDULE = "Leere Seite", "Maßnahmenliste", "Zeitplan"
# How many measures in how many towns; the first is the one that growth is compared with.
SIZES = {128: "128", 15_000: "15000", 150_000: "300x500"}
QUERIES = {LIST: 12, SCHEDULE: 12}
SCHEDULE_MS = 150  # server time of 500 measures, which is all that a page of it shows
QUERIES_OF_A_PAGE = 30
ROUND = (500, 60)  # measures, recipients
IMPORTED = 10_000  # rows of a list that is taken over
LISTS = (120, 5_000, 50_000)  # measures of a list that leaves as a workbook
PAPERS = [
    ("sitzungsvorlage", 7),
    ("konzept", 16),
    ("konzept", 114),
    ("konzept", 500),
    ("sachstandsbericht", 114),
]
QUICK_PAPERS = [("konzept", 16), ("konzept", 114), ("sachstandsbericht", 114)]
NAMES = {"konzept": "Konzept", "sachstandsbericht": "Sachstandsbericht"}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Messen")
    parser.add_argument("--quick", action="store_true", help="nur das Wichtigste, auf SQLite")
    quick = parser.parse_args().quick
    end_on_term()
    start = time.monotonic()
    targets: list[Target] = []
    with ExitStack() as stack:
        folder = stack.enter_context(temporary_folder())
        kinds = [SQLite(folder)]
        if not quick:
            try:
                kinds.append(PostgreSQL(folder, stack.enter_context(Cluster())))
            except Missing as missing:
                print(f"PostgreSQL ausgelassen: {missing}")
        print(_machine(), flush=True)
        for kind in kinds:
            targets += _pages(kind, [size for size in SIZES if size < 150_000 or not quick])
        for kind in kinds:
            targets += _round(kind)
            targets += _import(kind)
            targets += _lists(kind, LISTS[:2] if quick else LISTS)
        targets += _papers(kinds[0], QUICK_PAPERS if quick else PAPERS)
    print("\nZiele\n")
    print(table(["Ziel", "gemessen", "verlangt", ""], [target.cells for target in targets]))
    print(f"\nDauer: {number((time.monotonic() - start) / 60, 1)} Minuten")
    words, code = verdict(targets)
    print(f"\n{words}")
    return code


def _machine() -> str:
    load = " ".join(number(value, 1) for value in os.getloadavg())
    return (
        f"Python {platform.python_version()}, {os.cpu_count()} Kerne, Auslastung {load}. "
        "Auf einer beschäftigten Maschine zählen die Verhältnisse, nicht die Zeiten."
    )


def _pages(kind: SQLite | PostgreSQL, sizes: list[int]) -> list[Target]:
    """Print the table of one kind of database; returns the targets that follow from it."""
    rows: list[list[str]] = []
    found: dict[int, dict[str, Page]] = {}
    print(f"\nSeiten, {kind.label}: Serverzeit einer Anfrage; Durchsatz mit gunicorn, 2 Prozessen")
    for size in sizes:
        found[size] = pages = _measure_pages(kind, size)
        empty = pages[EMPTY]
        rows += [_row(size, page, empty) for page in pages.values()]
    head = ["Maßnahmen", "Seite", "Median", "p95", "zu leer", "je Sekunde", "zu leer", "Abfragen"]
    print("\n" + table(head, rows, left=2), flush=True)
    return _targets(kind.label, found)


def _row(size: int, page: Page, empty: Page) -> list[str]:
    return [
        number(size),
        page.name,
        number(page.median * 1000, 1, "ms"),
        number(page.p95 * 1000, 1, "ms"),
        number(ratio(page.median, empty.median), 1, "×"),
        number(page.per_second, 1),
        number(ratio(page.per_second, empty.per_second) * 100, 0, "%"),
        number(page.queries),
    ]


def _measure_pages(kind: SQLite | PostgreSQL, size: int) -> dict[str, Page]:
    portal = kind.new(f"seiten_{size}")
    try:
        _say(f"{kind.label}, {number(size)} Maßnahmen: Daten anlegen …")
        wanted = json.loads(portal.run("-m", "tests.bench.data", SIZES[size]))
        _say(f"{kind.label}, {number(size)} Maßnahmen: messen …")
        single = json.loads(portal.run("-m", "tests.bench.single", json.dumps(wanted)))
        with portal.serving() as address:
            per_second = throughput(address, **wanted)
    finally:
        kind.drop(portal)
    return {
        name: Page(name, one["seconds"], per_second[name], one["queries"])
        for name, one in single.items()
    }


def _targets(label: str, found: dict[int, dict[str, Page]]) -> list[Target]:
    targets = []
    for name in next(iter(found.values())):
        counts = [pages[name].queries for pages in found.values()]
        limit = QUERIES.get(name, QUERIES_OF_A_PAGE)
        if name != EMPTY:
            targets += [
                Target(f"{label}: {name}, Abfragen", max(counts), limit),
                Target(f"{label}: {name}, Abfragen mehr bei mehr Zeilen", _spread(counts), 0),
            ]
    for size, pages in found.items():
        share = ratio(pages[LIST].per_second, pages[EMPTY].per_second) * 100
        what = f"{label}: {LIST}, {number(size)}, Durchsatz zur leeren Seite"
        targets.append(Target(what, share, 30, "%", at_least=True))
    for size, pages in found.items():
        if size >= 500:
            what = f"{label}: {SCHEDULE}, 500 von {number(size)} Maßnahmen, Median"
            targets.append(Target(what, pages[SCHEDULE].median * 1000, SCHEDULE_MS, "ms"))
    smallest, *larger = found
    for size in larger:
        grown = _relative(found[size]) / _relative(found[smallest])
        what = f"{label}: {LIST}, {number(size)} zu {number(smallest)} Maßnahmen"
        targets.append(Target(what, grown, 1.3, "×", digits=2))
    return targets


def _spread(counts: list[int]) -> int:
    return max(counts) - min(counts)


def _relative(pages: dict[str, Page]) -> float:
    """The time of the list as a multiple of the empty page's at that size."""
    return ratio(pages[LIST].median, pages[EMPTY].median)


def _round(kind: SQLite | PostgreSQL) -> list[Target]:
    """A reporting round sent to a local mail sink, and a recipient's page; printed and judged."""
    measures, recipients = ROUND
    portal = kind.new("abfrage")
    _say(f"{kind.label}: Sachstandsabfrage …")
    found = json.loads(portal.run("-m", "tests.bench.rounds", measures, recipients))
    kind.drop(portal)
    what = f"{kind.label}: Sachstandsabfrage, {measures} Maßnahmen, {recipients} Stellen"
    print(f"\n{what}: {rounds.told(found)}", flush=True)
    return rounds.targets(what, kind.label, recipients, found)


def _import(kind: SQLite | PostgreSQL) -> list[Target]:
    """A long list previewed, taken over and taken back, beside reading its workbook alone."""
    portal = kind.new("uebernahme")
    _say(f"{kind.label}: Übernahme einer Liste …")
    found = json.loads(portal.run("-m", "tests.bench.imports", IMPORTED))
    kind.drop(portal)
    what = f"{kind.label}: Übernahme von {number(IMPORTED)} Zeilen"
    print(f"\n{what}: {imports.told(found)}", flush=True)
    return imports.targets(what, found, one_writes=isinstance(kind, SQLite))


def _lists(kind: SQLite | PostgreSQL, sizes: tuple[int, ...]) -> list[Target]:
    """Lists as workbooks, each in a process of its own, beside the CSV of the same rows."""
    portal = kind.new("listen")
    _say(f"{kind.label}: Listen als Arbeitsmappen …")
    slugs = json.loads(portal.run("-m", "tests.bench.exports", "fill", *sizes))
    found = {
        size: json.loads(portal.run("-m", "tests.bench.exports", "write", slug))
        for size, slug in zip(sizes, slugs, strict=True)
    }
    kind.drop(portal)
    what = f"{kind.label}: Listen als Arbeitsmappe (XLSX), die ganze Antwort, daneben als CSV"
    print(f"\n{what}\n\n{exports.told(found)}", flush=True)
    return exports.targets(kind.label, found)


def _papers(kind: SQLite | PostgreSQL, papers: list[tuple[str, int]]) -> list[Target]:
    """Print the table of the papers; returns the targets that follow from it."""
    rows, targets = [], []
    for name, size in papers:
        portal = kind.new(f"papier_{name}_{size}")
        label = f"{NAMES[name]}, {size} Maßnahmen" if name in NAMES else "Sitzungsvorlage"
        _say(f"{label} …")
        html = portal.folder / "paper.html"
        ours = json.loads(portal.run("-m", "tests.bench.papers", name, size, html))
        theirs = _chromium(html)
        rows.append(_paper_row(label, ours, theirs))
        targets += _paper_targets(label, size, ours, theirs)
        kind.drop(portal)
    print("\nPapiere: im warmen Prozess, daneben Chromium mit demselben HTML (kalt)\n")
    head = ["Papier", "Seiten", "Zeit", "Speicher", "Chromium", "Speicher", "Zeit zu Chromium"]
    print(table(head, rows), flush=True)
    return targets


def _paper_row(label: str, ours: dict, theirs: dict) -> list[str]:
    return [
        label,
        number(ours["pages"]),
        number(ours["seconds"], 2, "s"),
        number(ours["megabytes"], 0, "MB"),
        number(theirs["seconds"], 2, "s") if theirs else "fehlt",
        number(theirs["megabytes"], 0, "MB") if theirs else "",
        number(ratio(ours["seconds"], theirs["seconds"]), 2, "×") if theirs else "",
    ]


def _paper_targets(label: str, size: int, ours: dict, theirs: dict) -> list[Target]:
    if label == "Sitzungsvorlage":
        return [Target(f"{label}, Zeit", ours["seconds"], 0.5, "s", digits=2)]
    targets = [
        Target(f"{label}, Zeit", ours["seconds"], 10, "s", digits=1),
        Target(f"{label}, Speicher", ours["megabytes"], 400, "MB"),
    ]
    if size == 114 and theirs:
        times = ratio(ours["seconds"], theirs["seconds"])
        targets.append(Target(f"{label}, zu Chromium", times, 2.5, "×", digits=2))
    return targets


def _chromium(html: Path) -> dict[str, float]:
    """Time and the largest process of a browser that starts, prints and ends; the better of two."""
    try:
        program = tools.chromium()
    except Missing:
        return {}
    runs = []
    for n in range(2):
        profile = f"--user-data-dir={html.parent / f'profile{n}'}"
        target = f"--print-to-pdf={html.with_suffix('.pdf')}"
        start = time.perf_counter()
        process = subprocess.Popen(
            [program, *tools.CHROMIUM_FLAGS, profile, "--no-pdf-header-footer", target, html],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _pid, _status, used = os.wait4(process.pid, 0)
        process.returncode = 0
        runs.append((time.perf_counter() - start, used.ru_maxrss / 1000))
    seconds, megabytes = min(runs)
    return {"seconds": seconds, "megabytes": megabytes}


def _say(words: str) -> None:
    """Progress goes beside the table, not into it."""
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
