"""A measure from its frozen state: as a sheet of its own, and as a block in a longer paper."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from integration_portal.core import fuzzy
from integration_portal.core.richtext import plain
from integration_portal.core.templatetags.formats import day
from integration_portal.core.text import lines
from integration_portal.history.thaw import Frozen, thaw
from measures.enums import MeasureRoleKind
from measures.models import Measure
from measures.models.extra_values import say
from measures.money import collect

from .money import cost_line, financing_line, funding_line, money_table
from .parts import joined, letterhead, plural, table

ROOMY = 30  # lines that fit on a sheet in the usual size; with more it is set closer
CHARACTERS = 100  # of a line


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
    shown = {
        "letterhead": letterhead(data),
        "words": words,
        "kind_line": _("Maßnahmenblatt"),
        "edition_line": f"{edition['title']} ({standing})",
        "measure": measure,
        "heading": heading(measure),
        "report": data["measure"]["report"],
        "late": data["measure"].get("late", False),
        "facts": [
            *_place(measure, words),
            *_people(measure),
            *_nature(measure),
            *extra_facts(measure),
        ],
        "has_text": bool(plain(measure.description)),
        "dates": _dates(measure),
        "money": money_table(measure),
        "fundings": [funding_line(row) for row in measure.fundings],
        "parts": _parts(data["parts"]),
        "parts_heading": plural(words, "part"),
        "links": [(link.label, link.url) for link in measure.links],
    }
    return shown | {"dense": _lines_of(shown) > ROOMY}


def _lines_of(shown: Mapping) -> int:
    """About how many lines the sheet will take."""
    facts = sum(
        len(fact["value"]) if fact.get("lines") else 1 for fact in shown["facts"] if fact["value"]
    )
    tables = sum(len(part["rows"]) + 3 for part in (shown["dates"], shown["money"]) if part)
    lists = sum(len(shown[name]) + 2 for name in ("fundings", "parts", "links") if shown[name])
    report = shown["report"] or {"text": "", "next_steps": ""}
    words = plain(shown["measure"].description) + report["text"] + report["next_steps"]
    return facts + tables + lists + len(words) // CHARACTERS


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
        {"label": _("Kosten"), "value": cost_line(money)},
        {"label": _("Finanzierung"), "value": financing_line(money)},
        {"label": _("Fortführung"), "value": _continuation(measure)},
        *extra_facts(measure),
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
    said = fuzzy.period(start, end)
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


def extra_facts(measure: Frozen) -> list[dict]:
    """The authority's own fields that papers print, as they were called then."""
    return [
        {"label": part["label"], "value": say(part["kind"], part["value"])}
        for part in measure.entry["state"].get("extra", ())
    ]


def _continuation(measure: Frozen) -> str:
    return joined(measure.get_continuation_display(), measure.continuation_note, by=": ")


def _dates(measure: Frozen) -> dict | None:
    """Beginning, milestones and end: Plan, Prognose and Ist side by side."""
    columns = [
        {"label": _("Schritt")},
        {"label": _("Plan"), "width": "24mm"},
        {"label": _("Prognose"), "width": "23mm"},
        {"label": _("Ist"), "width": "23mm"},
        {"label": _("Verantwortlich"), "width": "39mm"},
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
