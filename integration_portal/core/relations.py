"""Tables asked by a name: relations on a path, or to a room above that is never imported."""

from typing import Any

from django.db import models


def field_of(model: type[models.Model], name: str) -> models.Field:
    """A field of the table itself. Raises TypeError for a relation that points to it."""
    found = model._meta.get_field(name)
    if not isinstance(found, models.Field):
        raise TypeError(f"{model._meta.label}.{name} is no field of its own")
    return found


def relation_to(model: type[models.Model], name: str) -> models.ForeignObjectRel:
    """Rows of another table that point to it. Raises TypeError for a field of its own."""
    found = model._meta.get_field(name)
    if not isinstance(found, models.ForeignObjectRel):
        raise TypeError(f"{model._meta.label}.{name} is a field of its own")
    return found


def related_model(model: type[models.Model], name: str) -> type[Any]:
    """The table on the other side, whichever side points. Raises TypeError if there is none."""
    found = model._meta.get_field(name).related_model
    if not isinstance(found, type):
        raise TypeError(f"{model._meta.label}.{name} relates to nothing")
    return found
