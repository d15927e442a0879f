"""The rows below a thing, matched by their ids."""

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext as _

from integration_portal.core.addresses import is_id
from integration_portal.history.differences import told_fields
from integration_portal.history.thaw import members, revive

from ..comparing import Sides, Values, row_label
from .units import CHOICE, MINE, THEIRS, Unit

if TYPE_CHECKING:
    from .whole import Merge


class RowMerge:
    """The rows of one table."""

    def __init__(self, merge: "Merge", formset, base_rows: list[dict]):
        self.merge, self.formset, self.title = merge, formset, str(formset.title)
        self.base = {row["id"]: row for row in base_rows}
        self.stored: list[dict] = []  # rows that exist, then rows that do not yet
        self.fresh: list[dict] = []

    def run(self, theirs: dict[int, dict]) -> None:
        sent = set()
        for form in self.formset.forms:
            pk = _sent_id(form, self.formset)
            sent.add(pk)
            if pk is None:
                self._i_added(form)
            elif pk in theirs:
                self._both_have(pk, form, theirs[pk])
            elif pk in self.base:
                self._they_removed(pk, form)
        for pk, row in theirs.items():
            if pk not in sent:
                self._they_added(pk, row)
        self._write()

    def _form(self, row: dict | None):
        if row is None:
            return None
        model = self.formset.model
        return self.formset.form(
            instance=revive(model, row, pk=row["id"], row_of=self.merge.thing),
            initial=members(model, row),
            **self.formset.form_kwargs,
        )

    def _both_have(self, pk: int, form, row: dict) -> None:
        base, theirs = self._form(self.base.get(pk)), self._form(row)
        names = [n for n in form.fields if n in theirs.fields]
        entry, title = _entry(form, pk), self._label(row)
        if _is_removed(form):
            changed = base is None or _differ(theirs, base, names)
            outcome = "choice" if changed else MINE
            unit = self._row_unit(self._key(pk), title, theirs=theirs, mine=None, outcome=outcome)
            if unit.takes_theirs:
                entry = _entry_of(theirs, names, pk)
            self.stored.append(entry)
            return
        for name in names:
            sides = (Values(base, name), Values(theirs, name), Values(form, name))
            key = f"{self._key(pk)}-{name}"
            unit = self.merge.compare(key, *sides, row=f"{self.title}: {title}")
            if unit and unit.takes_theirs:
                entry = Values(theirs, name).overwrite(entry, name)
        self.stored.append(entry)

    def _they_removed(self, pk: int, form) -> None:
        if _is_removed(form):
            return
        base = self._form(self.base[pk])
        names = [n for n in form.fields if n in base.fields]
        outcome = "choice" if _differ(form, base, names) else THEIRS
        mine, title = _shown(form, names), self._label(self.base[pk])
        unit = self._row_unit(self._key(pk), title, theirs=None, mine=mine, outcome=outcome)
        if not unit.takes_theirs:  # it comes back as a new row
            self._keep(form)

    def _i_added(self, form) -> None:
        """Nobody else has it: it stays, and the page says so."""
        if self._keep(form) and form.has_changed() and not _is_removed(form):
            mine = _shown(form, form.base_fields)
            title = ", ".join([text for _label, text in mine if text][:2])
            self._row_unit("", title or _("ohne Angaben"), theirs=None, mine=mine, outcome=MINE)

    def _they_added(self, pk: int, row: dict) -> None:
        theirs = self._form(row)
        if pk not in self.base:  # else the form that was sent did not hold it: nothing to say
            key, title = self._key(pk), self._label(row)
            self._row_unit(key, title, theirs=theirs, mine=None, outcome=THEIRS)
        self.stored.append(_entry_of(theirs, list(theirs.fields), pk))

    def _key(self, pk: int) -> str:
        return f"{CHOICE}-{self.formset.prefix}-{pk}"

    def _label(self, row: dict) -> str:
        return row_label(told_fields(self.formset.model), row)

    def _row_unit(self, key, title, *, theirs, mine, outcome) -> Unit:
        shown = _shown(theirs, theirs.fields) if theirs is not None else None
        sides = Sides("", shown, mine, whole_row=True)
        return self.merge.tell(Unit(key, self.title, sides, outcome, row=title))

    def _keep(self, form) -> bool:
        """Carry a row on that does not exist yet, unless nothing was typed into it."""
        entry = _entry(form, "")
        filled = {name for name, values in entry.items() if values not in ([], [""])}
        if not filled - {"id", "ORDER"}:
            return False
        self.fresh.append(entry)
        return True

    def _write(self) -> None:
        prefix, data = self.formset.prefix, self.merge.result.data
        rows = self.stored + self.fresh
        data[f"{prefix}-TOTAL_FORMS"] = str(len(rows))
        data[f"{prefix}-INITIAL_FORMS"] = str(len(self.stored))
        for number, row in enumerate(rows):
            for name, values in row.items():
                data.setlist(f"{prefix}-{number}-{name}", values)


def _sent_id(form: forms.ModelForm, formset) -> int | None:
    sent = form.data.get(form.add_prefix(formset.model._meta.pk.name), "")
    return int(sent) if is_id(sent) else None


def _is_removed(form) -> bool:
    return bool(form.data.get(form.add_prefix("DELETE")))


def _differ(one, other, names) -> bool:
    return any(Values(one, name).differs_from(Values(other, name)) for name in names)


def _shown(form, names) -> list[tuple[str, str]]:
    values = [Values(form, name) for name in names]
    return [(value.label, value.shown()) for value in values]


def _entry(form, pk) -> dict[str, list[str]]:
    """What was sent of one row, by names without their prefix."""
    start = f"{form.prefix}-"
    sent = {n.removeprefix(start): form.data.getlist(n) for n in form.data if n.startswith(start)}
    return sent | {"id": [str(pk)]}


def _entry_of(form, names: list[str], pk: int) -> dict[str, list[str]]:
    entry: dict[str, list[str]] = {"id": [str(pk)]}
    for name in names:
        entry = Values(form, name).overwrite(entry, name)
    return entry
