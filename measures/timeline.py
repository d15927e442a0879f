"""A measure through the years: plan, milestones, reports, resolutions and money.

The same entries make the picture and the table behind it. Heights are pixels.
"""

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from concepts.models import Amendment
from integration_portal.core.fuzzy import FuzzyDate, period
from integration_portal.core.money import euro
from integration_portal.core.relations import related_model

from .axis import Axis
from .models import Measure
from .money import YearOfMoney, money_by_year

LABEL, LANE, MONEY = 18, 22, 44  # pixels: a lane's name, its marks, the columns of its money

type Span = tuple[FuzzyDate | None, FuzzyDate | None]


@dataclass(frozen=True)
class Entry:
    """Something with a day, fuzzy or not: a mark in the picture, a row in the table."""

    kind: str
    when: str
    first: dt.date
    last: dt.date
    text: str
    state: str = ""
    tone: str = "neutral"
    url: str = ""
    spans: bool = False  # a stretch of time rather than a day in it
    share: float = 0  # of the highest column, for money
    spent: float = 0


@dataclass
class Lane:
    title: str
    entries: list[Entry]
    top: int = 0
    height: int = LANE
    marks: list[dict] = field(default_factory=list)


class Timeline:
    """What is known of one measure with a date, as far as this person may read it."""

    def __init__(self, measure: Measure, user, *, today: dt.date | None = None):
        self.measure, self.user = measure, user
        self.today = today or timezone.localdate()

    @cached_property
    def lanes(self) -> list[Lane]:
        """From above; each with its marks in place, empty ones left out."""
        found = [
            Lane(_("Laufzeit"), self._periods()),
            Lane(_("Zwischenziele"), self._milestones()),
            Lane(_("Sachstände"), self._reports()),
            Lane(_("Beschlüsse"), self._resolutions()),
            Lane(_("Geld"), self._money(), height=MONEY),
        ]
        return [lane for lane in found if lane.entries]

    @cached_property
    def entries(self) -> list[Entry]:
        """For the table: by day, the plan first."""
        found = [entry for lane in self.lanes for entry in lane.entries]
        return sorted(found, key=lambda entry: (entry.first, entry.last))

    @cached_property
    def axis(self) -> Axis:
        return Axis((day for e in self.entries for day in (e.first, e.last)), self.today)

    @cached_property
    def picture(self) -> dict[str, Any]:
        """Everything the template draws."""
        top = 0
        for lane in self.lanes:
            lane.top = top + LABEL
            lane.marks = [self._mark(lane, entry) for entry in lane.entries]
            top = lane.top + lane.height + 8
        return {
            "lanes": self.lanes,
            "height": top + LABEL + 4,
            "bottom": top,
            "axis": top + LABEL,
            "ticks": [{"x": x, "year": year} for year, x in self.axis.years],
            "today": self.axis.now,
        }

    @property
    def summary(self) -> str:
        """The picture in words."""
        counts = {lane.title: len(lane.entries) for lane in self.lanes}
        told = [f"{title}: {number}" for title, number in counts.items()]
        return _("Von %(first)s bis %(last)s. Einträge: %(told)s.") % {
            "first": self.axis.first.year,
            "last": self.axis.last.year,
            "told": ", ".join(told),
        }

    def _mark(self, lane: Lane, entry: Entry) -> dict[str, Any]:
        x, width = self.axis.span(entry.first, entry.last)
        place = {"entry": entry, "x": x, "width": width}
        if lane.height == MONEY:
            whole, gone = round(entry.share * MONEY), round(entry.spent * MONEY)
            base = lane.top + MONEY
            return place | {
                "column": True,
                "y": base - whole,
                "height": whole,
                "spent_y": base - gone,
                "spent": gone,
            }
        if entry.spans:
            row = lane.entries.index(entry)
            return place | {"bar": True, "y": lane.top + 2 + 10 * row, "height": 8}
        return place | {"x": round(x + width / 2, 3), "y": lane.top + LANE // 2}

    # What there is

    def _periods(self) -> list[Entry]:
        """The plan, and what is expected or was: a measure without an end goes on to the edge."""
        measure = self.measure
        plan = (measure.start_planned, measure.end_planned)
        now = (
            measure.start_actual or measure.start_forecast,
            measure.end_actual or measure.end_forecast,
        )
        found = [self._period(_("Plan"), plan, "neutral")]
        if any(now):
            # Where nothing else is known the plan still stands.
            start, end = now[0] or plan[0], now[1] or plan[1]
            found.append(self._period(_("Prognose und Ist"), (start, end), "ok"))
        return [entry for entry in found if entry]

    def _period(self, text: str, span: Span, tone: str) -> Entry | None:
        start, end = span
        known = start or end
        if known is None:
            return None
        first = (start or known).earliest
        last = end.latest if end else self.today if self.measure.permanent else known.latest
        when = period(start, end)
        if self.measure.permanent and not end:
            when = _("ab %(start)s, auf Dauer") % {"start": start}
        kind = _("Laufzeit")
        return Entry(kind, when, first, max(first, last), text, tone=tone, spans=True)

    def _milestones(self) -> list[Entry]:
        found = []
        for milestone in self.measure.milestones.with_lateness(self.today):
            day = milestone.actual or milestone.due
            if day is None:
                continue
            state, tone = (
                (_("erreicht"), "done") if milestone.actual
                else (_("überfällig"), "bad") if milestone.is_overdue
                else (_("verschoben"), "late") if milestone.is_delayed
                else (_("vorgesehen"), "neutral")
            )  # fmt: skip
            found.append(_entry(_("Zwischenziel"), day, str(milestone), state, tone))
        return found

    def _reports(self) -> list[Entry]:
        reports = self.measure.reports.approved().order_by("on", "pk")
        return [
            _entry(
                _("Sachstand"),
                report.on,
                report.text or report.get_status_display(),
                report.get_status_display(),
                report.light.tone if report.light else report.tone,
            )
            for report in reports.only("on", "status", "text", "traffic_light")
        ]

    def _resolutions(self) -> list[Entry]:
        """Of the edition, of papers about the measure, and of changes of its plan."""
        measure = self.measure
        about = (
            Q(editions__edition=measure.edition_id)
            | Q(outcome__consultation__paper__measures=measure)
            | Q(amendments__in=Amendment.objects.of(measure).values("pk"))
        )
        model = related_model(Amendment, "resolutions")
        pks = model.objects.filter(about).values("pk")
        found = model.objects.visible_to(self.user).filter(pk__in=pks).exclude(on=None)
        return [
            _entry(_("Beschluss"), one.on, one.title, str(one.body), "done", one.get_absolute_url())
            for one in found.select_related("body", "authority").order_by("on", "pk")
        ]

    def _money(self) -> list[Entry]:
        years = money_by_year(self.measure).years
        most = max((max(year.budget, year.spent) for year in years), default=0)
        return [_year(year, float(most)) for year in years if most and year.year]


def _entry(kind, day: FuzzyDate, text: str, state: str, tone: str, url: str = "") -> Entry:
    return Entry(kind, str(day), day.earliest, day.latest, text, state, tone, url)


def _year(year: YearOfMoney, most: float) -> Entry:
    number = year.year or 0
    return Entry(
        _("Geld"),
        str(number),
        dt.date(number, 1, 1),
        dt.date(number, 12, 31),
        _("Ansatz %(budget)s, verausgabt %(spent)s")
        % {"budget": euro(year.budget), "spent": euro(year.spent)},
        _("überzogen") if year.overspent else "",
        "bad" if year.overspent else "ok",
        share=float(year.budget) / most,
        spent=float(year.spent) / most,
    )
