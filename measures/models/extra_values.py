"""Values of an authority's own fields: as they are kept, as Python has them, as they are said.

Kept are texts only, exact on every database: an amount "5000.00", a number "12.5", a date as
`FuzzyDate.encode()` writes it. What nobody filled has no key.
"""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from integration_portal.core.fuzzy import FuzzyDate
from integration_portal.core.money import euro
from integration_portal.history.parted import PartedField

from ..enums import ExtraKind

_NUMBER = re.compile(r"(-?)([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,([0-9]{1,6}))?")
_DIGITS = 15  # before the comma; more is no figure of a measure


def parse_number(text: str) -> Decimal | None:
    """Read "1.200", "12,5" or "-3". Raises ValidationError otherwise."""
    said = "".join(text.split())
    if not said:
        return None
    found = _NUMBER.fullmatch(said)
    if not found or len(found[2].replace(".", "")) > _DIGITS:
        raise ValidationError(
            _("„%(text)s“ ist keine Zahl. Schreiben Sie zum Beispiel 1.200 oder 12,5."),
            code="number",
            params={"text": text[:40]},
        )
    sign, whole, places = found.groups()
    return Decimal(f"{sign}{whole.replace('.', '')}.{places or 0}")


def say_number(value: Decimal) -> str:
    """ "1.200" or "12,5": no more places than there are."""
    plain = f"{value:,f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return plain.translate(str.maketrans(",.", ".,"))


def kept(kind: str, value: Any) -> str:
    """What is stored of a value; empty for none."""
    if value is None or value == "":
        return ""
    if kind == ExtraKind.DATE:
        return value.encode()
    if kind == ExtraKind.MONEY:
        return str(Decimal(value).quantize(Decimal("0.01")))
    if kind == ExtraKind.NUMBER:
        return f"{Decimal(value).normalize():f}"
    return str(value)


def read(kind: str, stored: str | None) -> Any:
    """The value as Python has it: text, Decimal or FuzzyDate; None for none.

    What cannot be read any more is None: no page fails for it.
    """
    if not stored:
        return None
    try:
        if kind == ExtraKind.DATE:
            return FuzzyDate.decode(stored)
        if kind in ExtraKind.figures:
            return Decimal(stored)
    except (ValueError, InvalidOperation, KeyError):
        return None
    return stored


def say(kind: str, stored: str | None) -> str:
    """The value in words; empty for none."""
    value = read(kind, stored)
    if value is None:
        return ""
    if kind == ExtraKind.MONEY:
        return euro(value)
    if kind == ExtraKind.NUMBER:
        return say_number(value)
    return str(value)


class ExtraValuesField(PartedField):
    """{str(pk of an ExtraField): kept value}, on something with an `edition`.

    A state keeps a list of {"id", "label", "kind", "value"}, so that it can be told whatever
    became of the field.
    """

    def __init__(self, *args, **kwargs):
        own: dict[str, Any] = {"default": dict, "blank": True, "editable": False}
        super().__init__(*args, **(own | kwargs))

    def to_python(self, value):
        if isinstance(value, list):
            return {str(part["id"]): part["value"] for part in value}
        return value

    def stated(self, thing) -> list[dict]:
        values = getattr(thing, self.attname)
        if not values:
            return []
        known = {str(field.pk): field for field in thing.edition.concept.extra_fields.all()}
        return [
            {"id": int(key), "label": known[key].name, "kind": known[key].kind, "value": value}
            for key, value in sorted(values.items(), key=lambda pair: int(pair[0]))
            if key in known
        ]

    def parts(self, stored) -> dict[str, tuple[str, str]]:
        return {
            str(part["id"]): (part["label"], say(part["kind"], part["value"]))
            for part in stored or []
        }

    def changed_keys(self, before, after) -> list[str]:
        old, new = (self.to_python(side or []) for side in (before, after))
        return [key for key in {**old, **new} if old.get(key) != new.get(key)]
