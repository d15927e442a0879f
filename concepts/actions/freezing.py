"""Keeping how an edition and all its parts stand at one moment."""

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Prefetch

from integration_portal.core.relations import related_model
from integration_portal.history.actions import record
from integration_portal.history.registry import Tracked, all_tracked, own_fields

from ..models import Edition


def record_parts(*, edition: Edition, by, at) -> int:
    """Store the present state of every tracked thing whose context is the edition.

    Measures and what other rooms hang on an edition are among them. What has not changed since its
    last revision is kept by that one. Returns how many things were looked at. Call it in the
    transaction that changes the status.
    """
    count = 0
    for of in all_tracked():
        if _context_model(of) is not Edition:
            continue
        for thing in _whole(of).filter(**{of.context.replace(".", "__"): edition}):
            record(thing, by=by, at=at)
            count += 1
    return count


def _context_model(of: Tracked) -> type[models.Model] | None:
    """Where "field.edition" leads; nothing for a thing that stands for itself."""
    model = of.model
    for name in filter(None, of.context.split(".")):
        try:
            model = related_model(model, name)
        except FieldDoesNotExist:
            return None
    return model if of.context else None


def _whole(of: Tracked) -> models.QuerySet:
    """All that a state reads, in a few queries for any number of things."""
    rows = []
    for name in of.rows:
        row_model = related_model(of.model, name)
        many = [relation.name for relation in row_model._meta.many_to_many]
        rows.append(
            Prefetch(
                name,
                row_model._default_manager.select_related(*_keys(row_model)).prefetch_related(
                    *many
                ),
            )
        )
    paths = {path.replace(".", "__") for path in (of.authority, of.context) if path}
    return of.model._default_manager.select_related(*_keys(of.model), *paths).prefetch_related(
        *of.many, *rows
    )


def _keys(model: type[models.Model]) -> list[str]:
    return [f.name for f in own_fields(model) if isinstance(f, models.ForeignKey)]
