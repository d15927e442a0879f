"""Money: decimal euros, typed and printed as German offices do."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import DecimalValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

NBSP = "\xa0"
_GERMAN = re.compile(r"([-−]?)([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,(?:([0-9]{1,2})|[-–]{1,2}))?")
_EURO = re.compile(r"€|EUR(?:O)?", re.IGNORECASE)
MOST = Decimal("9999999999.99")  # what the column holds


_UNDER_NOTHING = _("Ein Betrag kann nicht unter 0 € liegen.")


def grouped(value: Decimal | float | int, decimals: int = 0) -> str:
    """ "1.017" or "12,70": thousands by dots, decimals by a comma."""
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def amount(value: Decimal | int | None) -> str:
    """ "15.000" or "15.000,50": cents only where there are some."""
    if value is None:
        return ""
    euros = Decimal(value).quantize(Decimal("0.01"))
    return grouped(euros, 2).removesuffix(",00")


def euro(value: Decimal | int | None) -> str:
    """ "15.000 €" or "−500 €" with a space that does not break; empty for no amount."""
    return "" if value is None else f"{amount(value)}{NBSP}€".replace("-", "−")


def parse(text: str) -> Decimal | None:
    """Read "15.000", "15000,50", "15.000,- €" or "EUR 5". Raises ValidationError otherwise."""
    said = "".join(_EURO.sub("", text).split())
    if not said:
        return None
    if not (found := _GERMAN.fullmatch(said)):
        raise ValidationError(
            _("„%(text)s“ ist kein Betrag. Schreiben Sie zum Beispiel 15.000 oder 15.000,50."),
            code="money",
            params={"text": text[:40]},
        )
    sign, euros, cents = found.groups()
    return Decimal(f"{'-' if sign else ''}{euros.replace('.', '')}.{cents or 0}")


class MoneyFormField(forms.DecimalField):
    """Judges the size itself, in words an office knows, instead of counting digits."""

    widget = forms.TextInput

    def __init__(self, *, negative: bool = False, **kwargs):
        super().__init__(**kwargs)
        self.negative = negative
        self.validators = [v for v in self.validators if not isinstance(v, DecimalValidator)]

    def validate(self, value) -> None:
        super().validate(value)
        if value is None:
            return
        if value < 0 and not self.negative:
            raise ValidationError(_UNDER_NOTHING, code="money")
        if abs(value) > MOST:
            raise ValidationError(
                _("Dieser Betrag ist zu groß. Möglich sind höchstens %(most)s."),
                code="money",
                params={"most": euro(MOST)},
            )

    def widget_attrs(self, widget):
        return {"inputmode": "decimal", "data-money": ""}

    def to_python(self, value):
        if isinstance(value, str):
            return parse(value)
        return super().to_python(value)

    def prepare_value(self, value):
        return amount(value) if isinstance(value, Decimal | int) else value

    def has_changed(self, initial, data) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class MoneyField(models.DecimalField):
    """Euros with cents, never negative, up to ten thousand million."""

    def __init__(self, *args, **kwargs):
        kwargs["max_digits"] = 12
        kwargs["decimal_places"] = 2
        kwargs.setdefault(
            "validators",
            [MinValueValidator(Decimal(0), _UNDER_NOTHING)],
        )
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        for key in ("max_digits", "decimal_places", "validators"):
            kwargs.pop(key, None)
        return name, path, args, kwargs

    def formfield(self, **kwargs):
        negative = not any(isinstance(v, MinValueValidator) for v in self.validators)
        own: dict[str, Any] = {"form_class": MoneyFormField, "negative": negative}
        return super().formfield(**(own | kwargs))
