"""A cell's text as the portal keeps it: lists, choices, own fields, lengths."""

import html
import re
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from integration_portal.core import money
from integration_portal.core.fuzzy import parse
from integration_portal.core.relations import field_of
from measures.enums import ExtraKind
from measures.models import extra_values

from ..understanding.words import LISTS, word_key

LIST = re.compile(r"\s*[;\n]\s*")


def names(text: str, known: Callable[[str], object]) -> list[str]:
    """Several in a cell, by lines or semicolons; a name that holds one is known as a whole."""
    lines = [line for line in text.split("\n") if line]
    return [
        name
        for line in lines
        for name in ([line] if known(line) else filter(None, LIST.split(line)))
    ]


def extra_value(kind: str, text: str) -> str:
    """What a measure keeps of a cell. Raises ValidationError if it is not of the kind."""
    if kind == ExtraKind.NUMBER:
        return extra_values.kept(kind, extra_values.parse_number(text))
    if kind == ExtraKind.MONEY:
        return extra_values.kept(kind, money.parse(text))
    if kind == ExtraKind.DATE:
        return extra_values.kept(kind, parse(text))
    return extra_values.kept(kind, text)


def as_html(text: str) -> str:
    """Plain lines as the paragraphs of a rich text."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in lines)


def listed(name: str, text: str) -> str:
    found = LISTS[name].get(word_key(text))
    if found is None:
        raise ValidationError(
            _("„%(text)s“ steht nicht in der Liste des Portals.") % {"text": text[:60]}
        )
    return found


def fitting(model: type[models.Model], name: str, text: str) -> str:
    limit = getattr(field_of(model, name), "max_length", None)
    if limit and len(text) > limit:
        raise ValidationError(
            _("Der Text hat %(length)s Zeichen; möglich sind %(limit)s. Er bleibt in der Datei.")
            % {"length": len(text), "limit": limit}
        )
    return text
