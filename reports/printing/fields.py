"""Fields of action with their needs, goals and measures: the uniform schema."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from concepts.models import FieldOfAction, Goal
from concepts.outline import Node, tree
from integration_portal.core.richtext import plain
from integration_portal.history.thaw import Frozen, thaw
from measures.enums import MeasureOrigin
from measures.models.measure import list_key

from . import measure as measures_of
from .parts import joined, plural, table

DEEPEST = 6  # levels of headings
FIRST = 3  # level of the heading of a field; "Handlungsfelder" stands above it


def sorted_measures(entries: Iterable[Mapping]) -> list[Frozen]:
    """As the list of measures has them: by number, then by title; parts follow their measure."""
    found = sorted(map(measures_of.thawed, entries), key=_place)
    known = {measure.pk for measure in found}
    parts = defaultdict(list)
    for measure in found:
        parts[measure.parent.pk if measure.parent else None].append(measure)
    tops = [one for one in found if one.parent is None or one.parent.pk not in known]
    return [one for top in tops for one in (top, *parts[top.pk])]


def _place(measure: Frozen) -> tuple[str, int]:
    return (list_key(measure.number, measure.title), measure.pk)


class Schema:
    """Builds what the template shows of each field. Everything is read once."""

    def __init__(self, data: Mapping, measures: list[Frozen], *, listed: bool):
        self.words, self.listed = data["words"], listed
        self.fields = tree(thaw(FieldOfAction, row["state"], row["id"]) for row in data["fields"])
        self.goals = _by_field(thaw(Goal, row["state"], row["id"]) for row in data["goals"])
        known = {measure.pk for measure in measures}
        self.parts, self.by_field = defaultdict(list), defaultdict(list)
        for measure in measures:
            if measure.parent and measure.parent.pk in known:
                self.parts[measure.parent.pk].append(measure)
            else:
                self.by_field[measure.field.pk if measure.field else None].append(measure)

    def all(self) -> list[dict]:
        """Every field in reading order, each with its level of heading."""
        return [self.field(node) for top in self.fields for node in top.walk()]

    def overview(self, fields: list[dict]) -> dict | None:
        """All fields in one table, where nothing is known of any but its name and its marks."""
        said = ("description", "guiding_goal", "needs", "goals", "topics", "measures")
        if len(fields) < 2 or any(field[name] for field in fields for name in said):
            return None
        nodes = [node for top in self.fields for node in top.walk()]
        columns = [
            {"label": self.words["field_of_action"]},
            {"label": _("Auch"), "width": "40mm"},
            {"label": self.words["strategic_goals"], "width": "40mm"},
            {"label": _("Gegenüber der vorigen Fassung"), "width": "54mm"},
        ]
        rows = [
            [
                f"{node.thing.number} {node.thing.title}".strip(),
                joined(*node.aliases, by="; "),
                joined(*node.strategic_goals, by="; "),
                str(node.thing.get_change_status_display()) if node.thing.change_status else "",
            ]
            for node in nodes
        ]
        return table(columns, rows)

    def field(self, node: Node) -> dict:
        thing, level = node.thing, FIRST + node.level - 1
        return {
            "heading": f"{thing.number} {thing.title}".strip(),
            "level": level,
            "inner": min(level + 1, DEEPEST),
            "deeper": min(level + 2, DEEPEST),
            "marks": self._marks(node),
            "description": _filled(thing.description),
            "guiding_goal": _filled(thing.guiding_goal),
            "needs": [need.text for need in thing.needs],
            "goals": [_goal(goal) for goal in tree(self.goals[thing.pk])],
            "topics": node.topics,
            "measures": self.groups(thing.pk, min(level + 2, DEEPEST)),
        }

    def groups(self, field: int | None, level: int) -> list[dict]:
        """Existing measures, then planned ones; of each as much as is wanted."""
        found = []
        for origin, heading in (
            (MeasureOrigin.EXISTING, _("Bestehende %(measures)s")),
            (MeasureOrigin.PLANNED, _("Künftige %(measures)s")),
        ):
            rows = [one for one in self.by_field[field] if one.origin == origin]
            if not rows:
                continue
            group: dict[str, Any] = {
                "heading": heading % {"measures": plural(self.words, "measure")}
            }
            if self.listed:
                group["table"] = self._table(rows)
            else:
                group["blocks"] = [block for row in rows for block in self._blocks(row, level)]
            found.append(group)
        return found

    def _blocks(self, measure: Frozen, level: int) -> list[dict]:
        """The measure and, one level deeper, its parts."""
        blocks = [measures_of.block(measure) | {"level": level, "inner": min(level + 1, DEEPEST)}]
        for part in self.parts[measure.pk]:
            own = measures_of.block(part)
            own["heading"] = f"{self.words['part']} {own['heading']}"
            below = min(level + 1, DEEPEST)
            blocks.append(own | {"level": below, "inner": min(below + 1, DEEPEST)})
        return blocks

    def _table(self, rows: list[Frozen]) -> dict | None:
        columns = [
            {"label": self.words["measure"]},
            {"label": _("Federführung"), "width": "42mm"},
            {"label": _("Laufzeit"), "width": "32mm"},
            {"label": _("Stand"), "width": "28mm"},
        ]
        return table(columns, [row for one in rows for row in self._rows(one)])

    def _rows(self, measure: Frozen) -> list[list[str]]:
        family = [measure, *self.parts[measure.pk]]
        return [
            [
                measures_of.heading(one),
                joined(*measures_of.leads(one)),
                measures_of.period(one),
                measures_of.standing(one),
            ]
            for one in family
        ]

    def _marks(self, node: Node) -> list[str]:
        """Other names, how it changed, which strategic goals it serves: a line each."""
        thing = node.thing
        lines = []
        if thing.change_status:
            lines.append(
                _("Gegenüber der vorigen Fassung: %(change)s")
                % {"change": thing.get_change_status_display()}
            )
        if node.aliases:
            lines.append(_("Auch: %(names)s") % {"names": joined(*node.aliases, by="; ")})
        if node.strategic_goals:
            lines.append(
                f"{self.words['strategic_goals']}: {joined(*node.strategic_goals, by='; ')}"
            )
        return lines


def _by_field(goals: Iterable[Frozen]) -> dict[int, list[Frozen]]:
    found = defaultdict(list)
    for goal in goals:
        found[goal.field.pk].append(goal)
    return found


def _goal(node: Node) -> dict:
    goal = node.thing
    text = f"{goal.number} {goal.text}".strip()
    if goal.target_date:
        until = _("bis %(end)s") % {"end": goal.target_date}
        text = f"{text.removesuffix('.')} ({until})"
    return {"text": text, "below": [_goal(child)["text"] for child in node.children]}


def _filled(html: str) -> str:
    return html if plain(html) else ""
