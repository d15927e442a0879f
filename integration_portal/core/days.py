"""Days that people enter: a year that slipped at the keys is asked about, not kept."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Nothing the portal knows of happened before, and nobody plans further.
FIRST, LAST = dt.date(1900, 1, 1), dt.date(2200, 12, 31)


def believable(day: dt.date) -> None:
    """Raises ValidationError for a day in a year that can only be a slip."""
    if not FIRST <= day <= LAST:
        raise ValidationError(
            _("Bitte prüfen Sie das Jahr: Möglich sind Tage von %(first)s bis %(last)s."),
            code="unbelievable",
            params={"first": FIRST.year, "last": LAST.year},
        )


def bound(field: forms.Field | None) -> None:
    """Let the field of a form take believable days only, if it takes days."""
    if isinstance(field, forms.DateField):
        field.validators.append(believable)
