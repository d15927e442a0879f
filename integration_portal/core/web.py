"""Addresses on the web: pages are called securely or not at all."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.db import models
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

_secure = URLValidator(
    schemes=["https"],
    message=_(
        "Schreiben Sie eine Adresse, die mit https:// beginnt, zum Beispiel "
        "https://www.stadt.example. Auf unverschlüsselte Seiten (http://) führt kein Verweis."
    ),
    code="not_secure",  # a form has a sentence of its own for "invalid"
)


class WebAddressFormField(forms.URLField):
    """An address with https; typed without any it gets one."""

    default_validators = [_secure]

    def __init__(self, **kwargs):
        kwargs.setdefault("assume_scheme", "https")
        super().__init__(**kwargs)


class WebAddressField(models.URLField):
    """An address with https. Older rows may hold others: print them with `linked`."""

    default_validators = [_secure]

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.URLField", args, kwargs  # to the database it is one

    def formfield(self, **kwargs):
        own: dict[str, Any] = {"form_class": WebAddressFormField}
        return super().formfield(**(own | kwargs))


def linked(text: str, address: str) -> SafeString:
    """The text as a link. An address that is not secure stands behind it, as text."""
    if address.lower().startswith("https://"):
        return format_html('<a href="{}" rel="noopener noreferrer">{}</a>', address, text)
    return format_html("{} ({})" if address and address != text else "{}", text, address)
