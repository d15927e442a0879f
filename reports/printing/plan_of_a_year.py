"""What of a plan falls into a year, and what is due in which month."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from integration_portal.core.fuzzy import FuzzyDate, Precision
from integration_portal.core.fuzzy.dates import MONTHS
from integration_portal.core.templatetags.formats import day
from integration_portal.history.thaw import Frozen
from measures.enums import Progress

from . import measure as measures_of
from .parts import joined

type Place = tuple[int, int]  # year and month; 13: some time in the year
_ENDED = (Progress.ACHIEVED, Progress.ASIDE)
SOMETIME = 13
NEVER = 9999  # the year of what has no date


def wanted(measure: Frozen, data: Mapping) -> bool:
    """Whether it belongs to the year and the organisation the plan is for, if it is for one."""
    year, organisation = data.get("year"), data.get("organisation")
    return (not year or runs_in(measure, year)) and (
        not organisation or _takes_part(measure, organisation["id"])
    )


def _takes_part(measure: Frozen, organisation: int) -> bool:
    involved = [role.organisation for role in measure.roles]
    involved += [row.responsible for row in measure.milestones]
    return any(one is not None and one.pk == organisation for one in involved)


def runs_in(measure: Frozen, year: int) -> bool:
    """Something of it falls into the year: its time, a milestone, money.

    Without any date what is not over runs on if it was meant to, or if somebody said it is under
    way; the rest has to be planned first.
    """
    if any(_touches(when, year) for when in _days(measure)):
        return True
    if any(cost.year == year for cost in measure.costs):
        return True
    start = measure.start_actual or measure.start_forecast or measure.start_planned
    end = measure.end_actual or measure.end_forecast or measure.end_planned
    over = end is None and measure.entry["progress"] in _ENDED
    known = start or end or measure.permanent
    if over or not known:
        return not over and measure.entry["progress"] == Progress.ON_TRACK
    return (start is None or start.earliest.year <= year) and (
        end is None or end.latest.year >= year
    )


def _days(measure: Frozen) -> Iterator[FuzzyDate]:
    for row in measure.milestones:
        if when := row.actual or row.forecast or row.planned:
            yield when


def _touches(when: FuzzyDate, year: int) -> bool:
    return when.earliest.year <= year <= when.latest.year


def by_month(measures: list[Frozen], year: int | None) -> list[dict[str, Any]]:
    """Beginnings, milestones and ends in the order in which they are due, a table for each year.

    What is known only by season or year stands behind the last month it can mean.
    """
    rows: list[tuple[Place, dict[str, Any]]] = []
    for measure in measures:
        due = [
            (_place(when, year), row)
            for when, row in _due(measure)
            if year is None or when is None or _touches(when, year)
        ]
        rows += due or [((NEVER, 0), _row(measure, _undated(measure), None, ""))]
    groups: dict[int, list[dict[str, Any]]] = {}
    for place, row in sorted(rows, key=lambda found: found[0]):
        groups.setdefault(place[0], []).append(row | {"month": _month(place)})
    return [
        {"heading": _("Ohne Termin") if year == NEVER else str(year), "rows": found}
        for year, found in groups.items()
    ]


def _due(measure: Frozen) -> Iterator[tuple[FuzzyDate | None, dict[str, Any]]]:
    start = measure.start_actual or measure.start_forecast or measure.start_planned
    if start:
        yield (
            start,
            _row(measure, _("Beginn"), start, _("begonnen") if measure.start_actual else ""),
        )
    for step in measure.milestones:
        when = step.actual or step.forecast or step.planned
        reached = _("erreicht") if step.actual else ""
        who = str(step.responsible or "")
        yield when, _row(measure, step.title, when, reached, who=who)
    end = measure.end_actual or measure.end_forecast or measure.end_planned
    if end:
        done = _("beendet") if measure.end_actual else ""
        yield end, _row(measure, _("Ende"), end, done)


def _undated(measure: Frozen) -> str:
    return _("auf Dauer") if measure.permanent else _("ohne Termin")


def _row(
    measure: Frozen, what: str, when: FuzzyDate | None, done: str, *, who=""
) -> dict[str, Any]:
    return {
        "what": what if when is None or _is_a_month(when) else f"{what} ({day(when)})",
        "title": measures_of.heading(measure),
        "parent": str(measure.parent or ""),
        "who": who or joined(*measures_of.leads(measure)),
        "standing": done or measures_of.standing(measure),
        "steps": [],
        "money": "",
    }


def _place(when: FuzzyDate | None, year: int | None) -> Place:
    if when is None:
        return (NEVER, 0)
    first, last = when.earliest, when.latest
    if (first.year, first.month) == (last.year, last.month):
        return (last.year, last.month)
    return (year or last.year, SOMETIME)


def _is_a_month(when: FuzzyDate) -> bool:
    """Said whole by the column of the months."""
    return when.precision == Precision.MONTH and not when.qualifier


def _month(place: Place) -> str:
    year, month = place
    if year == NEVER:
        return "–"
    if month == SOMETIME:
        return _("im Lauf des Jahres")
    return f"{MONTHS[month - 1]} {year}"
