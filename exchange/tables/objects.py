"""Reading a list as the portal writes it for machines: the same table, its words in JSON."""

import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from integration_portal.core.money import grouped

from .delimited import decoded
from .guard import Refused
from .sheet import Sheet, clean

_FIGURES = ("money", "number")  # kinds of columns whose texts are exact figures, "9500.50"


def read_objects(file) -> Sheet:
    """A line for each measure below one of headings. Raises Refused for any other JSON."""
    file.seek(0)
    try:
        said = json.loads(decoded(file.read()))
        columns, kinds = said["columns"], said.get("kinds", {})
        headings = [clean(str(heading)) for heading in columns.values()]
        found = Sheet()
        found.add(1, headings)
        for line, measure in enumerate(said["measures"], start=2):
            found.add(line, [_text(measure.get(key), kinds.get(key)) for key in columns])
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:
        raise Refused(
            gettext_lazy("Diese JSON-Datei ist keine Liste, wie das Portal sie ausgibt."),
            gettext_lazy("Speichern Sie die Liste als XLSX oder als CSV."),
            "json",
        ) from error
    return found


def _text(value: Any, kind: str | None) -> str:
    """As a German office would type it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("ja") if value else _("nein")
    if isinstance(value, list):
        return clean("\n".join(map(str, value)))
    if isinstance(value, Mapping):
        return clean(str(value.get("said", "")))
    if kind in _FIGURES:
        return _figure(str(value))
    return clean(str(value))


def _figure(text: str) -> str:
    try:
        exact = Decimal(text)
    except InvalidOperation:
        return clean(text)
    if not exact.is_finite() or len(text) > 30:
        return clean(text)
    return grouped(exact, max(-int(exact.as_tuple().exponent), 0))
