"""A part of the rows of a list on its way into the edition: judged, made in memory, prepared."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from concepts.enums import AmendmentKind
from integration_portal.core.bulk import Prepared, reserve
from integration_portal.core.fuzzy import FuzzyDate
from integration_portal.core.relations import field_of
from integration_portal.core.richtext import clean
from integration_portal.history.many import newest_revisions, revisions_of
from integration_portal.history.models import Revision
from measures.actions.status_reports import follow_newest_of
from measures.enums import ReportSource
from measures.models import Measure, MeasureCost, MeasureRole, StatusReport

from ..enums import RowOutcome
from ..models import ImportRow
from .checking import measures_of
from .failing import RowFailed
from .lined import Lined
from .making import amendment
from .rewriting import MANY, Rewriting
from .surveying import Survey


class Part:
    """`measures` are as the rows want them. Raises RowFailed, naming row and column."""

    def __init__(self, survey: Survey, pks: Sequence[int], *, by, on: dt.date, reason: str):
        self.survey, self.by, self.on, self.reason = survey, by, on, reason
        self.rows = list(survey.imported.rows.filter(pk__in=pks))
        self.rewriting = Rewriting()
        self.reports: list[StatusReport] = []
        # What the undo takes away again, when it has its id.
        self._given: list[tuple[ImportRow, str, Any]] = []
        known = [row.measure_id for row in self.rows if row.outcome == RowOutcome.CHANGED]
        self._there = measures_of([pk for pk in known if pk])
        self._seen = newest_revisions(Measure, self._there)
        self._lined = Lined(self.rewriting, survey.made.organisation)
        self.measures = {row.pk: self._measure(row) for row in self.rows}
        self.rewriting.settle()
        self._lined.tell()
        for row, kind, thing in self._given:
            row.before.setdefault(kind, {}).setdefault("added", []).append(thing.pk)

    def _measure(self, row: ImportRow) -> Measure:
        try:
            measure = self._new(row) if row.outcome == RowOutcome.NEW else self._known(row)
            self._change(row, measure)
        except KeyError as error:  # a thing of the edition or an organisation
            raise RowFailed(
                row.line,
                "",
                _(
                    "Etwas, das hier genannt ist, wurde seit der Vorschau gelöscht. Prüfen Sie "
                    "die Liste noch einmal."
                ),
            ) from error
        return measure

    def _new(self, row: ImportRow) -> Measure:
        seat = self.survey.seats[row.pk]
        measure = Measure(pk=seat.pk, edition=self.survey.edition, position=seat.position)
        measure.parent = seat.parent
        row.measure_id = seat.pk
        self.rewriting.add(measure)
        return measure

    def _known(self, row: ImportRow) -> Measure:
        measure = self._there.get(row.measure_id or 0)
        if measure is None or self._seen.get(measure.pk, 0) != row.seen:
            raise RowFailed(
                row.line,
                "",
                _(
                    "Die Maßnahme „%(label)s“ wurde seit der Vorschau geändert. Prüfen Sie die "
                    "Liste noch einmal."
                )
                % {"label": row.label},
            )
        measure.edition = self.survey.edition
        self._keep(row, measure)
        return measure

    def _keep(self, row: ImportRow, measure: Measure) -> None:
        """How it stands, of what the row changes: for the undo."""
        values = row.plan.get("values", {})
        row.before = {"values": {name: _plain(measure, name) for name in values}}
        if extra := row.plan.get("extra"):
            keys = [self.survey.made.extra_key(key) for key in extra]
            row.before["extra"] = {key: measure.extra.get(key) for key in keys}
        for name in MANY:
            if name in row.plan:
                row.before[name] = [thing.pk for thing in getattr(measure, name).all()]

    def _change(self, row: ImportRow, measure: Measure) -> None:
        made, plan = self.survey.made, row.plan
        for name, value in plan.get("values", {}).items():
            self._set(row, measure, name, value)
        if measure.pk in self.survey.numbers:
            measure.number = self.survey.numbers[measure.pk]
        if extra := plan.get("extra"):
            extra = {made.extra_key(key): value for key, value in extra.items()}
            self.rewriting.set_extra(measure, extra)
        known = {name: getattr(self.survey, name) for name in ("goals", "themes")}
        known["applies_to"] = self.survey.members
        for name in MANY:
            if name in plan:
                find = known[name].__getitem__ if name in known else made.field
                things = map(find, plan[name])
                self.rewriting.set_members(measure, name, things)
        self._set_roles(row, measure)
        self._lined.change(row, measure)
        for cost in plan.get("costs", []):
            self._set_cost(row, measure, cost)
        if report := plan.get("report"):
            self._report(row, measure, report)

    def _set(self, row: ImportRow, measure: Measure, name: str, value: Any) -> None:
        if name == "field":
            self.rewriting.set(measure, name, self.survey.made.field(value))
            return
        field = field_of(Measure, name)
        try:
            if name == "description":
                value = clean(value)
            if value not in (None, ""):
                value = field.clean(value, measure)
            self.rewriting.set(measure, name, field.to_python(value))
        except ValidationError as error:
            where = self.survey.heading(name)
            raise RowFailed(row.line, where, " ".join(error.messages)) from error

    def _set_roles(self, row: ImportRow, measure: Measure) -> None:
        roles = row.plan.get("roles", {})
        if removed := roles.get("removed"):
            gone = self.rewriting.take(measure, "roles", removed)
            names = ("kind", "organisation_id", "contact_id", "note")
            row.before["roles"] = {
                "removed": [{name: getattr(role, name) for name in names} for role in gone]
            }
        organisations = self.survey.made.organisations
        added = roles.get("added", [])
        named = {(kind, self.survey.made.organisation(one).pk) for kind, one in added}
        for kind, pk in sorted(named):
            role = MeasureRole(kind=kind, organisation=organisations[pk])
            self._give(row, measure, "roles", role)

    def _set_cost(self, row: ImportRow, measure: Measure, said: dict[str, Any]) -> None:
        amounts = {name: Decimal(said[name]) for name in ("budget", "spent") if name in said}
        if not said["pk"]:
            own = {name: said[name] for name in ("year", "recurring", "label")}
            self._give(row, measure, "costs", MeasureCost(**own, **amounts))
            return
        known = next((cost for cost in measure.costs.all() if cost.pk == said["pk"]), None)
        if known is None:
            raise RowFailed(
                row.line, self.survey.heading("budget"), _("Der Posten wurde inzwischen gelöscht.")
            )
        before = row.before.setdefault("costs", {}).setdefault("changed", [])
        for name in amounts:
            old = getattr(known, name)
            before.append([known.pk, name, None if old is None else str(old)])
        self.rewriting.change(measure, "costs", known, **amounts)

    def _give(self, row: ImportRow, measure: Measure, name: str, thing: Any) -> None:
        self.rewriting.give(measure, name, thing)
        if row.outcome == RowOutcome.CHANGED:  # a new measure goes as a whole
            self._given.append((row, name, thing))

    def _report(self, row: ImportRow, measure: Measure, said: dict[str, str]) -> None:
        report = StatusReport(
            measure=measure,
            on=FuzzyDate.decode(said["on"]),
            source=ReportSource.IMPORT,
            by=self.by,
            **{
                name: field_of(StatusReport, name).to_python(value)
                for name, value in said.items()
                if name != "on"
            },
        )
        report.__dict__["_prefetched_objects_cache"] = {"attachments": []}
        self.reports.append(report)

    # Into statements

    def prepare(self) -> Prepared:
        prepared = Prepared()
        self._number_reports()
        self.rewriting.prepare(prepared)
        prepared.insert(self.reports)
        known = [report.measure_id for report in self.reports if report.measure_id in self._there]
        if known:
            prepared.later(lambda: follow_newest_of(known))
        prepared.insert(revisions_of(self.reports, by=self.by, reason=self.reason))
        revisions = self._revisions()
        prepared.insert(revisions)
        written = {revision.subject_id: revision.pk for revision in revisions}
        for row in self.rows:
            row.revision = written.get(row.measure_id or 0, row.seen)
        prepared.update(self.rows, ("measure", "before", "report_id", "revision"))
        if self.survey.edition.is_amendable:
            prepared.insert([self._amendment(row) for row in self.rows if row.plan.get("amends")])
        return prepared

    def _number_reports(self) -> None:
        pks = reserve(StatusReport, len(self.reports))
        said = {}
        for report, pk in zip(self.reports, pks, strict=True):
            report.pk = said[report.measure_id] = pk
            if report.measure_id not in self._there:
                report.measure.last_report_id = pk
        for row in self.rows:
            row.report_id = said.get(row.measure_id or 0, 0)

    def _revisions(self) -> list[Revision]:
        """Of all that changed by more than their report, which has a history of its own."""
        told = [*self.rewriting.new, *self.rewriting.changed.values()]
        revisions = revisions_of(told, by=self.by, reason=self.reason)
        for revision, pk in zip(revisions, reserve(Revision, len(revisions)), strict=True):
            revision.pk = pk
        return revisions

    def _amendment(self, row: ImportRow):
        kind = AmendmentKind.ADDED if row.outcome == RowOutcome.NEW else AmendmentKind.CHANGED
        said = {"by": self.by, "on": self.on, "reason": self.reason}
        return amendment(self.measures[row.pk], kind, **said)


def _plain(measure: Measure, name: str) -> Any:
    value = measure.field_id if name == "field" else getattr(measure, name)
    return value.encode() if isinstance(value, FuzzyDate) else value
