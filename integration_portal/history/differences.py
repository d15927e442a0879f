"""What changed between two states, in sentences a clerk understands."""

from decimal import Decimal

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from integration_portal.core.fuzzy import FuzzyDate, FuzzyDateField
from integration_portal.core.models import ChosenField
from integration_portal.core.money import MoneyField, euro, grouped
from integration_portal.core.relations import field_of, relation_to
from integration_portal.core.richtext import RichTextField, plain
from integration_portal.core.text import lines

from .parted import PartedField
from .registry import own_fields, tracked
from .rows import RowWords
from .sentences import Change

__all__ = ["Change", "changes", "row_title", "said", "told_fields", "whole_fields"]

_ENTRY = 80  # longest entry of a list that is told one by one
_ENTRIES = 6  # more of them are told as one change


def changes(model: type[models.Model], old: dict, new: dict) -> list[Change]:
    """Everything that differs between two states of one model, in the order of its form."""
    of = tracked(model)
    found = _field_changes(whole_fields(of.fields()), old, new)
    for parted in (f for f in of.fields() if isinstance(f, PartedField)):
        found += _part_changes(parted, old.get(parted.name), new.get(parted.name))
    for name in of.many:
        label = str(field_of(model, name).verbose_name)
        found += _member_changes(name, label, old.get(name, []), new.get(name, []))
    for name in of.rows:
        found += _row_changes(model, name, old.get(name, []), new.get(name, []))
    return found


def _field_changes(fields, old: dict, new: dict, row: str = "", prefix: str = "") -> list[Change]:
    found = []
    for f in fields:
        before, after = old.get(f.name), new.get(f.name)
        if before == after:
            continue
        path, label = prefix + f.name, str(f.verbose_name)
        entries = _entry_changes(path, label, f, before, after) if not row else []
        found += entries or [Change(path, label, said(f, before), said(f, after), row)]
    return found


def _entry_changes(path: str, label: str, field, before, after) -> list[Change]:
    """A list that is typed one entry a line, or kept as one: which entries came and went."""
    old, new = _entries(field, before), _entries(field, after)
    if old is None or new is None or max(len(old), len(new)) < 2:
        return []
    added = [Change(path, label, "", one, one, "added") for one in new if one not in old]
    removed = [Change(path, label, one, "", one, "removed") for one in old if one not in new]
    if len(added) + len(removed) > _ENTRIES:
        return []
    return added + removed or [Change(path, label, "", "", kind="moved")]


def _entries(field: models.Field, stored) -> list[str] | None:
    """Nothing if it is no list: a text of whole sentences stays one."""
    if isinstance(field, RichTextField) or field.flatchoices:
        return None
    if isinstance(field, ChosenField):
        return field.words(stored or [])
    if isinstance(stored, list) or (isinstance(field, models.JSONField) and not stored):
        return [str(one) for one in stored or []]
    if isinstance(field, models.TextField) and isinstance(stored or "", str):
        entries = lines(stored or "")
        short = all(len(one) <= _ENTRY and not one.endswith((".", ",", ";")) for one in entries)
        return entries if short else None
    return None


def whole_fields(fields) -> list[models.Field]:
    """Those whose value is one."""
    return [f for f in fields if not isinstance(f, PartedField)]


def _part_changes(field: PartedField, old, new) -> list[Change]:
    before, after = field.parts(old), field.parts(new)
    found = []
    for key in field.changed_keys(old, new):
        label = (after.get(key) or before[key])[0]
        said_before, said_after = (side.get(key, ("", ""))[1] for side in (before, after))
        found.append(Change(f"{field.name}.{key}", label, said_before, said_after))
    return found


def _member_changes(path: str, label: str, old: list, new: list) -> list[Change]:
    before, after = ({m["ref"]: m["label"] for m in members} for members in (old, new))
    added = [Change(path, label, "", n, n, "added") for r, n in after.items() if r not in before]
    removed = [
        Change(path, label, o, "", o, "removed") for r, o in before.items() if r not in after
    ]
    return added + removed


def _row_changes(model, name: str, old: list, new: list) -> list[Change]:
    relation = relation_to(model, name)
    row_model = relation.related_model
    fields = [f for f in told_fields(row_model) if f.name != relation.field.name]
    words = RowWords(row_model, fields, said)
    before, after = ({row["id"]: row for row in rows} for rows in (old, new))
    renewed = words.renewed(
        [row for pk, row in after.items() if pk not in before],
        [row for pk, row in before.items() if pk not in after],
    )
    stayed = {new["id"]: old for old, new in renewed}
    gone = {old["id"] for old, _new in renewed}
    found = []
    for pk, row in after.items():
        title = words.title(row)
        if former := before.get(pk) or stayed.get(pk):
            found += _changes_in_row(words, f"{name}.{pk}.", former, row)
        else:
            found.append(Change(f"{name}.{pk}", words.kind(row), "", title, title, "added"))
    for pk, row in before.items():
        if pk not in after and pk not in gone:
            title = words.title(row)
            found.append(Change(f"{name}.{pk}", words.kind(row), title, "", title, "removed"))
    if [pk for pk in before if pk in after] != [pk for pk in after if pk in before]:
        found.append(Change(name, str(row_model._meta.verbose_name_plural), "", "", kind="moved"))
    return found


def _changes_in_row(words: RowWords, prefix: str, old: dict, new: dict) -> list[Change]:
    """Who has a role is told as the role's own change: "Federführung von … zu … geändert"."""
    row = f"{words.kind(new)} „{words.name(new)}“"
    whom = words.whom
    told = _field_changes([f for f in words.fields if f is not whom], old, new, row, prefix)
    if whom is not None and old.get(whom.name) != new.get(whom.name):
        sides = said(whom, old.get(whom.name)), said(whom, new.get(whom.name))
        told.insert(0, Change(prefix + whom.name, words.kind(new), *sides))
    for relation in words.model._meta.many_to_many:
        path, inner = prefix + relation.name, str(relation.verbose_name)
        members = (old.get(relation.name, []), new.get(relation.name, []))
        told += [
            Change(c.path, f"{row}: {c.label}", c.old, c.new, c.row, c.kind)
            for c in _member_changes(path, inner, *members)
        ]
    return told


def told_fields(model: type[models.Model]) -> list[models.Field]:
    """What a row is told by. Its place is told by the order of the rows."""
    return [f for f in own_fields(model) if f.name != "position"]


def row_title(fields, row: dict) -> str:
    """A row is called by its first two filled fields: "2026, 20.000 €"."""
    filled = [said(f, row[f.name]) for f in fields if row.get(f.name) not in (None, "", False)]
    return ", ".join(filled[:2])[:_ENTRY]


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
    if isinstance(field, models.DecimalField):
        return grouped(Decimal(stored), field.decimal_places)
    if isinstance(field, models.FileField):
        return stored.rpartition("/")[2]  # its name; where it lies is nobody's business
    if isinstance(field, models.DateTimeField):
        return f"{timezone.localtime(field.to_python(stored)):%d.%m.%Y, %H:%M}"
    if isinstance(field, models.DateField):
        return f"{field.to_python(stored):%d.%m.%Y}"
    if isinstance(field, RichTextField):
        return plain(stored)
    if isinstance(field, ChosenField):
        return ", ".join(field.words(stored))
    if isinstance(stored, list):
        return ", ".join(str(item) for item in stored)
    return str(stored)
