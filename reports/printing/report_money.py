"""Money of the measures of a Sachstandsbericht by year."""

from decimal import Decimal

from django.utils.translation import gettext as _

from integration_portal.core.money import euro
from integration_portal.history.thaw import Frozen
from measures.money import ZERO

type Planned = tuple[Decimal, Decimal]  # Ansatz and verausgabt, in euros


def years_of(measures: list[Frozen]) -> dict[int, Planned]:
    """Of all together, in the order of the years; years without an amount are left out."""
    found: dict[int, Planned] = {}
    for measure in measures:
        for year, (budget, spent) in years_of_one(measure).items():
            known = found.get(year, (ZERO, ZERO))
            found[year] = (known[0] + budget, known[1] + spent)
    return {year: found[year] for year in sorted(found) if any(found[year])}


def years_of_one(measure: Frozen) -> dict[int, Planned]:
    """By the books; where nothing is entered there for a year, by what was last reported."""
    found: dict[int, Planned] = {}
    booked = set()
    for cost in measure.costs:
        budget, spent = found.get(cost.year, (ZERO, ZERO))
        found[cost.year] = (budget + (cost.budget or ZERO), spent + (cost.spent or ZERO))
        if cost.spent is not None:
            booked.add(cost.year)
    for year, spent in measure.entry["spent"].items():
        if int(year) not in booked:
            found[int(year)] = (found.get(int(year), (ZERO, ZERO))[0], Decimal(spent))
    return dict(sorted(found.items()))


def line_of(measure: Frozen) -> list[str]:
    """ "2026: Ansatz 12.000 €, verausgabt 8.115 €", a line each."""
    return [
        f"{year}: "
        + ", ".join(
            f"{label} {euro(amount)}"
            for label, amount in ((_("Ansatz"), budget), (_("verausgabt"), spent))
            if amount
        )
        for year, (budget, spent) in years_of_one(measure).items()
        if budget or spent
    ]
