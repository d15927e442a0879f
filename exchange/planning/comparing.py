"""What a row would change: the plan to write, and the changes in the reader's words."""

from typing import Any

from django.utils.translation import gettext as _

from integration_portal.core.fuzzy import FuzzyDate
from integration_portal.core.relations import field_of
from integration_portal.core.richtext import plain
from integration_portal.history.differences import said
from measures.enums import MeasureRoleKind, MeasureStatus
from measures.forms.measure import MeasureForm
from measures.models import Measure, StatusReport, extra_values

from ..enums import Target
from ..lines import LINES
from .catalogue import FIELD, ORGANISATION, Catalogue
from .money import Costs
from .rows import RowChange, compare
from .values import as_html
from .wanted import Wanted


class Comparison:
    """One row against the measure it means, or against nothing."""

    def __init__(
        self,
        wanted: Wanted,
        measure: Measure | None,
        catalogue: Catalogue,
        *,
        year: int,
        on: FuzzyDate,
    ):
        self.wanted, self.measure, self.catalogue = wanted, measure, catalogue
        self.year, self.on = year, on
        self.changes: list[dict[str, str]] = []
        self.values: dict[str, Any] = {}
        self.plan: dict[str, Any] = {}
        self.plan_changed = measure is None
        self._settle_dates()
        self._number()
        for name, value in wanted.values.items():
            self._value(name, value)
        self._members("further_fields", wanted.fields, FIELD)
        self._members("goals", wanted.goals, "goal")
        self._members("themes", wanted.themes, "theme")
        self._members("applies_to", wanted.members, "member")
        self._roles()
        self._rows()
        self._extra()
        self._report()
        if self.values:
            self.plan["values"] = self.values
        if wanted.belongs_to:
            self.plan["parent"] = wanted.belongs_to
        self.plan["amends"] = self.plan_changed

    @property
    def changed(self) -> bool:
        return self.measure is None or bool(self.changes)

    def _note(self, label: Any, old: str, new: str, *, progress: bool = False) -> None:
        """`progress` goes on after the resolution and needs no amendment, as in the form."""
        self.changes.append({"label": str(label), "old": old[:300], "new": new[:300]})
        self.plan_changed = self.plan_changed or not progress

    def _settle_dates(self) -> None:
        """An end and "auf Dauer" exclude each other; what the list says last is believed."""
        values, measure = self.wanted.values, self.measure
        start = values.get("start_planned") or (measure and measure.start_planned)
        end = values.get("end_planned")
        if start and end:
            first = FuzzyDate.decode(start) if isinstance(start, str) else start
            if FuzzyDate.decode(end).latest < first.earliest:
                self.wanted.trouble(
                    -1, _("Das Ende liegt vor dem Beginn; das Ende wird nicht übernommen.")
                )
                del values["end_planned"]
                end = None
        if end and values.get("permanent"):
            self.wanted.trouble(
                -1, _("Ein Ende und „laufend“ schließen einander aus; das Ende wird übernommen.")
            )
            values["permanent"] = False
        if end and measure and measure.permanent:
            values["permanent"] = False
        if not end and values.get("permanent") and measure and measure.end_planned:
            values["end_planned"] = None

    def _number(self) -> None:
        number = self.wanted.number
        if number and (self.measure is None or self.measure.number != number):
            self.values |= {"number": number, "number_given": True}
            self._note(_("Nummer"), self.measure.number if self.measure else "", number)

    def _value(self, name: str, value: Any) -> None:
        model_field = field_of(Measure, name)
        old = getattr(self.measure, name) if self.measure else model_field.get_default()
        if name == "description":
            value = as_html(value)
            if self.measure and _words(plain(old)) == _words(plain(value)):
                return
            self._set(
                name,
                value,
                model_field.verbose_name,
                plain(old) if self.measure else "",
                plain(value),
            )
        elif name == "field":
            now = self.measure.field_id if self.measure else None
            if now != value:
                before = str(self.measure.field) if now and self.measure else ""
                self._set(
                    name,
                    value,
                    model_field.verbose_name,
                    before,
                    self.catalogue.name_of(FIELD, value),
                )
        else:
            new = model_field.to_python(value)
            if _same(old, new):
                return
            self._set(
                name,
                value,
                model_field.verbose_name,
                _said(model_field, old),
                _said(model_field, new),
            )

    def _set(self, name: str, value: Any, label: Any, old: str, new: str) -> None:
        self.values[name] = value
        self._note(label, old, new, progress=name in MeasureForm.progress_fields)

    def _members(self, name: str, wanted: list[Any], kind: str) -> None:
        if not wanted:
            return
        now = [thing.pk for thing in getattr(self.measure, name).all()] if self.measure else []
        if name == "further_fields":
            main = self.values.get("field", self.measure.field_id if self.measure else None)
            wanted = [one for one in wanted if one != main]
        if set(map(str, now)) != set(map(str, wanted)):
            self.plan[name] = wanted
            label = field_of(Measure, name).verbose_name
            names = [
                ", ".join(self.catalogue.name_of(kind, one) for one in side)
                for side in (now, wanted)
            ]
            self._note(label, *names)

    def _roles(self) -> None:
        current = list(self.measure.roles.all()) if self.measure else []
        added: list[list[Any]] = []
        removed: list[int] = []
        for kind, wanted in self.wanted.roles.items():
            now = {role.organisation_id: role for role in current if role.kind == kind}
            new = [one for one in wanted if isinstance(one, dict) or one not in now]
            # Who is not named any more goes; but not while a name in the cell was left out.
            complete = bool(wanted) and kind not in self.wanted.partial
            gone = [
                role
                for pk, role in now.items()
                if complete and pk not in wanted and role.until is None
            ]
            if not new and not gone:
                continue
            added += [[kind, one] for one in new]
            removed += [role.pk for role in gone]
            before = [role.organisation.name for role in now.values()]
            after = [role.organisation.name for role in now.values() if role not in gone]
            after += [self.catalogue.name_of(ORGANISATION, one) for one in new]
            self._note(MeasureRoleKind(kind).label, ", ".join(before), ", ".join(after))
        if added or removed:
            self.plan["roles"] = {"added": added, "removed": removed}

    def _rows(self) -> None:
        names = self.catalogue.organisation_names
        for relation, wanted in self.wanted.rows.items():
            if relation != Target.COSTS:
                complete = relation not in self.wanted.partial
                now = self._now(relation)
                change = compare(LINES[relation], now, wanted, names, complete=complete)
                self._note_rows(relation, change)
        costs = Costs(self._now(Target.COSTS), self.wanted, names, self._first_year)
        self._note_rows(Target.COSTS, costs.rows)
        for told in costs.told:
            free = MeasureForm.progress_rows["costs"]
            self._note(told.label, told.old, told.new, progress=told.name in free)
        if costs.sums:
            self.plan["costs"] = costs.sums

    def _now(self, relation: str) -> list[Any]:
        return list(getattr(self.measure, relation).all()) if self.measure else []

    def _note_rows(self, relation: str, change: RowChange) -> None:
        if change:
            self.plan.setdefault("rows", {})[relation] = change.plan
            old, new = ("; ".join(side) for side in (change.before, change.after))
            self._note(Target(relation).label, old, new, progress=change.is_progress(relation))

    def _first_year(self) -> int:
        start = self.values.get("start_planned")
        if start:
            return FuzzyDate.decode(start).earliest.year
        if self.measure and self.measure.start:
            return self.measure.start.earliest.year
        return self.year

    def _extra(self) -> None:
        for key, value in self.wanted.extra.items():
            known = self.catalogue.extra.get(key)
            old = self.measure.extra.get(key, "") if self.measure else ""
            if value and value != old:
                self.plan.setdefault("extra", {})[key] = value
                if known is not None:
                    self._note(
                        known.name,
                        extra_values.say(known.kind, old),
                        extra_values.say(known.kind, value),
                    )
                else:
                    self._note(_("eigenes Feld"), "", value)

    def _report(self) -> None:
        given = {name: value for name, value in self.wanted.report.items() if name != "on"}
        if not given:
            return
        last = self.measure.last_report if self.measure else None
        if last and _says(last, given):
            return
        status = given.get("status") or (last.status if last else "")
        if not status:
            self.wanted.trouble(
                -1,
                _(
                    "Ein Sachstand ohne Umsetzungsstand wird nicht übernommen; sein Text bleibt "
                    "in der Datei."
                ),
            )
            return
        on = self.wanted.report.get("on") or self.on.encode()
        if self.measure and any(_tells(report, on, given) for report in self.measure.reports.all()):
            return
        self.plan["report"] = {"on": on, "status": status} | given
        before = MeasureStatus(last.status).label if last else ""
        text = given.get("text", "")
        self._note(
            _("Sachstand zum %(day)s") % {"day": FuzzyDate.decode(on)},
            str(before),
            f"{MeasureStatus(status).label} {text}".strip(),
            progress=True,
        )


def _tells(report: StatusReport, on: str, given: dict[str, str]) -> bool:
    return report.on.encode() == on and _says(report, given)


def _says(report: StatusReport, given: dict[str, Any]) -> bool:
    return all(_words(getattr(report, name)) == _words(value) for name, value in given.items())


def _same(old: Any, new: Any) -> bool:
    if isinstance(old, str) and isinstance(new, str):
        return _words(old) == _words(new)
    return old == new or (not old and not new)


def _words(value: Any) -> str:
    return "" if value is None else " ".join(str(value).split())


def _said(field, value: Any) -> str:
    if isinstance(value, FuzzyDate):
        return str(value)
    return said(field, value)
