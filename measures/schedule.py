"""Measures through time, field by field: the picture and the words behind it.

What is drawn is what is known: a fuzzy date takes its whole span, from its earliest to its latest
day, and an edge nobody knows is left open. Lengths down are pixels.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from integration_portal.core.fuzzy import FuzzyDate, period

from .axis import Axis
from .models import Measure, Milestone

# What a row is drawn from; it is read for some hundred rows at once.
SHOWN = (
    "number", "title", "permanent", "field_id",
    "start_planned", "start_forecast", "start_actual",
    "end_planned", "end_forecast", "end_actual",
)  # fmt: skip

_HEIGHT = 7  # of a bar
_LANES = {"plan": 4, "forecast": 14, "actual": 24}  # where its upper edge is
_STEPS = 38  # where the middle of a milestone is


class Lane(NamedTuple):
    """One bar: Plan, Prognose or Ist. `until` is drawn, but is no end (today, of what goes on)."""

    kind: str
    label: str
    start: FuzzyDate | None
    end: FuzzyDate | None
    until: dt.date | None = None


@dataclass(frozen=True)
class Row:
    """One measure: its picture, and in words what the picture shows."""

    pk: int
    name: str
    picture: SafeString
    plan: str
    forecast: str
    actual: str
    steps: list[str]


@dataclass(frozen=True)
class Group:
    """The measures of one field of action."""

    label: str
    rows: list[Row]


def lanes(measure: Measure, today: dt.date) -> list[Lane]:
    """What is known. A Prognose begins where the measure did, or was meant to."""
    m, found = measure, []
    if m.start_planned or m.end_planned:
        found.append(Lane("plan", _("Plan"), m.start_planned, m.end_planned))
    if m.start_forecast or m.end_forecast:
        start = m.start_forecast or m.start_actual or m.start_planned
        found.append(Lane("forecast", _("Prognose"), start, m.end_forecast or m.end_planned))
    if m.start_actual or m.end_actual:
        going = today if m.start_actual and not m.end_actual else None
        found.append(Lane("actual", _("Ist"), m.start_actual, m.end_actual, going))
    return found


def groups(
    measures: Iterable[Measure],
    milestones: Iterable[Milestone],
    fields: Iterable[tuple[str, str]],
    today: dt.date,
) -> tuple[Axis, list[Group]]:
    """Field by field in the order of the concept; what belongs to no field stands last."""
    steps, measures = defaultdict(list), list(measures)
    for milestone in milestones:
        steps[milestone.measure_id].append(milestone)
    known = {measure.pk: lanes(measure, today) for measure in measures}
    spans = chain(
        (date for found in known.values() for lane in found for date in (lane.start, lane.end)),
        (_when(step) for each in steps.values() for step in each),
    )
    axis = Axis((day for date in spans if date for day in (date.earliest, date.latest)), today)
    by_field = defaultdict(list)
    for measure in measures:
        row = _row(measure, known[measure.pk], steps[measure.pk], axis)
        by_field[str(measure.field_id or "")].append(row)
    named = [*fields, ("", _("Ohne Handlungsfeld"))]
    return axis, [Group(label, by_field[pk]) for pk, label in named if pk in by_field]


def _row(measure: Measure, found: list[Lane], steps: list[Milestone], axis: Axis) -> Row:
    name, said = str(measure), [_said(step) for step in steps]
    by_kind = {lane.kind: period(lane.start, lane.end) for lane in found}
    words = [f"{lane.label}: {by_kind[lane.kind]}" for lane in found] or [_("ohne Termine")]
    if said:
        words.append(_("Zwischenziele: %(steps)s") % {"steps": "; ".join(said)})
    drawn = [_bar(lane, axis, permanent=measure.permanent) for lane in found]
    drawn += [_step(step, date, axis) for step in steps if (date := _when(step))]
    picture = format_html(
        '<svg class="gantt__row" role="img" width="100%" height="46"><title>{}</title>'
        '<use href="#gantt-raster"/>{}</svg>',
        f"{name}. {'. '.join(words)}",
        SafeString("".join(drawn)),
    )
    plan, forecast, actual = (by_kind.get(kind, "") for kind in _LANES)
    if measure.permanent and not plan:
        plan = _("auf Dauer")
    return Row(measure.pk, name, picture, plan, forecast, actual, said)


def _bar(lane: Lane, axis: Axis, *, permanent: bool) -> str:
    """Certain in the middle, dashed where it may begin or end, open where nobody knows."""
    start, end, y = lane.start, lane.end, _LANES[lane.kind]
    last = lane.until or (end and end.earliest)
    if start and last and last > start.latest:
        parts = [_piece(lane.kind, start.latest, last, y, axis)]
        parts += [_maybe(date, y, axis) for date in (start, end) if date]
    elif start and end:
        whole = FuzzyDate(start.earliest, max(start.latest, end.latest))
        parts = [_maybe(whole, y, axis, always=True)]
    elif start:
        kind = "lasting" if permanent else "open"
        parts = [_maybe(start, y, axis, always=True)]
        parts.append(_line(kind, start.latest, axis.last, y + 3, axis))
    elif end:
        parts = [_maybe(end, y, axis, always=True)]
        parts.append(_line("open", axis.first, end.earliest, y + 3, axis))
    else:
        return ""
    return "".join(parts)


def _piece(kind: str, first: dt.date, last: dt.date, y: int, axis: Axis) -> str:
    x, width = axis.span(first, last)
    fill = ' fill="url(#gantt-hatch)"' if kind == "forecast" else ""
    return (
        f'<rect class="gantt__bar gantt__bar--{kind}" x="{x}%" y="{y}" width="{width}%"'
        f' height="{_HEIGHT}"{fill}/>'
    )


def _maybe(date: FuzzyDate, y: int, axis: Axis, *, always: bool = False) -> str:
    """A day alone needs no span of its own, unless nothing else would show it."""
    if date.earliest == date.latest and not always:
        return ""
    x, width = axis.span(date.earliest, date.latest)
    return (
        f'<rect class="gantt__maybe" x="{x}%" y="{y + 1}" width="{width}%" height="{_HEIGHT - 2}"/>'
    )


def _line(kind: str, first: dt.date, last: dt.date, y: int, axis: Axis) -> str:
    x, width = axis.span(first, last)
    end = round(x + width, 3)
    return f'<line class="gantt__{kind}" x1="{x}%" x2="{end}%" y1="{y}" y2="{y}"/>'


def _when(step: Milestone) -> FuzzyDate | None:
    return step.actual or step.due


def _step(step: Milestone, date: FuzzyDate, axis: Axis) -> str:
    x, width = axis.span(date.earliest, date.latest)
    shape = "done" if step.actual else "late" if step.is_overdue else "next"
    line = _line("maybe", date.earliest, date.latest, _STEPS, axis) if width > 1 else ""
    middle = round(x + width / 2, 3)
    return f'{line}<use href="#gantt-{shape}" x="{middle}%" y="{_STEPS}"/>'


def _said(step: Milestone) -> str:
    words = {"title": step.title, "date": _when(step) or _("ohne Termin")}
    if step.actual:
        return _("%(title)s, erreicht %(date)s") % words
    if step.is_overdue:
        return _("%(title)s, überfällig seit %(date)s") % words
    return _("%(title)s, %(date)s") % words
