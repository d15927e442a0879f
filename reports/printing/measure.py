"""A measure from its frozen state: as a sheet of its own, and as a block in a longer paper."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from integration_portal.core.money import euro
from integration_portal.core.richtext import plain
from integration_portal.core.templatetags.formats import day
from integration_portal.core.text import lines
from integration_portal.history.thaw import Frozen, thaw
from measures.enums import MeasureRoleKind
from measures.models import Measure
from measures.money import Money, collect

from .parts import joined, letterhead, table


def thawed(entry: Mapping) -> Frozen:
    measure = thaw(Measure, entry["state"], entry["id"])
    measure.entry = entry
    return measure


def heading(measure: Frozen) -> str:
    return f"{measure.number} {measure.title}".strip()


def context(data: Mapping) -> dict[str, object]:
    """What the Maßnahmenblatt shows."""
    measure, words = thawed(data["measure"]), data["words"]
    edition = data["edition"]
    standing = joined(edition["status"], edition["on"], by=" ")
    return {
        "letterhead": letterhead(data),
        "words": words,
        "kind_line": _("Maßnahmenblatt"),
        "edition_line": f"{edition['title']} ({standing})",
        "measure": measure,
        "heading": heading(measure),
        "report": data["measure"]["report"],
        "late": data["measure"].get("late", False),
        "facts": [*_place(measure, words), *_people(measure), *_nature(measure)],
        "has_text": bool(plain(measure.description)),
        "dates": _dates(measure),
        "money": _money(measure),
        "fundings": [_funding(row) for row in measure.fundings],
        "parts": _parts(data["parts"]),
        "links": [(link.label, link.url) for link in measure.links],
    }


def block(measure: Frozen) -> dict[str, object]:
    """What a longer paper shows of a measure: a heading, a line, its text and a few facts."""
    money = collect(measure.costs, measure.financing)
    facts = [
        *_people(measure),
        {"label": _("Zielgruppen"), "value": joined(*lines(measure.target_groups))},
        {"label": _("Ziele"), "value": [str(goal) for goal in measure.goals], "lines": True},
        {"label": _("Laufzeit"), "value": period(measure)},
        {"label": _("Turnus"), "value": measure.rhythm},
        {"label": _("Ort"), "value": measure.place},
        {"label": _("Zwischenziele"), "value": _milestone_lines(measure), "lines": True},
        {"label": _("Kosten"), "value": _cost_line(money)},
        {"label": _("Finanzierung"), "value": _financing_line(money)},
        {"label": _("Fortführung"), "value": _continuation(measure)},
    ]
    return {
        "heading": heading(measure),
        "line": joined(*marks(measure), by=" · "),
        "text": measure.description if plain(measure.description) else "",
        "facts": [fact for fact in facts if fact["value"]],
    }


def marks(measure: Frozen) -> list[str]:
    """Status, commitment and kind in words, as far as they are known."""
    report = measure.entry["report"]
    found = [
        _("Schlüsselprojekt") if measure.key_project else "",
        f"{report['status']} ({report['on']})" if report else "",
        _("überfällig") if measure.entry.get("late") else "",
        measure.get_commitment_display(),
        measure.type,
    ]
    return [str(mark) for mark in found if mark]


def standing(measure: Frozen) -> str:
    """How far it has come; how binding it is as long as nobody has reported."""
    report = measure.entry["report"]
    if report is None:
        return str(measure.get_commitment_display())
    late = _("überfällig") if measure.entry.get("late") else ""
    return joined(report["status"], late)


def period(measure: Frozen) -> str:
    """ "März 2024 bis Ende 2026", "seit 2019, auf Dauer", or nothing."""
    start = measure.start_actual or measure.start_forecast or measure.start_planned
    end = measure.end_actual or measure.end_forecast or measure.end_planned
    said = ""
    if start and end:
        said = str(start) if str(start) == str(end) else f"{start} {_('bis')} {end}"
    elif start:
        said = _("ab %(start)s") % {"start": start}
    elif end:
        said = _("bis %(end)s") % {"end": end}
    if measure.permanent:
        said = joined(said, _("auf Dauer"))
    if measure.end_planned and end and end.latest > measure.end_planned.latest:
        said += _(" (geplant war %(end)s)") % {"end": measure.end_planned}
    return said


def leads(measure: Frozen) -> list[str]:
    return [str(role.organisation) for role in measure.roles if role.kind == MeasureRoleKind.LEAD]


def _place(measure: Frozen, words: Mapping[str, str]) -> list[dict]:
    fields = [str(one) for one in (measure.field, *measure.further_fields) if one]
    return [
        {"label": words["field_of_action"], "value": fields, "lines": True},
        {"label": words["goal"], "value": [str(g) for g in measure.goals], "lines": True},
        {"label": _("Querschnitt"), "value": joined(*measure.themes)},
        {
            "label": _("%(part)s von") % {"part": words["part"]},
            "value": str(measure.parent or ""),
        },
    ]


def _people(measure: Frozen) -> list[dict]:
    """Federführung first, then the others, in the order of their kinds."""
    return [
        {
            "label": kind.label,
            "value": [_role(role) for role in measure.roles if role.kind == kind],
            "lines": True,
        }
        for kind in MeasureRoleKind
    ]


def _role(role: Frozen) -> str:
    notes = [
        str(role.contact or ""),
        _("bis %(until)s") % {"until": role.until} if role.until else "",
        role.note,
    ]
    said = joined(*notes)
    return f"{role.organisation} ({said})" if said else str(role.organisation)


def _nature(measure: Frozen) -> list[dict]:
    kind = [
        measure.type,
        measure.get_origin_display(),
        _("Schlüsselprojekt") if measure.key_project else "",
    ]
    groups = joined(*lines(measure.target_groups), measure.age_group)
    duration = joined(period(measure), measure.get_horizon_display())
    return [
        {"label": _("Verbindlichkeit"), "value": measure.get_commitment_display()},
        {"label": _("Art"), "value": joined(*kind)},
        {"label": _("Zielgruppen"), "value": groups},
        {"label": _("Teilnehmende"), "value": measure.participants},
        {"label": _("Laufzeit"), "value": duration},
        {"label": _("Turnus"), "value": measure.rhythm},
        {"label": _("Ort"), "value": joined(measure.place, *measure.applies_to)},
        {"label": _("Fortführung"), "value": _continuation(measure)},
    ]


def _continuation(measure: Frozen) -> str:
    return joined(measure.get_continuation_display(), measure.continuation_note, by=": ")


def _dates(measure: Frozen) -> dict | None:
    """Beginning, milestones and end: Plan, Prognose and Ist side by side."""
    columns = [
        {"label": _("Schritt")},
        {"label": _("Plan"), "width": "27mm"},
        {"label": _("Prognose"), "width": "24mm"},
        {"label": _("Ist"), "width": "24mm"},
        {"label": _("Verantwortlich"), "width": "46mm"},
    ]
    start = [measure.start_planned, measure.start_forecast, measure.start_actual]
    end = [measure.end_planned, measure.end_forecast, measure.end_actual]
    rows = [
        [
            row.title,
            day(row.planned),
            day(row.forecast),
            day(row.actual),
            str(row.responsible or ""),
        ]
        for row in measure.milestones
    ]
    if any(start):
        rows.insert(0, [_("Beginn"), *map(day, start), ""])
    if any(end):
        rows.append([_("Ende"), *map(day, end), ""])
    return table(columns, rows)


def _money(measure: Frozen) -> dict | None:
    """Year by year; what is the same in all years stands in one line below."""
    money = collect(measure.costs, measure.financing)
    columns = [
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
        funders = joined(*_funders(money.total))
        funded = _("Fördergeber: %(names)s") % {"names": funders} if funders else ""
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


def _funders(year) -> list[str]:
    return list(dict.fromkeys(str(row.funder) for row in year.financing if row.funder))


def _amounts(year) -> list[str]:
    amounts = (year.budget, year.spent, year.own, year.grant, year.in_kind, year.gap)
    return [euro(amount) if amount else "" for amount in amounts]


def _funding(row: Frozen) -> str:
    parts = [
        row.programme,
        str(row.funder or ""),
        euro(row.amount),
        row.get_state_display(),
        _("Bescheid vom %(day)s") % {"day": day(row.decided_on)} if row.decided_on else "",
    ]
    return joined(*parts)


def _parts(entries: list[dict]) -> list[str]:
    return [joined(heading(part), *marks(part)[:1]) for part in map(thawed, entries)]


def _milestone_lines(measure: Frozen) -> list[str]:
    lines = []
    for row in measure.milestones:
        when = row.actual or row.forecast or row.planned
        notes = [day(when), _("erreicht") if row.actual else "", str(row.responsible or "")]
        said = joined(*notes)
        lines.append(f"{row.title} ({said})" if said else row.title)
    return lines


def _cost_line(money: Money) -> str:
    """ "60.000 € (2024: 20.000 €, 2025: 40.000 €)"."""
    if not money.total.budget:
        return ""
    years = [year for year in money.years if year.budget]
    if len(years) == 1:
        return f"{euro(money.total.budget)} ({years[0].year})"
    each = ", ".join(f"{year.year}: {euro(year.budget)}" for year in years)
    return f"{euro(money.total.budget)} ({each})"


def _financing_line(money: Money) -> str:
    total = money.total
    funders = _funders(total)
    named = f" ({', '.join(funders)})" if funders else ""
    parts = [
        _amount(_("Eigenanteil"), total.own),
        _amount(_("Zuschuss"), total.grant) + (named if total.grant else ""),
        _amount(_("Sachleistung"), total.in_kind) + (named if not total.grant else ""),
        _amount(_("ungedeckt"), total.gap),
    ]
    return joined(*parts, by="; ")


def _amount(label: str, amount: Decimal) -> str:
    return f"{label} {euro(amount)}" if amount else ""
