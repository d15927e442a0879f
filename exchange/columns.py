"""The columns of a list of measures: what each is called, what it holds, how it is written.

One table for both ways. An export writes every column by `write`; an import knows it again by its
heading (`understanding.headings`) and reads it as `Target` says (`planning.wanted`). What is
written here must therefore read as no change: tests take each list there and back.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db.models import Choices, Count, Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from integration_portal.core.fuzzy import FuzzyDate
from integration_portal.core.relations import field_of
from integration_portal.core.richtext import plain
from measures.enums import ExtraKind, MeasureRoleKind, MeasureStatus, TrafficLight
from measures.models import ExtraField, Measure, MeasureCost, MeasureRole
from measures.models.measure import MeasureQuerySet

from .enums import Target

Written = str | bool | Decimal | FuzzyDate | list[str] | None


class Kind(StrEnum):
    """What the cells of a column hold; formats and widths follow from it."""

    WORD = "word"  # a few words: numbers of measures, choices
    TEXT = "text"
    LINES = "lines"  # several names, one a line
    DATE = "date"
    MONEY = "money"
    NUMBER = "number"
    YES = "yes"


@dataclass(frozen=True)
class Column:
    """`key` is a Target, with a year for money ("budget:2026"), or "extra:<pk>"."""

    key: str
    heading: str
    kind: Kind
    write: Callable[[Measure], Written]
    about: str = ""


def columns_for(rows: MeasureQuerySet, fields: Iterable[ExtraField]) -> list[Column]:
    """Those of the measures in `rows`, with the years their money has, and the given own fields."""
    return [*_own(), *_money(rows), *(_extra(field) for field in fields)]


def written(rows: MeasureQuerySet) -> MeasureQuerySet:
    """The rows with all that the columns read, in a constant number of queries."""
    roles = MeasureRole.objects.select_related("organisation")
    # Lists instead of managers: whoever asks a manager makes a query set each time.
    kept = {"further_fields": None, "goals": None, "themes": None, "costs": None, "roles": roles}
    return rows.select_related("field", "last_report").prefetch_related(
        *(Prefetch(name, found, to_attr=f"written_{name}") for name, found in kept.items())
    )


def _own() -> list[Column]:
    return [
        Column(target.value, str(target.label), kind, write, str(about))
        for target, kind, write, about in _table()
    ]


def _attribute(target: Target) -> Callable[[Measure], Any]:
    return lambda measure: getattr(measure, target.value) or None


def _display(target: Target) -> Callable[[Measure], str]:
    words = dict(field_of(Measure, target.value).flatchoices)
    said = {value: str(label) for value, label in words.items()}
    return lambda measure: said.get(getattr(measure, target.value), "")


def _members(name: str) -> Callable[[Measure], list[str]]:
    return lambda measure: [str(thing) for thing in getattr(measure, f"written_{name}")]


def _names(kind: MeasureRoleKind) -> Callable[[Measure], list[str]]:
    """Who has the role today: whose time is over stays in the portal alone."""
    today = timezone.localdate()

    def write(measure: Any) -> list[str]:
        return [
            role.organisation.name
            for role in measure.written_roles
            if role.kind == kind and not (role.until and role.until.is_past(today))
        ]

    return write


def _report(name: str) -> Callable[[Measure], Any]:
    return lambda measure: getattr(measure.last_report, name) if measure.last_report else None


def _judged(name: str, words: type[Choices]) -> Callable[[Measure], str]:
    """What the last report says, in words: they are looked up once, not for every row."""
    said = {value: str(label) for value, label in words.choices}
    return lambda measure: said.get(getattr(measure.last_report, name, ""), "")


_EXACT = gettext_lazy("So genau wie bekannt: 14.12.2026, 12/2026, Ende 2026, 2026.")
_LINES = gettext_lazy("Mehrere untereinander, jeder Eintrag in einer eigenen Zeile der Zelle.")
_FROM_REPORT = gettext_lazy("Aus dem letzten freigegebenen Sachstand.")
_DATES = tuple((target, Kind.DATE, _attribute(target), _EXACT) for target in (
    Target.START_PLANNED, Target.START_FORECAST, Target.START_ACTUAL,
    Target.END_PLANNED, Target.END_FORECAST, Target.END_ACTUAL,
))  # fmt: skip


def _table() -> tuple[tuple[Target, Kind, Callable[[Measure], Any], Any], ...]:
    """Made anew for each export: day and words are looked up once."""
    return (
        (Target.NUMBER, Kind.WORD, _attribute(Target.NUMBER),
         gettext_lazy("Daran erkennt der Import die Maßnahme wieder; ohne Nummer am Titel.")),
        (Target.TITLE, Kind.TEXT, _attribute(Target.TITLE), ""),
        (Target.DESCRIPTION, Kind.TEXT, lambda measure: plain(measure.description),
         gettext_lazy("Ohne Auszeichnung; sie bleibt, solange die Wörter dieselben sind.")),
        (Target.FIELD, Kind.TEXT, lambda measure: str(measure.field or ""), ""),
        (Target.FURTHER_FIELDS, Kind.LINES, _members("further_fields"), _LINES),
        (Target.GOALS, Kind.LINES, _members("goals"), _LINES),
        (Target.THEMES, Kind.LINES, _members("themes"), _LINES),
        *((Target(kind.value), Kind.LINES, _names(kind), _LINES) for kind in MeasureRoleKind),
        (Target.STATUS, Kind.WORD, _judged("status", MeasureStatus), _FROM_REPORT),
        (Target.LIGHT, Kind.WORD, _judged("traffic_light", TrafficLight), _FROM_REPORT),
        (Target.REPORTED_ON, Kind.DATE, _report("on"), _FROM_REPORT),
        (Target.REPORT_TEXT, Kind.TEXT, _report("text"), _FROM_REPORT),
        (Target.NEXT_STEPS, Kind.TEXT, _report("next_steps"), _FROM_REPORT),
        *_DATES,
        (Target.PERMANENT, Kind.YES, lambda measure: measure.permanent, ""),
        (Target.ORIGIN, Kind.WORD, _display(Target.ORIGIN), ""),
        (Target.COMMITMENT, Kind.WORD, _display(Target.COMMITMENT), ""),
        (Target.TYPE, Kind.WORD, _attribute(Target.TYPE), ""),
        (Target.KEY_PROJECT, Kind.YES, lambda measure: measure.key_project, ""),
        (Target.TARGET_GROUPS, Kind.LINES, lambda measure: measure.target_group_list, _LINES),
        (Target.AGE_GROUP, Kind.WORD, _attribute(Target.AGE_GROUP), ""),
        (Target.PARTICIPANTS, Kind.WORD, _attribute(Target.PARTICIPANTS), ""),
        (Target.HORIZON, Kind.WORD, _display(Target.HORIZON), ""),
        (Target.RHYTHM, Kind.WORD, _attribute(Target.RHYTHM), ""),
        (Target.CONTINUATION, Kind.WORD, _display(Target.CONTINUATION), ""),
        (Target.CONTINUATION_NOTE, Kind.TEXT, _attribute(Target.CONTINUATION_NOTE), ""),
        (Target.PLACE, Kind.WORD, _attribute(Target.PLACE), ""),
    )  # fmt: skip


def _money(rows: MeasureQuerySet) -> Iterable[Column]:
    """For each budget year what is planned, and what is spent where anything is."""
    years = (
        MeasureCost.objects.filter(measure__in=rows.order_by().values("pk"))
        .values("year")
        .annotate(budgets=Count("budget"), spendings=Count("spent"))
        .order_by("year")
    )
    for year, budgets, spendings in years.values_list("year", "budgets", "spendings"):
        if budgets:
            yield _amount(Target.BUDGET, year)
        if spendings:
            yield _amount(Target.SPENT, year)


def _amount(target: Target, year: int) -> Column:
    def write(measure: Any) -> Decimal | None:
        of_year = (cost for cost in measure.written_costs if cost.year == year)
        amounts = [getattr(cost, target.value) for cost in of_year]
        known = [amount for amount in amounts if amount is not None]
        return sum(known, Decimal(0)) if known else None

    about = _("In Euro, alle Posten des Haushaltsjahrs zusammen.")
    return Column(f"{target.value}:{year}", f"{target.label} {year}", Kind.MONEY, write, about)


_EXTRA_KINDS = {
    ExtraKind.TEXT: Kind.TEXT,
    ExtraKind.CHOICE: Kind.WORD,
    ExtraKind.NUMBER: Kind.NUMBER,
    ExtraKind.MONEY: Kind.MONEY,
    ExtraKind.DATE: Kind.DATE,
    ExtraKind.LINK: Kind.TEXT,
}


def _extra(field: ExtraField) -> Column:
    about = _("Zusatzfeld, auch für Ratsmitglieder.") if field.public else _("Zusatzfeld, intern.")
    return Column(
        f"extra:{field.pk}", field.name, _EXTRA_KINDS[ExtraKind(field.kind)], field.value_of, about
    )
