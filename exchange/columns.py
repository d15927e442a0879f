"""The columns of a list of measures: what each is called, what it holds, how it is written.

One table for both ways. An export writes every column by `write`; an import knows it again by its
heading (`understanding.headings`) and reads it as `Target` says (`planning.wanted`). What is
written here must therefore read as no change: tests take each list there and back.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db.models import Choices, Count, Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from integration_portal.accounts.models import LocalAuthority
from integration_portal.core.fuzzy import FuzzyDate
from integration_portal.core.relations import field_of
from integration_portal.core.richtext import plain
from measures.enums import ExtraKind, MeasureRoleKind, MeasureStatus, TrafficLight
from measures.models import ExtraField, Measure, MeasureCost
from measures.models.measure import MeasureQuerySet
from stakeholders.models import Organisation

from .enums import REPORT_TEXTS, Target
from .lines import LINES

Written = str | bool | int | Decimal | FuzzyDate | list[str] | None


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


class Names(dict[int, str]):
    """What organisations are called, by their id: read once, not beside every row."""

    def __init__(self, authority: LocalAuthority):
        rows = Organisation.objects.filter(authority=authority)
        super().__init__(rows.values_list("pk", "name"))

    def __missing__(self, pk: int) -> str:
        """One of another authority, which nobody expects."""
        return self.setdefault(pk, Organisation.objects.values_list("name", flat=True).get(pk=pk))


def columns_for(
    rows: MeasureQuerySet, fields: Iterable[ExtraField], organisations: Mapping[int, str]
) -> list[Column]:
    """Those of the measures in `rows`, with the years their money has, and the given own fields."""
    own = [
        Column(target.value, str(target.label), kind, write, str(about))
        for target, kind, write, about in _table(organisations)
    ]
    return [*own, *_money(rows), *(_extra(field) for field in fields)]


_READ = (
    "further_fields", "goals", "themes", "applies_to", "roles",
    "milestones", "costs", "financing", "fundings", "links",
)  # fmt: skip


def written(rows: MeasureQuerySet) -> MeasureQuerySet:
    """The rows with all that the columns read, in a constant number of queries."""
    # Lists instead of managers: whoever asks a manager makes a query set each time.
    return rows.select_related("field", "last_report").prefetch_related(
        *(Prefetch(name, to_attr=f"written_{name}") for name in _READ)
    )


def _attribute(target: Target) -> Callable[[Measure], Any]:
    return lambda measure: getattr(measure, target.value) or None


def _display(target: Target) -> Callable[[Measure], str]:
    words = dict(field_of(Measure, target.value).flatchoices)
    said = {value: str(label) for value, label in words.items()}
    return lambda measure: said.get(getattr(measure, target.value), "")


def _members(name: str) -> Callable[[Measure], list[str]]:
    return lambda measure: [str(thing) for thing in getattr(measure, f"written_{name}")]


def _names(
    kind: MeasureRoleKind, organisations: Mapping[int, str]
) -> Callable[[Measure], list[str]]:
    """Who has the role today: whose time is over stays in the portal alone."""
    today = timezone.localdate()

    def write(measure: Any) -> list[str]:
        return [
            organisations[role.organisation_id]
            for role in measure.written_roles
            if role.kind == kind and not (role.until and role.until.is_past(today))
        ]

    return write


def _telling(costs: list[MeasureCost]) -> list[MeasureCost]:
    """Those that say more than the sum of their year does."""
    of_year = Counter(cost.year for cost in costs)
    return [
        cost
        for cost in costs
        if of_year[cost.year] > 1
        or cost.label or cost.account or cost.recurring or cost.locked
        or cost.fte is not None or cost.budget is cost.spent is None
    ]  # fmt: skip


def _above(measure: Measure) -> str:
    """The number of what it is a part of, or the title where that has none."""
    above = measure.parent if measure.parent_id else None
    return (above.number or above.title) if above else ""


def _report(name: str) -> Callable[[Measure], Any]:
    return lambda measure: getattr(measure.last_report, name) if measure.last_report_id else None


def _judged(name: str, words: type[Choices]) -> Callable[[Measure], str]:
    """What the last report says, in words: they are looked up once, not for every row."""
    said = {value: str(label) for value, label in words.choices}
    return lambda measure: said.get(getattr(measure.last_report, name, ""), "")


_EXACT = gettext_lazy("So genau wie bekannt: 14.12.2026, 12/2026, Ende 2026, 2026.")
_LINES = gettext_lazy("Mehrere untereinander, jeder Eintrag in einer eigenen Zeile der Zelle.")
_FROM_REPORT = gettext_lazy("Aus dem letzten freigegebenen Sachstand.")
_IN_LINES = gettext_lazy(
    "Jeder Eintrag in einer eigenen Zeile der Zelle, seine Angaben durch | getrennt: %(pattern)s. "
    "Was in einer Zeile fehlt, bleibt, wie es ist; ein Eintrag ohne Zeile entfällt."
)
_DATES = tuple((target, Kind.DATE, _attribute(target), _EXACT) for target in (
    Target.START_PLANNED, Target.START_FORECAST, Target.START_ACTUAL,
    Target.END_PLANNED, Target.END_FORECAST, Target.END_ACTUAL,
))  # fmt: skip


_Described = tuple[Target, Kind, Callable[[Measure], Any], Any]


def _table(organisations: Mapping[int, str]) -> Iterator[_Described]:
    """Made anew for each export: day and words are looked up once."""
    yield from _what_it_is()
    for kind in MeasureRoleKind:
        yield Target(kind.value), Kind.LINES, _names(kind, organisations), _LINES
    yield from _last_report()
    yield from _DATES
    yield Target.PERMANENT, Kind.YES, lambda measure: measure.permanent, ""
    yield _lines(Target.MILESTONES, organisations)
    yield from _how_it_is_done()
    for target in (Target.LINKS, Target.FINANCING, Target.FUNDINGS):
        yield _lines(target, organisations)
    yield _lines(Target.COSTS, organisations, _telling)


def _what_it_is() -> tuple[_Described, ...]:
    return (
        (Target.NUMBER, Kind.WORD, _attribute(Target.NUMBER),
         gettext_lazy("Daran erkennt der Import die Maßnahme wieder; ohne Nummer am Titel.")),
        (Target.TITLE, Kind.TEXT, _attribute(Target.TITLE), ""),
        (Target.DESCRIPTION, Kind.TEXT, lambda measure: plain(measure.description),
         gettext_lazy("Ohne Auszeichnung; sie bleibt, solange die Wörter dieselben sind.")),
        (Target.PARENT, Kind.WORD, _above, gettext_lazy(
            "Bei einem Baustein die Nummer seiner Maßnahme, sonst leer. Bausteine stehen unter "
            "ihrer Maßnahme; wer Maßnahmen zählt, filtert hier nach leeren Zellen.")),
        (Target.FIELD, Kind.TEXT, lambda measure: str(measure.field or ""), ""),
        (Target.FURTHER_FIELDS, Kind.LINES, _members("further_fields"), _LINES),
        (Target.GOALS, Kind.LINES, _members("goals"), _LINES),
        (Target.THEMES, Kind.LINES, _members("themes"), _LINES),
    )  # fmt: skip


def _last_report() -> Iterator[_Described]:
    yield Target.STATUS, Kind.WORD, _judged("status", MeasureStatus), _FROM_REPORT
    yield Target.LIGHT, Kind.WORD, _judged("traffic_light", TrafficLight), _FROM_REPORT
    yield Target.REPORTED_ON, Kind.DATE, _report("on"), _FROM_REPORT
    for target, name in REPORT_TEXTS.items():
        yield target, Kind.TEXT, _report(name), _FROM_REPORT
    yield Target.REACHED, Kind.NUMBER, _report("reached"), _FROM_REPORT
    yield Target.REPORT_SPENT, Kind.MONEY, _report("spent"), _FROM_REPORT


def _how_it_is_done() -> tuple[_Described, ...]:
    return (
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
        (Target.APPLIES_TO, Kind.LINES, _members("applies_to"), _LINES),
    )  # fmt: skip


def _lines(
    target: Target,
    organisations: Mapping[int, str],
    chosen: Callable[[list[Any]], list[Any]] = lambda rows: rows,
) -> _Described:
    """The rows of a relation, a line each; `chosen` are those that have to be told."""
    name, line = f"written_{target.value}", LINES[target].writer(organisations)
    about = _IN_LINES % {"pattern": LINES[target].pattern}
    return target, Kind.LINES, lambda m: [line(row) for row in chosen(getattr(m, name))], about


def _money(rows: MeasureQuerySet) -> Iterable[Column]:
    """For each budget year, a part's too, what is planned, and what is spent where anything is."""
    found = rows.order_by().values("pk")
    years = (
        MeasureCost.objects.filter(Q(measure__in=found) | Q(measure__parent__in=found))
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
