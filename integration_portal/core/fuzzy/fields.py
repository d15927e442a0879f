"""Fuzzy dates in forms and in tables.

One text column holds a date (`2014-09-01/2014-12-31/year/end`), so that it sorts alike on every
database; the lookups `earliest` and `latest` compare with ordinary dates.
"""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .dates import FuzzyDate
from .reading import LONGEST, parse

_BACKWARDS = _("Das Ende liegt vor dem Beginn.")


class FuzzyDateFormField(forms.CharField):
    """Typed as people write it, read back in words."""

    def __init__(self, **kwargs):
        kwargs.setdefault("max_length", LONGEST)
        super().__init__(**kwargs)

    def to_python(self, value):
        if isinstance(value, FuzzyDate):
            return value
        return parse(super().to_python(value) or "")

    def prepare_value(self, value):
        return str(value) if isinstance(value, FuzzyDate) else value

    def has_changed(self, initial, data) -> bool:
        """Only another date counts, not another way to write it."""
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True

    def run_validators(self, value) -> None:
        """Lengths are a matter of what was typed, and that is read already."""


class FuzzyDateField(models.Field):
    """A FuzzyDate or nothing. Lookups: `__earliest__lte=day`, `__latest__lt=day`."""

    description = _("Datum, so genau wie bekannt")

    def __init__(self, *args, **kwargs):
        kwargs["max_length"] = 40
        kwargs["null"] = True
        kwargs["blank"] = kwargs.get("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        del kwargs["max_length"], kwargs["null"]
        return name, "integration_portal.core.fuzzy.FuzzyDateField", args, kwargs

    def get_internal_type(self) -> str:
        return "CharField"

    def from_db_value(self, value, expression, connection):
        return FuzzyDate.decode(value) if value else None

    def to_python(self, value):
        if value is None or isinstance(value, FuzzyDate):
            return value
        if isinstance(value, dt.date):
            return FuzzyDate.on(value)
        return FuzzyDate.decode(value) if value.count("/") == 3 else parse(value)

    def get_prep_value(self, value):
        date = self.to_python(value)
        return date.encode() if date else None

    def value_to_string(self, obj) -> str:
        return self.get_prep_value(self.value_from_object(obj)) or ""

    def formfield(self, **kwargs):
        own: dict[str, Any] = {"form_class": FuzzyDateFormField, "max_length": LONGEST}
        return super().formfield(**(own | kwargs))


class _IsoDateField(models.CharField):
    def get_prep_value(self, value):
        return value.isoformat() if isinstance(value, dt.date) else value


@FuzzyDateField.register_lookup
class Earliest(models.Transform):
    """The first day of the stored span, comparable with a date."""

    lookup_name = "earliest"
    function = "SUBSTR"
    template = "%(function)s(%(expressions)s, 1, 10)"
    output_field = _IsoDateField()


@FuzzyDateField.register_lookup
class Latest(Earliest):
    """The last day of the stored span."""

    lookup_name = "latest"
    template = "%(function)s(%(expressions)s, 12, 10)"


def ends_after_it_starts(
    name: str,
    *,
    start: str = "since",
    end: str = "until",
    message: Any = _BACKWARDS,
) -> models.CheckConstraint:
    """Two fuzzy dates in order; one that is not known is never wrong."""
    return models.CheckConstraint(
        condition=Q(**{start: None})
        | Q(**{end: None})
        | Q(**{f"{end}__latest__gte": F(f"{start}__earliest")}),
        name=name,
        violation_error_message=message,
    )
