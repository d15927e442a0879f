"""What holds for everything that is nested: no circles, one owner, not too deep."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from .chapter import Chapter, EvaluationChapter
    from .field import FieldOfAction, Goal

type Nested = "Chapter | EvaluationChapter | FieldOfAction | Goal"

_INDENT = "\u2007\u2007"  # spaces that no browser folds


def not_under_itself(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(parent=None) | ~Q(parent=F("id")),
        name=name,
        violation_error_message=_("Ein Eintrag kann nicht unter sich selbst stehen."),
    )


def check_place(thing: Nested, *, owner: str, max_depth: int) -> None:
    """Raises ValidationError at "parent" if the place breaks the tree.

    `owner` names the foreign key that all of one tree share.
    """
    if thing.parent_id is None:
        return
    above = ancestors(thing)
    if any(node.pk == thing.pk for node in above if thing.pk):
        _refuse(_("Ein Eintrag kann nicht unter sich selbst stehen."))
    if getattr(thing.parent, f"{owner}_id") != getattr(thing, f"{owner}_id"):
        _refuse(_("Dieser Eintrag gehört woandershin."))
    if len(above) + height(thing) > max_depth:
        _refuse(
            _("Das wären mehr als %(levels)s Ebenen. Wählen Sie einen höheren Platz.")
            % {"levels": max_depth}
        )


def ancestors(thing: Nested) -> list[Nested]:
    """From the parent upwards; a circle ends where it closes."""
    found: list[Nested] = []
    node: Any = thing.parent
    while node is not None and node not in found:
        found.append(node)
        node = node.parent
    return found


def below(thing: models.Model) -> list[int]:
    """The ids of everything under the thing, level by level."""
    found: list[int] = []
    level = [thing.pk] if thing.pk else []
    while level:
        level = list(
            type(thing)
            ._default_manager.filter(parent__in=level)
            .exclude(pk__in=found)
            .values_list("pk", flat=True)
        )
        found += level
    return found


def height(thing: models.Model) -> int:
    """How many levels the thing and what stands under it take; 1 for a leaf."""
    levels, level = 1, [thing.pk] if thing.pk else []
    while level and levels < 10:
        level = list(
            type(thing)._default_manager.filter(parent__in=level).values_list("pk", flat=True)
        )
        levels += bool(level)
    return levels


def with_above(pks: Iterable[int], parents: Mapping[int, int | None]) -> set[int]:
    """The nodes themselves and all that they stand below; `parents` of each one that is known."""
    found: set[int] = set()
    for pk in pks:
        node: int | None = pk
        while node is not None and node not in found:
            found.add(node)
            node = parents.get(node)
    return found


def in_order(nodes: Iterable[Any]) -> list[tuple[Any, int]]:
    """As the concept reads: each node, with its level from 0, before what stands under it.

    A node is anything with `pk`, `parent_id` and `position`. What stands under none of the others
    is on top.
    """
    nodes = sorted(nodes, key=lambda node: (node.position, node.pk))
    known = {node.pk for node in nodes}
    under = defaultdict(list)
    for node in nodes:
        under[node.parent_id if node.parent_id in known else None].append(node)
    found: list[tuple[Any, int]] = []
    waiting = [(node, 0) for node in reversed(under[None])]
    while waiting:
        node, level = waiting.pop()
        found.append((node, level))
        waiting += [(child, level + 1) for child in reversed(under[node.pk])]
    return found


def as_choices(nodes: Iterable[Any], label=str) -> list[tuple[str, str]]:
    """For a select or a list of boxes: in the order of the concept, lower levels set in."""
    return [(str(node.pk), _INDENT * level + label(node)) for node, level in in_order(nodes)]


def _refuse(message) -> None:
    raise ValidationError({"parent": message})
