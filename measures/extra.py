"""What pages show of an authority's own fields."""

from collections.abc import Iterable
from dataclasses import dataclass

from .enums import ExtraKind
from .models import ExtraField, Measure


@dataclass(frozen=True)
class ExtraFact:
    """One filled field of a measure. `url` only where it is a link."""

    label: str
    text: str
    url: str
    public: bool


def facts(measure: Measure, user) -> list[ExtraFact]:
    """For the page of a measure: what is filled, as far as the user may read it."""
    if not measure.extra:
        return []
    shown = ExtraField.objects.of(measure.edition).visible_to(user).filter(on_page=True)
    return [
        ExtraFact(field.name, text, text if field.kind == ExtraKind.LINK else "", field.public)
        for field in shown
        if (text := field.said_of(measure))
    ]


def columns(edition, user, measures: Iterable[Measure]) -> list[ExtraField]:
    """For a page of the list: one query, and none where no row has a value of its own."""
    if not any(measure.extra for measure in measures):
        return []
    return list(ExtraField.objects.of(edition).visible_to(user).filter(in_list=True))


@dataclass(frozen=True)
class Cell:
    label: str
    text: str
    number: bool


def give_cells(measures: Iterable[Measure], fields: list[ExtraField]) -> None:
    """Each row knows its `extra_cells`, in the order of the columns."""
    for measure in measures:
        measure.extra_cells = [
            Cell(field.name, field.said_of(measure), field.holds_figures) for field in fields
        ]
