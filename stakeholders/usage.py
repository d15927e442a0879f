"""Where an entry of the address book is used, on every floor, found through Django's relations.

The higher floors are never named here: whatever points to an organisation or a person is found by
its foreign key, and shown as the thing it is a part of ("Träger" of a measure: the measure).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import cast

from django.apps import apps
from django.db import models

from integration_portal.core.relations import related_model, relation_to
from integration_portal.history.registry import is_tracked, tracked


@dataclass(frozen=True)
class Use:
    """Things of one table that use an entry."""

    label: str
    things: list[models.Model]


@cache
def relations(model: type[models.Model]) -> tuple[models.ManyToOneRel, ...]:
    """Every foreign key to the model, those of many-to-many tables included."""
    return tuple(
        relation
        for relation in model._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ManyToOneRel) and not relation.related_model._meta.proxy
    )


def rows_of(thing: models.Model, relation: models.ManyToOneRel) -> models.QuerySet:
    """The rows that point to the thing, each with what it is a part of and what it must name."""
    model = relation.related_model
    path = "__".join(part for part in (owner_path(model), _wall(relation)) if part)
    needed = [f.name for f in model._meta.concrete_fields if f.is_relation and not f.null]
    rows = model._base_manager.filter(**{relation.field.name: thing})
    return rows.select_related(*filter(None, [path]), *needed)


@cache
def owner_path(model: type[models.Model]) -> str:
    """ "measure" for a row below a measure, "" for what stands by itself; several steps by "__"."""
    step, above = _step_up(model)
    if above is None:
        return ""
    return "__".join(filter(None, [step, owner_path(above)]))


def owner(row: models.Model) -> models.Model:
    """The aggregate a row is a part of; the row itself if it stands alone."""
    for step in filter(None, owner_path(type(row)).split("__")):
        row = getattr(row, step)
    return row


def uses(thing: models.Model, *, reader=None) -> list[Use]:
    """What uses the thing, by table. With a reader only what they may see (the operator: all)."""
    found: dict[type[models.Model], dict[int, models.Model]] = {}
    for relation in relations(type(thing)):
        for row in rows_of(thing, relation):
            setattr(row, relation.field.name, thing)
            whole = owner(row)
            if whole == thing:
                continue
            found.setdefault(type(whole), {})[whole.pk] = whole
    told = []
    for model, by_pk in found.items():
        readable = _readable(model, by_pk, reader)
        if things := [thing for pk, thing in by_pk.items() if pk in readable]:
            told.append(Use(str(model._meta.verbose_name_plural), things))
    return told


def _readable(model: type[models.Model], by_pk: dict, reader) -> set[int]:
    rows = model._default_manager.all()
    if reader is None or reader.is_superuser or not hasattr(rows, "visible_to"):
        return set(by_pk)
    return set(rows.visible_to(reader).filter(pk__in=by_pk).values_list("pk", flat=True))


def _wall(relation: models.ManyToOneRel) -> str:
    """The way from the aggregate to its authority: names and addresses need it."""
    model = relation.related_model
    for step in filter(None, owner_path(model).split("__")):
        model = related_model(model, step)
    return tracked(model).authority.replace(".", "__") if is_tracked(model) else ""


def joined_by(model: type[models.Model]) -> type[models.Model] | None:
    """Whose many-to-many relation a table was made for; nothing for a table of its own."""
    # Django keeps the other model here, where its stubs know only yes and no.
    return cast("type[models.Model] | None", model._meta.auto_created or None)


def _step_up(model: type[models.Model]) -> tuple[str, type[models.Model] | None]:
    """The foreign key to the aggregate and its model."""
    if source := joined_by(model):
        name = next(
            f.name for f in model._meta.fields if f.is_relation and f.related_model is source
        )
        return name, source
    for above, field in _rows_below():
        if field.model is model:
            return field.name, above
    return "", None


@cache
def _rows_below() -> tuple[tuple[type[models.Model], models.ForeignKey], ...]:
    return tuple(_find_rows_below())


def _find_rows_below() -> Iterator[tuple[type[models.Model], models.ForeignKey]]:
    for model in filter(is_tracked, apps.get_models()):
        for name in tracked(model).rows:
            yield model, relation_to(model, name).field
