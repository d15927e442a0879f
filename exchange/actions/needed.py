"""What else needs a thing, of whichever room: it is not taken away under anybody."""

from collections.abc import Callable, Iterable

from django.db import models

from integration_portal.core.bulk import parts
from stakeholders.usage import joined_by, relations

_Own = Callable[[type[models.Model], models.QuerySet], models.QuerySet]


def needed(
    model: type[models.Model], pks: Iterable[int], *, own: _Own = lambda model, rows: rows
) -> dict[int, str]:
    """Thing -> what needs it, in words. `own` narrows rows to those that are not the thing's."""
    found: dict[int, str] = {}
    pks = list(pks)
    for relation in relations(model):
        other = relation.related_model
        if joined_by(other) is model:
            continue
        name = relation.field.name
        label = str((joined_by(other) or other)._meta.verbose_name_plural)
        for part in parts(pks):
            rows = own(other, other._default_manager.filter(**{f"{name}__in": part}))
            for pk in rows.order_by().values_list(name, flat=True).distinct():
                found.setdefault(pk, label)
    return found
