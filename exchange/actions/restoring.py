"""A part of the measures that an import changed, on their way back to what they were."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils import timezone

from concepts.enums import AmendmentKind
from concepts.models import Edition, Goal
from integration_portal.core.bulk import Prepared
from integration_portal.core.relations import field_of
from integration_portal.history.many import revisions_of
from measures.models import Measure, MeasureCost, MeasureRole
from stakeholders.models import Person

from ..models import ImportRow
from .checking import measures_of
from .lined import restore
from .making import amendment
from .rewriting import MANY, Rewriting


class Things:
    """What earlier values may point to, as far as it is still there."""

    def __init__(self, edition: Edition):
        self.organisations = edition.authority.organisations.in_bulk()
        self.people = Person.objects.filter(authority=edition.authority_id).in_bulk()
        self.members: dict[str, dict[int, Any]] = {
            "further_fields": edition.fields.in_bulk(),
            "goals": Goal.objects.filter(field__edition=edition).in_bulk(),
            "themes": edition.themes.in_bulk(),
            "applies_to": edition.authority.members.in_bulk(),
        }
        self.fields = self.members["further_fields"]


class Restoring:
    """`measures` are as they were. Nothing is written before `prepare`."""

    def __init__(
        self, edition: Edition, pks: Sequence[int], things: Things, numbers: Mapping[int, str]
    ):
        self.edition, self.things, self._numbers = edition, things, numbers
        self.rows = list(ImportRow.objects.filter(pk__in=pks))
        self.rewriting = Rewriting()
        measures = measures_of([row.measure_id for row in self.rows if row.measure_id])
        for row in self.rows:
            self._restore(row, measures[row.measure_id or 0])
        self.rewriting.settle()

    def _restore(self, row: ImportRow, measure: Measure) -> None:
        before, rewriting = row.before, self.rewriting
        measure.edition = self.edition
        measure.number = self._numbers.get(measure.pk, measure.number)
        for name, value in before.get("values", {}).items():
            if name == "field":
                rewriting.set(measure, name, self.things.fields.get(value))
            else:
                rewriting.set(measure, name, field_of(Measure, name).to_python(value))
        if "extra" in before:
            rewriting.set_extra(measure, before["extra"])
        self._restore_roles(measure, before.get("roles", {}))
        self._restore_costs(measure, before.get("costs", {}))
        find: Callable[[Any], Any] = self.things.organisations.get
        restore(before.get("rows", {}), measure, rewriting, find)
        for name in MANY:
            if name in before:
                there = self.things.members[name]
                rewriting.set_members(
                    measure, name, [there[pk] for pk in before[name] if pk in there]
                )

    def _restore_roles(self, measure: Measure, was: dict[str, Any]) -> None:
        if was:
            self.rewriting.take(measure, "roles", was.get("added", []))
        for said in was.get("removed", []):
            if organisation := self.things.organisations.get(said["organisation_id"]):
                contact = self.things.people.get(said["contact_id"])
                own = {"kind": said["kind"], "note": said["note"]}
                role = MeasureRole(organisation=organisation, contact=contact, **own)
                self.rewriting.give(measure, "roles", role)

    def _restore_costs(self, measure: Measure, was: dict[str, Any]) -> None:
        if was:
            self.rewriting.take(measure, "costs", was.get("added", []))
        there: dict[int, MeasureCost] = {cost.pk: cost for cost in measure.costs.all()}
        for pk, name, euros in reversed(was.get("changed", [])):
            value = None if euros is None else Decimal(euros)
            self.rewriting.change(measure, "costs", there[pk], **{name: value})

    def prepare(self, *, by, reason: str) -> Prepared:
        prepared = Prepared()
        self.rewriting.prepare(prepared)
        changed = self.rewriting.changed
        prepared.insert(revisions_of([*changed.values()], by=by, reason=reason))
        if self.edition.is_amendable:
            said = {"by": by, "on": timezone.localdate(), "reason": reason}
            plans = {row.measure_id: row.plan for row in self.rows}
            prepared.insert(
                [
                    amendment(measure, AmendmentKind.CHANGED, **said)
                    for pk, measure in changed.items()
                    if plans[pk].get("amends")
                ]
            )
        return prepared
