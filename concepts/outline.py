"""An edition as one tree: as it stands, or as it stood when it came into force.

Pages and printed documents read the same tree, so one template shows both. Every list is read
once: the number of queries does not depend on the number of nodes.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from integration_portal.core.relations import relation_to
from integration_portal.core.text import lines
from integration_portal.history.models import Revision, subject_type
from integration_portal.history.registry import tracked_model
from integration_portal.history.thaw import Frozen, thaw

from .models import (
    Chapter,
    CrossCuttingTheme,
    Edition,
    Evaluation,
    EvaluationChapter,
    FieldOfAction,
    Goal,
    NeedForAction,
    ParticipationEvent,
)
from .models.tree import with_above

# Rows of an edition, with what they name.
ROWS = {
    "addressees": (),
    "roles": ("organisation",),
    "costs": (),
    "financing": ("funder",),
    "fundings": ("funder",),
    "related_plans": (),
    "innovation_budgets": (),
    "sources": (),
}


@dataclass
class Node:
    """A place in a tree: a chapter, a field or a goal. `level` 1 is the top."""

    thing: Any  # a model, or its `Frozen` state
    level: int = 1
    children: list["Node"] = field(default_factory=list)
    first: bool = True
    last: bool = True
    # of a field
    needs: list = field(default_factory=list)
    goals: list["Node"] = field(default_factory=list)
    measures: int = 0  # as many as the list of measures shows for the field
    measure_labels: list[str] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        """The id of the node on a page, the same for a thing and its earlier state."""
        model = getattr(self.thing, "_model", None) or type(self.thing)
        return f"{model._meta.model_name}-{self.thing.pk}"

    @property
    def heading(self) -> int:
        """Level of its heading on the page of the edition, whose own is 1."""
        return min(self.level + 1, 6)

    @cached_property
    def all_goals(self) -> int:
        """Goals of the field and of everything below it; sub-goals do not count."""
        return len(self.goals) + sum(child.all_goals for child in self.children)

    @property
    def strategic_goals(self) -> list:
        """Of a field: models, or what they were called then."""
        named = self.thing.strategic_goals
        return named if isinstance(named, list) else list(named.all())

    @property
    def aliases(self) -> list[str]:
        return lines(self.thing.aliases)

    @property
    def topics(self) -> list[str]:
        return lines(self.thing.topics)

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass
class Outline:
    """All that an edition says. Lists hold models, or `Frozen` states with the same names."""

    edition: object
    chapters: list[Node]
    fields: list[Node]
    themes: list
    events: list
    evaluations: list
    rows: dict[str, list]
    is_frozen: bool = False
    measures_without_field: int = 0

    def __getattr__(self, name: str):
        """`outline.addressees` and the other rows."""
        try:
            return self.__dict__["rows"][name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def all_chapters(self) -> list[Node]:
        return [node for top in self.chapters for node in top.walk()]

    @property
    def is_empty(self) -> bool:
        return not (self.chapters or self.fields or self.themes or self.events)

    @property
    def has_money(self) -> bool:
        return any(self.rows[name] for name in ("costs", "financing", "fundings"))


def live(edition: Edition, user) -> Outline:
    """As it stands now; measures are counted as far as the user sees them."""
    fields = list(edition.fields.prefetch_related("strategic_goals"))
    counts = _measure_counts(edition, fields, user)
    events = edition.events.select_related("field").prefetch_related("organisations")
    rows = {name: list(_rows(edition, name, named)) for name, named in ROWS.items()}
    return Outline(
        edition=edition,
        chapters=tree(edition.chapters.all()),
        fields=_fields(
            fields,
            _grouped(NeedForAction.objects.filter(field__edition=edition), "field_id"),
            list(Goal.objects.filter(field__edition=edition)),
            counts,
        ),
        themes=list(edition.themes.all()),
        events=list(events),
        evaluations=list(edition.evaluations.select_related("organisation")),
        rows=rows,
        measures_without_field=counts.get(None, 0),
    )


def fields_of(edition: Edition, user) -> list[Node]:
    """The fields alone, with their goals and measures counted."""
    goals = list(Goal.objects.filter(field__edition=edition, parent=None))
    fields = list(edition.fields.all())
    return _fields(fields, {}, goals, _measure_counts(edition, fields, user))


def as_adopted(edition: Edition) -> Outline | None:
    """As it stood when it came into force; nothing for an edition that never did."""
    if edition.adopted_at is None:
        return None
    return as_of(edition, edition.adopted_at)


def as_of(edition: Edition, moment) -> Outline | None:
    """As it stood at a moment; nothing if it had no history by then."""
    own = Revision.objects.of(edition).as_of(moment).first()
    if own is None:
        return None
    states = _states(edition, moment)
    frozen = thaw(Edition, own.state, edition.pk)
    fields = states[subject_type(FieldOfAction)]
    goals = states[subject_type(Goal)]
    for goal in goals:
        goal.field_id = goal.field.pk
    return Outline(
        edition=frozen,
        chapters=tree(states[subject_type(Chapter)]),
        fields=_fields(
            fields, {one.pk: one.needs for one in fields}, goals, {}, _measure_labels(states)
        ),
        themes=states[subject_type(CrossCuttingTheme)],
        events=states[subject_type(ParticipationEvent)],
        evaluations=[],
        rows={name: getattr(frozen, name) for name in ROWS},
        is_frozen=True,
    )


def evaluation_chapters(evaluation: Evaluation) -> list[Node]:
    """The chapters of somebody else's report, as a tree of their own."""
    return tree(EvaluationChapter.objects.filter(evaluation=evaluation))


def field_node(thing: FieldOfAction, user) -> Node:
    """One field with its goals and everything below it, for its own page."""
    fields = list(thing.edition.fields.prefetch_related("strategic_goals"))
    needs = _grouped(NeedForAction.objects.filter(field__edition=thing.edition), "field_id")
    goals = list(Goal.objects.filter(field__edition=thing.edition))
    nodes = _fields(fields, needs, goals, _measure_counts(thing.edition, fields, user))
    return next(node for top in nodes for node in top.walk() if node.thing.pk == thing.pk)


def tree(things) -> list[Node]:
    """Nest things by their parent; one whose parent is gone stands at the top."""
    things = sorted(things, key=lambda thing: (thing.position, thing.pk))
    known = {thing.pk for thing in things}
    below = defaultdict(list)
    for thing in things:
        above = _parent(thing)
        below[above if above in known else None].append(thing)

    def nodes(above, level: int) -> list[Node]:
        siblings = below[above]
        return [
            Node(
                thing,
                level,
                nodes(thing.pk, level + 1),
                first=thing is siblings[0],
                last=thing is siblings[-1],
            )
            for thing in siblings
        ]

    return nodes(None, 1)


def _rows(edition: Edition, name: str, named: tuple[str, ...]):
    rows = getattr(edition, name).all()
    return rows.select_related(*named) if named else rows


def _fields(fields, needs, goals, counts, labels=None) -> list[Node]:
    by_field = _grouped(goals, "field_id")
    top = tree(fields)
    for node in (node for one in top for node in one.walk()):
        pk = node.thing.pk
        node.needs = needs.get(pk, [])
        node.goals = tree(by_field.get(pk, []))
        node.measures = counts.get(pk, 0)
        node.measure_labels = (labels or {}).get(pk, [])
    return top


def _parent(thing) -> int | None:
    if isinstance(thing, Frozen):
        return thing.parent.pk if thing.parent else None
    return thing.parent_id


def _grouped(things, key: str) -> dict:
    groups = defaultdict(list)
    for thing in things:
        groups[getattr(thing, key)].append(thing)
    return groups


def _states(edition: Edition, moment) -> dict[str, list[Frozen]]:
    found = defaultdict(list)
    for revision in Revision.objects.within(edition).as_of(moment):
        model = tracked_model(revision.subject_type)
        if model is not None:
            thing = thaw(model, revision.state, revision.subject_id)
            thing.label = revision.label
            found[revision.subject_type].append(thing)
    for things in found.values():
        things.sort(key=lambda thing: (getattr(thing, "position", 0), thing.pk))
    return found


def _measure_counts(edition: Edition, fields: list[FieldOfAction], user) -> Counter[int | None]:
    """Measures of each field with what stands below it, as main or as further field; None is for
    those without any. From the room above.
    """
    parents = {field.pk: field.parent_id for field in fields}
    counts: Counter[int | None] = Counter()
    for standing, _said, number in edition.measures.visible_to(user).whole().by_fields():
        for pk in with_above(standing, parents) or (None,):
            counts[pk] += number
    return counts


def _measure_labels(states: dict[str, list[Frozen]]) -> dict[int, list[str]]:
    """What the measures of each field were called then."""
    relation = relation_to(FieldOfAction, "measures")
    labels = defaultdict(list)
    for measure in states.get(subject_type(relation.related_model), []):
        main = getattr(measure, relation.field.name)
        if main:
            labels[main.pk].append(measure.label)
    return labels
