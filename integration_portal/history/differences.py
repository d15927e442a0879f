"""What changed between two states, in sentences a clerk understands."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from integration_portal.core.fuzzy import FuzzyDate, FuzzyDateField
from integration_portal.core.money import MoneyField, euro
from integration_portal.core.relations import field_of, related_model
from integration_portal.core.richtext import RichTextField, plain

from .registry import own_fields, tracked

_QUOTABLE = 80  # longer texts are not quoted in a sentence


@dataclass(frozen=True)
class Change:
    """One field or one row that differs. `old` and `new` are printable; empty means nothing."""

    path: str
    label: str
    old: str
    new: str
    row: str = ""
    kind: str = "changed"  # changed, added, removed, moved

    @property
    def is_long(self) -> bool:
        """Too long for a sentence: old and new are shown on demand."""
        return self.kind == "changed" and max(len(self.old), len(self.new)) > _QUOTABLE

    @property
    def sentence(self) -> str:
        old, new = _on_one_line(self.old), _on_one_line(self.new)
        words = {"label": self.label, "old": old, "new": new, "row": self.row}
        if self.kind == "added":
            return _("%(label)s „%(row)s“ ergänzt") % words
        if self.kind == "removed":
            return _("%(label)s „%(row)s“ entfernt") % words
        if self.kind == "moved":
            return _("Reihenfolge geändert: %(label)s") % words
        if self.path == "position":
            return _("an Stelle %(new)s gerückt") % words
        if self.row:
            words["label"] = _("%(label)s bei „%(row)s“") % words
        if self.is_long:
            return _("%(label)s überarbeitet") % words
        if not self.old:
            return _("%(label)s auf „%(new)s“ gesetzt") % words
        if not self.new:
            return _("%(label)s „%(old)s“ entfernt") % words
        return _("%(label)s von „%(old)s“ zu „%(new)s“ geändert") % words


def _on_one_line(text: str) -> str:
    """Lists are typed one entry a line."""
    return " / ".join(line.strip() for line in text.splitlines() if line.strip())


def changes(model: type[models.Model], old: dict, new: dict) -> list[Change]:
    """Everything that differs between two states of one model, in the order of its form."""
    of = tracked(model)
    found = _field_changes(of.fields(), old, new)
    for name in of.many:
        label = str(field_of(model, name).verbose_name)
        found += _member_changes(name, label, old.get(name, []), new.get(name, []))
    for name in of.rows:
        found += _row_changes(model, name, old.get(name, []), new.get(name, []))
    return found


def _field_changes(fields, old: dict, new: dict, row: str = "", prefix: str = "") -> list[Change]:
    return [
        Change(
            prefix + f.name,
            str(f.verbose_name),
            said(f, old.get(f.name)),
            said(f, new.get(f.name)),
            row,
        )
        for f in fields
        if old.get(f.name) != new.get(f.name)
    ]


def _member_changes(path: str, label: str, old: list, new: list) -> list[Change]:
    before, after = ({m["ref"]: m["label"] for m in members} for members in (old, new))
    added = [Change(path, label, "", n, n, "added") for r, n in after.items() if r not in before]
    removed = [
        Change(path, label, o, "", o, "removed") for r, o in before.items() if r not in after
    ]
    return added + removed


def _row_changes(model, name: str, old: list, new: list) -> list[Change]:
    row_model = related_model(model, name)
    fields = told_fields(row_model)
    label = str(row_model._meta.verbose_name)
    before, after = ({row["id"]: row for row in rows} for rows in (old, new))
    found = []
    for pk, row in after.items():
        title = row_title(fields, row)
        if pk not in before:
            found.append(Change(f"{name}.{pk}", label, "", title, title, "added"))
        else:
            found += _field_changes(fields, before[pk], row, title, f"{name}.{pk}.")
            for relation in row_model._meta.many_to_many:
                path, inner = f"{name}.{pk}.{relation.name}", str(relation.verbose_name)
                members = (before[pk].get(relation.name, []), row.get(relation.name, []))
                found += _member_changes(path, inner, *members)
    for pk, row in before.items():
        if pk not in after:
            title = row_title(fields, row)
            found.append(Change(f"{name}.{pk}", label, title, "", title, "removed"))
    if [pk for pk in before if pk in after] != [pk for pk in after if pk in before]:
        found.append(Change(name, str(row_model._meta.verbose_name_plural), "", "", kind="moved"))
    return found


def told_fields(model: type[models.Model]) -> list[models.Field]:
    """What a row is told by. Its place is told by the order of the rows."""
    return [f for f in own_fields(model) if f.name != "position"]


def row_title(fields, row: dict) -> str:
    """A row is called by its first two filled fields: "2026, 20.000 €"."""
    filled = [said(f, row[f.name]) for f in fields if row.get(f.name) not in (None, "", False)]
    return ", ".join(filled[:2])[:_QUOTABLE]


def said(field: models.Field, stored) -> str:
    """A stored value as the interface says it."""
    if stored is None or stored == "":
        return ""
    if isinstance(field, models.ForeignKey):
        return stored["label"]
    if isinstance(field, models.BooleanField):
        return _("ja") if stored else _("nein")
    if field.flatchoices:
        return str(dict(field.flatchoices).get(stored, stored))
    if isinstance(field, FuzzyDateField):
        return str(FuzzyDate.decode(stored))
    if isinstance(field, MoneyField):
        return euro(Decimal(stored))
    if isinstance(field, models.FileField):
        return stored.rpartition("/")[2]  # its name; where it lies is nobody's business
    if isinstance(field, models.DateTimeField):
        return f"{timezone.localtime(field.to_python(stored)):%d.%m.%Y, %H:%M}"
    if isinstance(field, models.DateField):
        return f"{field.to_python(stored):%d.%m.%Y}"
    if isinstance(field, RichTextField):
        return plain(stored)
    if isinstance(stored, list):
        return ", ".join(str(item) for item in stored)
    return str(stored)
