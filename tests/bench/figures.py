"""What is computed from measured numbers, apart from measuring them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Page:
    """One page on one database: `seconds` of single requests, requests per second, queries."""

    name: str
    seconds: Sequence[float]
    per_second: float
    queries: int

    @property
    def median(self) -> float:
        return median(self.seconds)

    @property
    def p95(self) -> float:
        return percentile(self.seconds, 95)


def percentile(values: Sequence[float], share: int) -> float:
    """The smallest value that `share` percent of all do not exceed (nearest rank)."""
    ranked = sorted(values)
    return ranked[max(math.ceil(len(ranked) * share / 100) - 1, 0)]


def ratio(value: float, reference: float) -> float:
    """How many times the reference; endless if there is none."""
    return value / reference if reference else math.inf


@dataclass(frozen=True)
class Target:
    """Something to be reached: `value` at most `limit`, or at least with `at_least`."""

    name: str
    value: float
    limit: float
    unit: str = ""
    at_least: bool = False
    digits: int = 0

    @property
    def reached(self) -> bool:
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    @property
    def cells(self) -> list[str]:
        word = "mindestens" if self.at_least else "höchstens"
        return [
            self.name,
            number(self.value, self.digits, self.unit),
            f"{word} {number(self.limit, self.digits, self.unit)}",
            "ok" if self.reached else "verfehlt",
        ]


def verdict(targets: Sequence[Target]) -> tuple[str, int]:
    """The last words, and how the program ends: with 1 if a target was missed."""
    missed = [target for target in targets if not target.reached]
    if not missed:
        return "Alle Ziele sind erreicht.", 0
    return "\n".join(["Verfehlt:", *(" · ".join(one.cells[:3]) for one in missed)]), 1


def number(value: float, digits: int = 0, unit: str = "") -> str:
    """As it is written in German: "1.234,5 ms"."""
    if math.isinf(value):
        return "–"
    written = f"{value:,.{digits}f}".translate(str.maketrans(",.", ".,"))
    return f"{written} {unit}".rstrip()


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, left: int = 1) -> str:
    """Columns of equal width; the first `left` of them and the last word of a row stand left."""
    widths = [max(len(row[n]) for row in [head, *rows]) for n in range(len(head))]

    def line(cells: Sequence[str]) -> str:
        placed = [
            cell.ljust(width) if n < left else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(cells, widths, strict=True))
        ]
        return "  ".join(placed).rstrip()

    return "\n".join([line(head), "  ".join("-" * width for width in widths), *map(line, rows)])
