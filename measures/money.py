"""Money of a measure by year. Totals come from costs; financing only covers them."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from concepts.enums import FinancingKind

ZERO = Decimal(0)


@dataclass
class YearOfMoney:
    """One budget year, in euros. `gap` is what the financing does not cover."""

    year: int | None
    budget: Decimal = ZERO
    spent: Decimal = ZERO
    own: Decimal = ZERO
    grant: Decimal = ZERO
    in_kind: Decimal = ZERO
    costs: list = field(default_factory=list)
    financing: list = field(default_factory=list)

    @property
    def covered(self) -> Decimal:
        return self.own + self.grant + self.in_kind

    @property
    def gap(self) -> Decimal:
        """Positive: money is missing. Zero while no financing is given at all."""
        return max(self.budget - self.covered, ZERO) if self.covered else ZERO

    @property
    def overspent(self) -> Decimal:
        """What went beyond the Ansatz; where none is known, nothing is overspent."""
        known = any(cost.budget is not None for cost in self.costs)
        return max(self.spent - self.budget, ZERO) if known else ZERO


@dataclass
class Money:
    years: list[YearOfMoney]
    total: YearOfMoney


def money_by_year(owner) -> Money:
    """Of anything with `costs` and `financing`: a measure or the making of an edition."""
    return collect(owner.costs.all(), owner.financing.select_related("funder"))


def collect(costs, financing) -> Money:
    """Add up rows of costs and financing, year by year and in all."""
    years: dict[int, YearOfMoney] = defaultdict(lambda: YearOfMoney(None))
    total = YearOfMoney(None)
    for cost in costs:
        for place in (years[cost.year], total):
            place.budget += cost.budget or ZERO
            place.spent += cost.spent or ZERO
            place.costs.append(cost)
    for row in financing:
        for place in (years[row.year], total):
            name = FinancingKind(row.kind).value
            setattr(place, name, getattr(place, name) + row.amount)
            place.financing.append(row)
    for year, place in years.items():
        place.year = year
    return Money([years[year] for year in sorted(years)], total)
