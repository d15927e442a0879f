"""Two people have changed the same thing: what each of them did, and what comes of it.

Three states meet: the one the form was opened with, theirs (as it is stored now) and mine (as it
was sent). What only one side changed is taken over; where both changed, somebody chooses. The
result is data again, as if it had been typed into a form that was opened just now.
"""

from dataclasses import dataclass, field

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from integration_portal.history.differences import told_fields
from integration_portal.history.models import Revision
from integration_portal.history.registry import state
from integration_portal.history.thaw import members, revive

from .comparing import Sides, Values, row_label

CHOICE = "wahl"
MINE, THEIRS = "mine", "theirs"


@dataclass
class Unit:
    """One field, or one whole row, in which the three states differ."""

    key: str  # name of the radio buttons
    label: str
    sides: Sides
    outcome: str  # "choice", "theirs" (taken over), "mine" (kept)
    chosen: str = MINE
    row: str = ""

    @property
    def heading(self) -> str:
        """ "Kosten: 2021, Feier: Ansatz" for a field of a row, "2021, Feier (Kosten, entfernt)"."""
        if not self.sides.whole_row:
            return f"{self.row}: {self.label}" if self.row else self.label
        words = {"row": self.row, "label": self.label}
        if self.is_choice:
            return f"{self.label}: {self.row}"
        if (self.sides.theirs if self.outcome == THEIRS else self.sides.mine) is None:
            return _("%(row)s (%(label)s, entfernt)") % words
        return _("%(row)s (%(label)s, ergänzt)") % words

    @property
    def is_choice(self) -> bool:
        return self.outcome == "choice"

    @property
    def takes_theirs(self) -> bool:
        return (self.chosen if self.is_choice else self.outcome) == THEIRS


@dataclass
class Merged:
    """What is to be shown (`units`) and what a form is to be filled with (`data`)."""

    units: list[Unit] = field(default_factory=list)
    data: QueryDict = field(default_factory=lambda: QueryDict(mutable=True))

    def _of(self, outcome: str) -> list[Unit]:
        return [unit for unit in self.units if unit.outcome == outcome]

    @property
    def choices(self) -> list[Unit]:
        return self._of("choice")

    @property
    def taken(self) -> list[Unit]:
        return self._of(THEIRS)

    @property
    def kept(self) -> list[Unit]:
        return self._of(MINE)


def state_at(thing, version: int) -> dict | None:
    """How the thing stood at that version; nothing if nobody recorded it."""
    return Revision.objects.of(thing).filter(pk=version).values_list("state", flat=True).first()


def merge(*, form_class, thing, base: dict | None, data: QueryDict, kwargs: dict, theirs=None):
    """Compare and combine. `theirs` is a state; by default the thing as it is stored now.

    `kwargs` are those of the form (`authority`, `user`); choices are read from `data`.
    """
    theirs = state(thing) if theirs is None else theirs
    job = _Merge(form_class, thing, base, theirs, data, kwargs)
    job.fields()
    for rows in form_class.rows:
        job.rows(rows)
    return job.result


class _Merge:
    def __init__(self, form_class, thing, base, theirs, data, kwargs):
        self.form_class, self.thing, self.data, self.kwargs = form_class, thing, data, kwargs
        self.base, self.theirs = base, theirs
        self.mine = form_class(data, instance=thing_copy(thing), **kwargs)
        self.result = Merged()
        self.result.data = self._carried()

    def _carried(self) -> QueryDict:
        """All that was typed, but the choices and what the rows are rebuilt from."""
        carried = self.data.copy()
        prefixes = tuple(f"{self.mine.add_prefix(rows.name)}-" for rows in self.form_class.rows)
        for name in list(carried):
            if name.startswith((f"{CHOICE}-", *prefixes)):
                del carried[name]
        return carried

    def fields(self) -> None:
        base = self._form(self.base)
        theirs = self._form(self.theirs)
        for name in self.mine.fields:
            sides = (Values(base, name), Values(theirs, name), Values(self.mine, name))
            unit = self._field(f"{CHOICE}-{name}", *sides)
            if unit and unit.takes_theirs:
                self._take(Values(theirs, name), self.mine.add_prefix(name))

    def _take(self, theirs: Values, name: str) -> None:
        merged = theirs.overwrite(dict(self.result.data.lists()), name)
        self.result.data = QueryDict(mutable=True)
        for key, values in merged.items():
            self.result.data.setlist(key, values)

    def _form(self, stored: dict | None):
        if stored is None:
            return None
        model = self.form_class._meta.model
        thing = revive(model, stored, pk=self.thing.pk)
        return self.form_class(instance=thing, initial=members(model, stored), **self.kwargs)

    def _field(self, key: str, base: Values, theirs: Values, mine: Values, row: str = ""):
        """A unit if the sides differ. Without a known base every difference is a choice."""
        if mine.disabled or not mine.differs_from(theirs):
            return None
        mine_changed = not base.known or mine.differs_from(base)
        theirs_changed = not base.known or theirs.differs_from(base)
        if not (mine_changed or theirs_changed):
            return None
        outcome = "choice" if mine_changed and theirs_changed else MINE
        outcome = THEIRS if theirs_changed and not mine_changed else outcome
        sides = Sides(base.shown(), theirs.shown(), mine.shown(), rich=mine.rich)
        return self._unit(Unit(key, mine.label, sides, outcome, row=row))

    def _unit(self, unit: Unit) -> Unit:
        if self.data.get(unit.key) == THEIRS:
            unit.chosen = THEIRS
        self.result.units.append(unit)
        return unit

    def rows(self, rows) -> None:
        formset = self.mine.formsets[rows.name]
        merger = _RowMerge(self, formset, (self.base or {}).get(rows.name))
        merger.run({row["id"]: row for row in self.theirs.get(rows.name, [])})


class _RowMerge:
    """The rows of one table, matched by their ids."""

    def __init__(self, merge: _Merge, formset, base_rows: list | None):
        self.merge, self.formset, self.title = merge, formset, str(formset.title)
        self.base_known = base_rows is not None
        self.base = {row["id"]: row for row in base_rows or []}
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
        title, entry = row_label(told_fields(self.formset.model), row), _entry(form, pk)
        key = f"{CHOICE}-{self.formset.prefix}-{pk}"
        if _is_removed(form, self.formset):
            changed = base is None or any(
                Values(theirs, n).differs_from(Values(base, n)) for n in names
            )
            outcome = "choice" if changed else MINE
            unit = self._row_unit(key, title, theirs=row, mine=None, outcome=outcome)
            if unit.takes_theirs:
                entry = _entry_of(theirs, names, pk)
            self.stored.append(entry)
            return
        for name in names:
            unit = self.merge._field(
                f"{key}-{name}", Values(base, name), Values(theirs, name), Values(form, name), title
            )
            if unit:
                unit.row = f"{self.title}: {title}"
                if unit.takes_theirs:
                    entry = Values(theirs, name).overwrite(entry, name)
        self.stored.append(entry)

    def _they_removed(self, pk: int, form) -> None:
        if _is_removed(form, self.formset):
            return
        row = self.base[pk]
        base = self._form(row)
        names = [n for n in form.fields if n in base.fields]
        mine_changed = any(Values(form, n).differs_from(Values(base, n)) for n in names)
        unit = self._row_unit(
            f"{CHOICE}-{self.formset.prefix}-{pk}",
            row_label(told_fields(self.formset.model), row),
            theirs=None,
            mine=[(Values(form, n).label, Values(form, n).shown()) for n in names],
            outcome="choice" if mine_changed else THEIRS,
        )
        if not unit.takes_theirs:  # it comes back as a new row
            self._keep(self.fresh, form)

    def _i_added(self, form) -> None:
        """Nobody else has it: it stays, and the page says so."""
        if not self._keep(self.fresh, form) or not form.has_changed():
            return
        if not _is_removed(form, self.formset):
            values = [Values(form, name) for name in form.base_fields]
            shown = [(value.label, value.shown()) for value in values]
            title = ", ".join([text for _label, text in shown if text][:2])
            self._row_unit("", title or _("ohne Angaben"), theirs=None, mine=shown, outcome=MINE)

    def _they_added(self, pk: int, row: dict) -> None:
        form = self._form(row)
        title = row_label(told_fields(self.formset.model), row)
        if pk in self.base:  # the form that was sent did not hold it: nothing to say
            self.stored.append(_entry_of(form, list(form.fields), pk))
            return
        self._row_unit(
            f"{CHOICE}-{self.formset.prefix}-{pk}", title, theirs=row, mine=None, outcome=THEIRS
        )
        self.stored.append(_entry_of(form, list(form.fields), pk))

    def _row_unit(self, key, title, *, theirs, mine, outcome) -> Unit:
        shown = None
        if theirs is not None:
            form = self._form(theirs)
            shown = [(Values(form, n).label, Values(form, n).shown()) for n in form.fields]
        sides = Sides("", shown, mine, whole_row=True)
        return self.merge._unit(Unit(key, self.title, sides, outcome, row=title))

    def _keep(self, rows: list, form) -> bool:
        """Carry a row on that does not exist yet, unless nothing was typed into it."""
        entry = _entry(form, "")
        filled = {name for name, values in entry.items() if values not in ([], [""])}
        if not filled - {"id", "ORDER"}:
            return False
        rows.append(entry)
        return True

    def _write(self) -> None:
        prefix, data = self.formset.prefix, self.merge.result.data
        rows = self.stored + self.fresh
        data[f"{prefix}-TOTAL_FORMS"] = str(len(rows))
        data[f"{prefix}-INITIAL_FORMS"] = str(len(self.stored))
        for number, row in enumerate(rows):
            for name, values in row.items():
                data.setlist(f"{prefix}-{number}-{name}", values)


def thing_copy(thing):
    """A fresh reading: a bound form writes into its instance while it judges."""
    return type(thing)._base_manager.get(pk=thing.pk) if thing.pk else thing


def _sent_id(form: forms.ModelForm, formset) -> int | None:
    sent = form.data.get(form.add_prefix(formset.model._meta.pk.name), "")
    return int(sent) if sent.isdecimal() else None


def _is_removed(form, formset) -> bool:
    return bool(form.data.get(form.add_prefix("DELETE")))


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
