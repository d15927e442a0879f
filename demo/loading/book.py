"""Rows made from entries, and found again by their keys."""

import datetime as dt
from typing import cast

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models

from integration_portal.accounts.models import LocalAuthority
from integration_portal.core.relations import field_of, related_model

from .values import DemoError, value


class Book:
    """What has been made for one authority so far. Keys are unique for each kind of thing."""

    def __init__(self, authority: LocalAuthority, today: dt.date):
        self.authority, self.today = authority, today
        self._things: dict[tuple[str, str], models.Model] = {}

    def find[M: models.Model](self, model: type[M], key: str) -> M:
        """Raises DemoError for a key nobody has."""
        try:
            # Kept under the name of its own model.
            return cast(M, self._things[model._meta.label_lower, str(key)])
        except KeyError:
            raise DemoError(f"{model._meta.verbose_name} „{key}“ fehlt") from None

    def keep(self, key: object, thing: models.Model) -> None:
        place = (type(thing)._meta.label_lower, str(key))
        if place in self._things:
            raise DemoError(f"{thing._meta.verbose_name} „{key}“ gibt es zweimal")
        self._things[place] = thing

    def replace(self, key: object, thing: models.Model) -> None:
        """Keep a thing under a key another one may have had."""
        self._things[type(thing)._meta.label_lower, str(key)] = thing

    def make[M: models.Model](self, model: type[M], entry: dict, *, leave=(), **fixed) -> M:
        """A saved row from an entry. Every key must be a field, `key`, or named in `leave`."""
        thing, many = model(**fixed), {}
        for name, said in entry.items():
            if name == "key" or name in leave:
                continue
            try:
                field = field_of(model, name)
            except (FieldDoesNotExist, TypeError) as error:
                raise DemoError(f"{model._meta.verbose_name}: „{name}“ kennt niemand") from error
            if isinstance(field, models.ManyToManyField):
                many[name] = [self.find(related_model(model, name), key) for key in said]
            elif isinstance(field, models.ForeignKey):
                setattr(thing, name, self.find(related_model(model, name), said) if said else None)
            else:
                setattr(thing, name, value(field, said, self.today))
        self._check(thing)
        thing.save()
        for name, others in many.items():
            getattr(thing, name).set(others)
        if "key" in entry and "key" not in leave:
            self.keep(entry["key"], thing)
        return thing

    def make_all(self, model: type[models.Model], entries, *, leave=(), **fixed) -> list:
        return [self.make(model, entry, leave=leave, **fixed) for entry in entries or ()]

    def _check(self, thing: models.Model) -> None:
        """All but what `save()` fills in and what may stay unknown."""
        open_fields = [
            f.name
            for f in thing._meta.concrete_fields
            if not f.editable or (f.null and f.value_from_object(thing) is None)
        ]
        try:
            thing.full_clean(exclude=open_fields)
        except ValidationError as error:
            raise DemoError(f"{thing._meta.verbose_name} „{thing}“: {error}") from error
