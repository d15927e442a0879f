"""Rows below a measure as lines of one cell, the same in every kind of file.

    Workshop durchführen | Plan: 12/2026 | Prognose: März 2027 | verantwortlich: Jugendamt

One line a row, its parts between bars: first what it is about, then what bears a name. No sheet of
its own: a CSV has none, and whoever sorts, filters or copies rows of a list keeps together what
belongs together. A bar inside a text is doubled. What a line does not name stays as it is.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from integration_portal.core import money
from integration_portal.core.fuzzy import FuzzyDate, FuzzyDateField, parse
from integration_portal.core.models import OrderedModel
from integration_portal.core.relations import field_of
from integration_portal.core.text import fold
from measures.models import (
    MeasureCost,
    MeasureFinancing,
    MeasureFunding,
    MeasureLink,
    Milestone,
)
from measures.models.extra_values import parse_number, say_number

_BAR = re.compile(r"(?<!\|)\|(?!\|)")


@dataclass(frozen=True)
class Lines:
    """The rows of one relation of a measure, whose name it bears.

    `first` are the fields whose values stand at the beginning without a word, all of them wanted;
    `named` those after them; by `same` a row is known again that says something else today.
    """

    relation: str
    model: type[models.Model]
    first: tuple[str, ...]
    named: tuple[str, ...]
    same: tuple[str, ...]

    @cached_property
    def fields(self) -> dict[str, models.Field]:
        return {name: field_of(self.model, name) for name in (*self.first, *self.named)}

    @cached_property
    def _words(self) -> dict[str, str]:
        return {name: str(self.fields[name].verbose_name) for name in self.named}

    @cached_property
    def organisations(self) -> frozenset[str]:
        """The fields that name one."""
        return frozenset(name for name, field in self.fields.items() if field.is_relation)

    @property
    def placed(self) -> tuple[str, ...]:
        """The field that says the order of the lines, if there is one."""
        return ("position",) if issubclass(self.model, OrderedModel) else ()

    @property
    def pattern(self) -> str:
        """How a line is meant to look: "Zwischenziel | Plan: … | Prognose: … | …"."""
        first = [str(self.fields[name].verbose_name) for name in self.first]
        named = [
            word if isinstance(self.fields[name], models.BooleanField) else f"{word}: …"
            for name, word in self._words.items()
        ]
        return " | ".join([*first, *named])

    def writer(self, organisations: Mapping[int, str]) -> Callable[[Any], str]:
        """What makes a line of a row; names of organisations are given by their id."""
        parts = [
            (field.attname, _say(field, organisations), self._words.get(name, ""))
            for name, field in self.fields.items()
        ]

        def write(row: Any) -> str:
            said = []
            for name, say, word in parts:
                value = getattr(row, name)
                if value is None or value is False or value == "":
                    continue
                text = say(value).replace("|", "||")
                said.append(word if value is True else f"{word}: {text}" if word else text)
            return " | ".join(said)

        return write

    def read(self, line: str) -> dict[str, Any]:
        """Field -> plain value, an organisation by its name. Raises ValidationError."""
        pieces = [piece.strip().replace("||", "|") for piece in _BAR.split(line)]
        found: dict[str, Any] = {}
        for name, text in zip(self.first, pieces, strict=False):
            if text:
                found[name] = _read(self.fields[name], text)
        for piece in filter(None, pieces[len(self.first) :]):
            name, text = self._named(piece)
            found[name] = _read(self.fields[name], text)
        self._judge(found)
        return found

    def _named(self, piece: str) -> tuple[str, str]:
        for name, word in self._words.items():
            if isinstance(self.fields[name], models.BooleanField):
                if fold(piece) == fold(word):
                    return name, piece
            elif match := re.match(rf"{re.escape(word)}(?!\w)\s*:?\s*(?=\S)", piece, re.IGNORECASE):
                return name, piece[match.end() :]
        raise ValidationError(
            _("„%(text)s“ gehört zu keiner Angabe. So ist eine Zeile gemeint: %(pattern)s")
            % {"text": piece[:60], "pattern": self.pattern}
        )

    def _judge(self, found: dict[str, Any]) -> None:
        for name, field in self.fields.items():
            wanted = not (field.blank or isinstance(field, models.BooleanField))
            if wanted and name not in found:
                raise ValidationError(
                    _("Es fehlt: %(word)s. So ist eine Zeile gemeint: %(pattern)s")
                    % {"word": field.verbose_name, "pattern": self.pattern}
                )
        own = {
            name: self.fields[name].to_python(value)
            for name, value in found.items()
            if name not in self.organisations
        }
        others = [field.name for field in self.model._meta.fields if field.name not in own]
        row = self.model(**own)
        row.clean_fields(exclude=others)
        row.clean()
        found.update({name: plain(row, name) for name in own})


def plain(row: models.Model, name: str) -> Any:
    """A value of a row as plans keep it and `Lines.read` says it."""
    field = field_of(type(row), name)
    value = getattr(row, field.attname)
    if isinstance(value, FuzzyDate):
        return value.encode()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:.{cast(models.DecimalField, field).decimal_places}f}"
    return _on_one_line(value) if isinstance(value, str) else value


def _say(field: models.Field, organisations: Mapping[int, str]) -> Callable[[Any], str]:
    if field.choices:
        words = {value: str(label) for value, label in field.flatchoices}
        return lambda value: words.get(value, value)
    if isinstance(field, models.ForeignKey):
        return lambda value: _on_one_line(organisations[value])
    if isinstance(field, money.MoneyField):
        return lambda value: f"{money.grouped(value, 2)} €"
    if isinstance(field, models.DecimalField):
        return say_number
    if isinstance(field, models.DateField):
        return lambda value: f"{value:%d.%m.%Y}"
    return _on_one_line


def _on_one_line(value: Any) -> str:
    return " ".join(str(value).split())


def _read(field: models.Field, text: str) -> Any:
    if field.choices:
        return _choice(field, text)
    if isinstance(field, models.BooleanField):
        return True
    if isinstance(field, FuzzyDateField):
        return parse(text)
    if isinstance(field, models.DateField):
        return _day(text)
    if isinstance(field, models.DecimalField):
        read = money.parse if isinstance(field, money.MoneyField) else parse_number
        return read(text)
    if isinstance(field, models.IntegerField):
        return _whole(text)
    return text


def _choice(field: models.Field, text: str) -> str:
    for value, label in field.flatchoices:
        if fold(label) == fold(text):
            return value
    offered = ", ".join(str(label) for _value, label in field.flatchoices)
    raise ValidationError(
        _("„%(text)s“ ist nicht möglich für „%(word)s“. Möglich sind: %(offered)s.")
        % {"text": text[:60], "word": field.verbose_name, "offered": offered}
    )


def _day(text: str) -> dt.date | None:
    date = parse(text)
    if date and date.earliest != date.latest:
        raise ValidationError(_("„%(text)s“ ist kein einzelner Tag.") % {"text": text[:40]})
    return date.earliest if date else None


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ValidationError(_("„%(text)s“ ist keine ganze Zahl.") % {"text": text[:40]})
    return int(text)


LINES: dict[str, Lines] = {
    kind.relation: kind
    for kind in (
        Lines(
            "milestones", Milestone,
            ("title",), ("planned", "forecast", "actual", "responsible"),
            same=("title",),
        ),
        Lines(
            "costs", MeasureCost,
            ("year",), ("budget", "spent", "label", "account", "fte", "recurring", "locked"),
            same=("year", "label"),
        ),
        Lines(
            "financing", MeasureFinancing,
            ("year", "kind"), ("amount", "funder", "note"),
            same=("year", "kind", "funder"),
        ),
        Lines(
            "fundings", MeasureFunding,
            ("programme", "state"),
            ("amount", "funder", "applied_on", "decided_on", "proof_due_on", "proof_sent_on"),
            same=("programme",),
        ),
        Lines("links", MeasureLink, ("label", "url"), (), same=("url",)),
    )
}  # fmt: skip
