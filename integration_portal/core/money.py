"""Money: decimal euros, typed and printed as German offices do."""

import re
from decimal import Decimal, InvalidOperation

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

NBSP = "\xa0"
_GERMAN = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d{1,2})?|-?\d+(,\d{1,2})?")


def amount(value: Decimal | int | None) -> str:
    """ "15.000" or "15.000,50": cents only where there are some."""
    if value is None:
        return ""
    euros = Decimal(value).quantize(Decimal("0.01"))
    text = f"{euros:,.2f}".translate(str.maketrans(",.", ".,"))
    return text.removesuffix(",00")


def euro(value: Decimal | int | None) -> str:
    """ "15.000 €" with a space that does not break; empty for no amount."""
    return "" if value is None else f"{amount(value)}{NBSP}€"


def parse(text: str) -> Decimal | None:
    """Read "15.000", "15000,50" or "15.000,50 €". Raises ValidationError otherwise."""
    said = text.replace("€", "").replace("EUR", "").replace(NBSP, "").replace(" ", "")
    if not said:
        return None
    if not _GERMAN.fullmatch(said):
        raise ValidationError(
            _("„%(text)s“ ist kein Betrag. Schreiben Sie zum Beispiel 15.000 oder 15.000,50."),
            code="money",
            params={"text": text[:40]},
        )
    try:
        return Decimal(said.replace(".", "").replace(",", "."))
    except InvalidOperation as error:  # pragma: no cover - the pattern admits only numbers
        raise ValidationError(_("Dieser Betrag ist keine Zahl."), code="money") from error


class MoneyFormField(forms.DecimalField):
    widget = forms.TextInput

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
            [MinValueValidator(Decimal(0), _("Ein Betrag kann nicht unter 0 € liegen."))],
        )
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        for key in ("max_digits", "decimal_places", "validators"):
            kwargs.pop(key, None)
        return name, path, args, kwargs

    def formfield(self, **kwargs):
        return super().formfield(**({"form_class": MoneyFormField} | kwargs))
