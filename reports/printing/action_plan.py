"""The Aktionsplan from its frozen data: one table for each field, organisation, month or year."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from concepts.models import FieldOfAction
from concepts.outline import tree
from integration_portal.core.money import euro
from integration_portal.core.templatetags.formats import day
from integration_portal.history.thaw import Frozen, thaw
from measures.enums import MeasureRoleKind

from . import measure as measures_of
from .concept import status_line
from .fields import sorted_measures
from .parts import joined, letterhead
from .plan_of_a_year import by_month, wanted

LAST = "\uffff"  # stands after every name and year


def context(data: Mapping) -> dict[str, object]:
    year = data.get("year")
    measures = [one for one in sorted_measures(data["measures"]) if wanted(one, data)]
    if data["order"] == "monat":
        found = by_month(measures, year)
    else:
        groups = {"feld": _by_field, "organisation": _by_organisation, "jahr": _by_year}
        found = [
            {"heading": heading, "rows": [_row(measure, data["words"], year) for measure in some]}
            for heading, some in groups[data["order"]](data, measures)
            if some
        ]
    line = joined(data["edition"], status_line(data), by=", ")
    if data["as_adopted"]:
        line = joined(line, _("Stand des Beschlusses"), by="; ")
    if data.get("organisation"):
        line = joined(line, data["organisation"]["name"], by="; ")
    return {
        "letterhead": letterhead(data),
        "words": data["words"],
        "kind_line": _("Maßnahmenkatalog %(year)s") % {"year": year} if year else _("Aktionsplan"),
        "year": year,
        "by_month": data["order"] == "monat",
        "heading": data["edition"],
        "line": line,
        "groups": found,
        "nothing": _nothing(data),
        # A column nobody has filled in the whole plan is not printed.
        "with_steps": _anybody_says("steps", found),
        "with_periods": _anybody_says("period", found),
        "with_money": _anybody_says("money", found),
    }


def _anybody_says(column: str, groups: Iterable[Mapping]) -> bool:
    return any(row.get(column) for group in groups for row in group["rows"])


def _nothing(data: Mapping) -> str:
    if data["measures"]:
        return _("Zu dieser Auswahl gibt es keine Maßnahme.")
    return _("In dieser Fassung steht noch keine Maßnahme.")


def _row(measure: Frozen, words: Mapping[str, str], year: int | None) -> dict[str, object]:
    others = [str(role.organisation) for role in measure.roles if role.kind != MeasureRoleKind.LEAD]
    above = {"part": words["part"], "measure": measure.parent}
    part = _("%(part)s von %(measure)s") % above if measure.parent else ""
    return {
        "title": measures_of.heading(measure),
        "note": joined(part, _("Schlüsselprojekt") if measure.key_project else ""),
        "extra": joined(*map(_said, measures_of.extra_facts(measure)), by="; "),
        "leads": measures_of.leads(measure),
        "others": joined(*dict.fromkeys(others)),
        "steps": [_step(row) for row in measure.milestones],
        "period": measures_of.period(measure),
        "standing": measures_of.standing(measure),
        "money": _budget(measure, year) if year else "",
    }


def _budget(measure: Frozen, year: int) -> str:
    """The Ansatz of the year, all purposes together."""
    amounts = [cost.budget for cost in measure.costs if cost.year == year and cost.budget]
    return euro(sum(amounts)) if amounts else ""


def _said(fact: Mapping[str, str]) -> str:
    return f"{fact['label']}: {fact['value']}"


def _step(row: Frozen) -> str:
    when = row.actual or row.forecast or row.planned
    reached = _("erreicht") if row.actual else ""
    said = joined(reached, day(when), by=" ")
    return f"{row.title} ({said})" if said else row.title


def _by_field(data: Mapping, measures: list[Frozen]) -> Iterable[tuple[str, list[Frozen]]]:
    """One table for each field that has measures of its own, in the order of the concept."""
    for top in tree(thaw(FieldOfAction, row["state"], row["id"]) for row in data["fields"]):
        for node in top.walk():
            thing = node.thing
            own = [one for one in measures if one.field and one.field.pk == thing.pk]
            yield f"{thing.number} {thing.title}".strip(), own
    without = [one for one in measures if not one.field]
    yield _("Ohne %(field)s") % {"field": data["words"]["field_of_action"]}, without


def _by_organisation(data: Mapping, measures: list[Frozen]) -> Iterable[tuple[str, list[Frozen]]]:
    """By who leads; a measure with two leads stands with both."""
    groups: dict[str, list[Frozen]] = {}
    for measure in measures:
        for lead in measures_of.leads(measure) or [LAST]:
            groups.setdefault(lead, []).append(measure)
    for lead in sorted(groups, key=str.casefold):
        yield _("Noch ohne Federführung") if lead == LAST else lead, groups[lead]


def _by_year(data: Mapping, measures: list[Frozen]) -> Iterable[tuple[str, list[Frozen]]]:
    """By the year in which they are expected to end; then what goes on, then what is open."""
    groups: dict[tuple[int, int], list[Frozen]] = {}
    for measure in measures:
        end = measure.end_actual or measure.end_forecast or measure.end_planned
        key = (0, end.latest.year) if end else (1, 0) if measure.permanent else (2, 0)
        groups.setdefault(key, []).append(measure)
    names = {1: _("Auf Dauer"), 2: _("Ohne Termin")}
    for kind, year in sorted(groups):
        yield names.get(kind, str(year)), groups[kind, year]
