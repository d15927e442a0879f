"""A thing with its rows: the three states side by side, field by field."""

from django.http import QueryDict

from integration_portal.history.models import Revision
from integration_portal.history.registry import is_tracked, row_in, row_relation, state, whole_of
from integration_portal.history.thaw import members, revive

from ..comparing import Sides, Values
from .rows import RowMerge
from .units import CHOICE, MINE, THEIRS, Merged, Unit


def state_at(thing, version: int) -> dict | None:
    """How the thing stood at that version; nothing if nobody recorded it."""
    told = Revision.objects.of(whole_of(thing)).filter(pk=version)
    return _said_of(thing, told.values_list("state", flat=True).first() or {})


def _said_of(thing, stored: dict) -> dict | None:
    """What the state of a whole says of the thing: all of it, or one of its rows."""
    if is_tracked(type(thing)):
        return stored or None
    return row_in(stored, row_relation(type(thing)), thing.pk)


def merge(*, form_class, thing, base: dict | None, data: QueryDict, kwargs: dict, theirs=None):
    """Compare and combine. `theirs` is a state; by default the thing as it is stored now.

    `kwargs` are those of the form (`authority`, `user`); choices are read from `data`.
    """
    theirs = _said_of(thing, state(whole_of(thing))) if theirs is None else theirs
    job = Merge(form_class, thing, base, theirs, data, kwargs)
    job.fields()
    for rows in form_class.rows:
        job.rows(rows)
    return job.result


class Merge:
    """One comparison on its way to `result`."""

    def __init__(self, form_class, thing, base, theirs, data, kwargs):
        self.form_class, self.thing, self.data, self.kwargs = form_class, thing, data, kwargs
        self.base, self.theirs = base, theirs
        self.mine = form_class(data, instance=_fresh(thing), **kwargs)
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
            unit = self.compare(f"{CHOICE}-{name}", *sides)
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
        above = None if is_tracked(model) else whole_of(self.thing)
        thing = revive(model, stored, pk=self.thing.pk, row_of=above)
        return self.form_class(instance=thing, initial=members(model, stored), **self.kwargs)

    def compare(self, key: str, base: Values, theirs: Values, mine: Values, row: str = ""):
        """A unit if the sides differ. Without a known base every difference is a choice.

        What only this page asks for (a resolution of the change) stays as typed.
        """
        if mine.disabled or not theirs.known or not mine.differs_from(theirs):
            return None
        mine_changed = not base.known or mine.differs_from(base)
        theirs_changed = not base.known or theirs.differs_from(base)
        if not (mine_changed or theirs_changed):
            return None
        outcome = "choice" if mine_changed and theirs_changed else MINE
        outcome = THEIRS if theirs_changed and not mine_changed else outcome
        sides = Sides(base.shown(), theirs.shown(), mine.shown(), rich=mine.rich)
        return self.tell(Unit(key, mine.label, sides, outcome, row=row))

    def tell(self, unit: Unit) -> Unit:
        if self.data.get(unit.key) == THEIRS:
            unit.chosen = THEIRS
        self.result.units.append(unit)
        return unit

    def rows(self, rows) -> None:
        formset = self.mine.formsets[rows.name]
        merger = RowMerge(self, formset, (self.base or {}).get(rows.name, []))
        merger.run({row["id"]: row for row in self.theirs.get(rows.name, [])})


def _fresh(thing):
    """A fresh reading: a bound form writes into its instance while it judges."""
    return type(thing)._base_manager.get(pk=thing.pk) if thing.pk else thing
