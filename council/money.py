"""What a paper's amounts add up to. Every total of a paper is computed here and nowhere else."""

from dataclasses import dataclass, field
from decimal import Decimal

ZERO = Decimal(0)


@dataclass
class Sum:
    """Euros: what is spent, what comes in, and what is left to pay."""

    expense: Decimal = ZERO
    income: Decimal = ZERO

    @property
    def net(self) -> Decimal:
        return self.expense - self.income

    def add(self, line) -> None:
        self.expense += line.expense or ZERO
        self.income += line.income or ZERO


@dataclass
class Totals:
    """Once and running costs apart, because a running amount comes back every year."""

    once: Sum = field(default_factory=Sum)
    recurring: Sum = field(default_factory=Sum)
    total: Sum = field(default_factory=Sum)
    has_once: bool = False
    has_recurring: bool = False


def totals(lines) -> Totals:
    """Of finance lines, stored or frozen."""
    found = Totals()
    for line in lines:
        (found.recurring if line.recurring else found.once).add(line)
        found.total.add(line)
        found.has_recurring = found.has_recurring or line.recurring
        found.has_once = found.has_once or not line.recurring
    return found
