"""Money of a measure or of the making of a concept, in tables and in lines."""

from decimal import Decimal

from django.utils.translation import gettext as _

from integration_portal.core.money import euro
from integration_portal.core.templatetags.formats import day
from integration_portal.history.thaw import Frozen
from measures.money import Money, collect

from .parts import joined, table


def money_table(measure: Frozen) -> dict | None:
    """Year by year; what is the same in all years stands in one line below."""
    money = collect(measure.costs, measure.financing)
    columns: list[dict] = [
        {"label": _("Jahr"), "width": "13mm"},
        {"label": _("Wofür")},
        *(
            {"label": label, "width": "20mm", "number": True}
            for label in (
                _("Ansatz"), _("verausgabt"), _("Eigenanteil"), _("Zuschuss"),
                _("Sachleistung"), _("ungedeckt"),
            )
        ),
    ]  # fmt: skip
    purposes = [_purposes(year) for year in money.years]
    alike = len(set(purposes)) == 1
    rows = [
        [str(year.year), "" if alike else purpose, *_amounts(year)]
        for year, purpose in zip(money.years, purposes, strict=True)
    ]
    if len(rows) > 1:
        rows.append([_("Summe"), "", *_amounts(money.total)])
    found = table(columns, rows)
    if found is not None:
        found["total"] = found["rows"].pop() if len(money.years) > 1 else None
        named = joined(*funders(money.total))
        funded = _("Fördergeber: %(names)s") % {"names": named} if named else ""
        found["note"] = joined(purposes[0] if alike else "", funded, by="; ")
    return found


def _purposes(year) -> str:
    said = []
    for cost in year.costs:
        fte = f"{cost.fte:.2f}".replace(".", ",") if cost.fte else ""
        notes = [
            cost.label,
            _("%(fte)s VZÄ") % {"fte": fte} if fte else "",
            _("Sperrvermerk") if cost.locked else "",
        ]
        said.append(joined(*notes))
    return joined(*said, by="; ")


def funders(year) -> list[str]:
    return list(dict.fromkeys(str(row.funder) for row in year.financing if row.funder))


def _amounts(year) -> list[str]:
    amounts = (year.budget, year.spent, year.own, year.grant, year.in_kind, year.gap)
    return [euro(amount) if amount else "" for amount in amounts]


def funding_line(row: Frozen) -> str:
    parts = [
        row.programme,
        str(row.funder or ""),
        euro(row.amount),
        row.get_state_display(),
        _("Bescheid vom %(day)s") % {"day": day(row.decided_on)} if row.decided_on else "",
    ]
    return joined(*parts)


def cost_line(money: Money) -> str:
    """ "60.000 € (2024: 20.000 €, 2025: 40.000 €)"."""
    if not money.total.budget:
        return ""
    years = [year for year in money.years if year.budget]
    if len(years) == 1:
        return f"{euro(money.total.budget)} ({years[0].year})"
    each = ", ".join(f"{year.year}: {euro(year.budget)}" for year in years)
    return f"{euro(money.total.budget)} ({each})"


def financing_line(money: Money) -> str:
    total = money.total
    givers = joined(*funders(total))
    named = f" ({givers})" if givers else ""
    parts = [
        _amount(_("Eigenanteil"), total.own),
        _amount(_("Zuschuss"), total.grant) + (named if total.grant else ""),
        _amount(_("Sachleistung"), total.in_kind) + (named if not total.grant else ""),
        _amount(_("ungedeckt"), total.gap),
    ]
    return joined(*parts, by="; ")


def _amount(label: str, amount: Decimal) -> str:
    return f"{label} {euro(amount)}" if amount else ""
