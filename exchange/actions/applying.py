"""Carrying a checked list out: one transaction, in bulk, with what an undo needs."""

import datetime as dt
from collections import Counter
from collections.abc import Generator
from contextlib import closing
from decimal import Decimal
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction
from django.db.models import OuterRef, Subquery, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from concepts.actions.editions import hold
from concepts.enums import AmendmentKind
from concepts.models import Amendment
from integration_portal.core.fuzzy import FuzzyDate
from integration_portal.core.relations import field_of
from integration_portal.core.richtext import clean
from integration_portal.core.text import sort_key
from integration_portal.history.many import newest_revisions, record_many
from integration_portal.history.models import subject_type
from integration_portal.history.registry import tracked
from measures.actions.measures import words_from
from measures.enums import ReportSource
from measures.models import Measure, MeasureCost, MeasureRole, StatusReport
from stakeholders.models import Organisation

from ..enums import ImportState, RowOutcome
from ..models import ImportRow, MeasureImport
from .checking import CHUNK, measures_of, say
from .failing import ImportFailed, RowFailed
from .making import Made

_MANY = ("further_fields", "goals", "themes")


def _flow(rows: models.QuerySet) -> closing[Generator[Any]]:
    """Row by row. Closed before the transaction it reads in ends, whatever ends it: a server takes
    the closing of a cursor that is gone for an error of what comes next."""
    return closing(cast(Generator[Any], rows.iterator(CHUNK)))


class Applying:
    """One list on its way into its edition. `run` is all or nothing."""

    def __init__(self, imported: MeasureImport, *, by, on: dt.date, reason: str):
        self.imported, self.by, self.on = imported, by, on
        self.edition = imported.edition
        self.reason = reason or _("Übernahme aus der Liste „%(name)s“") % {"name": imported.name}
        self.headings = {
            column["target"]: column["heading"] for column in imported.columns if column["target"]
        }
        self.amendments: list[Amendment] = []
        self.new: dict[int, Any] = {}  # with all that their state asks for
        self.numbers_later = False

    def run(self) -> None:
        """Raises RowFailed, naming row and column, or ImportFailed; then nothing was written.

        Rows are read part by part: a list may have thousands, and each holds all its cells.
        """
        say(self.imported, _("In die Fassung eintragen"))
        with transaction.atomic():
            if not hold(self.edition) or self.edition.is_closed:
                raise ImportFailed(
                    _(
                        "Die Fassung ist inzwischen %(status)s. Es wurde nichts übernommen. "
                        "Laden Sie die Liste in die geltende Fassung."
                    )
                    % {"status": self.edition.get_status_display()}
                )
            written = self.imported.rows.filter(outcome__in=RowOutcome.written)
            self._refuse_doubles(written)
            with _flow(written.values_list("plan", flat=True)) as plans:
                self.made = Made(self.imported, plans, by=self.by, on=self.on, reason=self.reason)
            self._read_around()
            # Automatic numbers follow when all are there; only then a state can be kept.
            unnumbered = written.filter(plan__values__number__isnull=True).exists()
            self.numbers_later = self.edition.is_open and unnumbered
            pks = list(written.values_list("pk", flat=True))
            parts = [pks[start : start + CHUNK] for start in range(0, len(pks), CHUNK)]
            for part in parts:
                rows = list(written.filter(pk__in=part))
                self._write(rows, {row.pk: self._draft(row) for row in rows if not row.measure_id})
                if not self.numbers_later:
                    self._record(rows)
                _keep(rows, "measure", "before", "report_id", "revision")
            if self.numbers_later:
                self.edition.measures.renumber()
                for part in parts:
                    rows = list(written.filter(pk__in=part))
                    self._record(rows)
                    _keep(rows, "revision")
            Amendment.objects.bulk_create(self.amendments, batch_size=CHUNK)
            self.imported.state = ImportState.APPLIED
            self.imported.applied_at = timezone.now()
            self.imported.save()

    def _read_around(self) -> None:
        names = Organisation.objects.filter(authority=self.imported.authority_id)
        self.organisations = {one.pk: one for one in names}
        self.fields = {field.pk: field for field in self.edition.fields.all()}
        prefetch_related_objects([self.edition], "concept__extra_fields")
        rows = self.edition.measures.whole().values("field").annotate(last=models.Max("position"))
        self.positions: Counter[int | None] = Counter(
            dict(rows.order_by().values_list("field", "last"))
        )

    # A new measure, judged before anything is held

    def _draft(self, row: ImportRow) -> Measure:
        measure = Measure(edition=self.edition)
        for name, value in row.plan.get("values", {}).items():
            if name != "field":
                self._set(row, measure, name, value)
        return measure

    def _set(self, row: ImportRow, measure: Measure, name: str, value: Any) -> None:
        field = field_of(Measure, name)
        try:
            if name == "description":
                value = clean(value)
            setattr(
                measure,
                name,
                field.clean(value, measure) if value not in (None, "") else field.to_python(value),
            )
        except ValidationError as error:
            raise RowFailed(row.line, self._heading(name), " ".join(error.messages)) from error

    def _heading(self, name: str) -> str:
        period = self.headings.get("period", "") if name.endswith("_planned") else ""
        return self.headings.get(name, "") or period

    def _refuse_doubles(self, written: models.QuerySet) -> None:
        taken = set(self.edition.measures.exclude(number="").values_list("number", flat=True))
        new = written.filter(outcome=RowOutcome.NEW)
        with _flow(new.values_list("line", "plan")) as plans:
            for line, plan in plans:
                number = plan["values"].get("number")  # not asked by SQL: "1" were a figure
                if number in taken:
                    raise RowFailed(
                        line,
                        self._heading("number"),
                        _(
                            "Die Nummer %(number)s wurde seit der Vorschau vergeben. Prüfen Sie "
                            "die Liste noch einmal."
                        )
                        % {"number": number},
                    )

    # A part of the rows

    def _write(self, rows: list[ImportRow], drafts: dict[int, Measure]) -> None:
        known = [row.measure_id for row in rows if row.outcome == RowOutcome.CHANGED]
        measures = measures_of([pk for pk in known if pk])
        seen = newest_revisions(Measure, measures)
        try:
            with transaction.atomic():
                for row in rows:
                    if row.outcome == RowOutcome.CHANGED:
                        measure = measures.get(row.measure_id or 0)
                        self._change(row, measure, seen)
                self._create([(row, drafts[row.pk]) for row in rows if row.pk in drafts])
                self._relate(rows, measures)
        except DatabaseError as error:
            self._blame(rows, drafts, error)

    def _change(self, row: ImportRow, measure: Measure | None, seen: dict[int, int]) -> None:
        if measure is None or seen.get(measure.pk, 0) != row.seen:
            raise RowFailed(
                row.line,
                "",
                _(
                    "Die Maßnahme „%(label)s“ wurde seit der Vorschau geändert. Prüfen Sie die "
                    "Liste noch einmal."
                )
                % {"label": row.label},
            )
        values = row.plan.get("values", {})
        row.before = {"values": {name: _plain(measure, name) for name in values}}
        for name, value in values.items():
            if name == "field":
                measure.field_id = self.made.field(value)
            else:
                self._set(row, measure, name, value)
        if extra := row.plan.get("extra"):
            extra = {self.made.extra_key(key): value for key, value in extra.items()}
            row.before["extra"] = {key: measure.extra.get(key) for key in extra}
            measure.extra = measure.extra | extra
        measure.search_text = words_from(
            measure, self._organisations_of(row, measure), measure.parts.all()
        )
        measure.save()
        row.measure = measure

    def _create(self, pairs: list[tuple[ImportRow, Measure]]) -> None:
        for row, measure in pairs:
            field = self.made.field(row.plan.get("values", {}).get("field"))
            measure.field = self.fields[field] if field else None
            extra = row.plan.get("extra", {})
            measure.extra = {self.made.extra_key(key): value for key, value in extra.items()}
            self.positions[measure.field_id] += 1
            measure.position = self.positions[measure.field_id]
            measure.sort_key, measure.title_key = measure.sorted_by(), sort_key(measure.title)
            measure.search_text = words_from(measure, self._organisations_of(row, None), ())
        Measure.objects.bulk_create([measure for _row, measure in pairs])
        for row, measure in pairs:
            row.measure = measure
            if not self.numbers_later and not any(name in row.plan for name in _MANY):
                measure._prefetched_objects_cache = {  # type: ignore[attr-defined]
                    name: [] for name in (*tracked(Measure).many, *tracked(Measure).rows)
                }
                self.new[measure.pk] = measure

    def _organisations_of(self, row: ImportRow, measure: Measure | None) -> list[Organisation]:
        roles = row.plan.get("roles", {"added": [], "removed": []})
        current = measure.roles.all() if measure else ()
        stays = [role.organisation for role in current if role.pk not in roles["removed"]]
        return stays + [
            self.organisations[self.made.organisation(one)] for _k, one in roles["added"]
        ]

    def _relate(self, rows: list[ImportRow], measures: dict[int, Measure]) -> None:
        added: list[tuple[ImportRow, MeasureRole]] = []
        costs: list[tuple[ImportRow, MeasureCost]] = []
        reports: list[StatusReport] = []
        removed: list[int] = []
        for row in rows:
            measure, plan = cast("Measure", row.measure), row.plan  # made or changed above
            roles = plan.get("roles", {})
            removed += roles.get("removed", [])
            if measure.pk in measures:
                self._keep_rows(row, measures[measure.pk])
            once = {(kind, self.made.organisation(one)) for kind, one in roles.get("added", [])}
            for kind, pk in sorted(once):
                organisation = self.organisations[pk]
                added.append(
                    (row, MeasureRole(measure=measure, kind=kind, organisation=organisation))
                )
            for cost in plan.get("costs", []):
                self._cost(row, measure, measures, cost, costs)
            for name in _MANY:
                if name in plan:
                    getattr(measure, name).set([self.made.field(one) for one in plan[name]])
            if report := plan.get("report"):
                reports.append(self._report(measure, report))
        MeasureRole.objects.filter(pk__in=removed).delete()
        for kept, made in (("roles", added), ("costs", costs)):
            made_rows: list[models.Model] = [one for _row, one in made]
            type(made_rows[0])._default_manager.bulk_create(made_rows) if made_rows else None
            for row, one in made:
                row.before.setdefault(kept, {}).setdefault("added", []).append(one.pk)
                if row.measure_id in self.new:
                    self.new[row.measure_id or 0]._prefetched_objects_cache[kept].append(one)
        self._report_all(rows, reports)

    def _keep_rows(self, row: ImportRow, measure: Measure) -> None:
        gone = set(row.plan.get("roles", {}).get("removed", []))
        if gone:
            row.before["roles"] = {
                "removed": [
                    {
                        "kind": r.kind,
                        "organisation_id": r.organisation_id,
                        "contact_id": r.contact_id,
                        "note": r.note,
                    }
                    for r in measure.roles.all()
                    if r.pk in gone
                ]
            }
        for name in _MANY:
            if name in row.plan:
                row.before[name] = [thing.pk for thing in getattr(measure, name).all()]

    def _cost(
        self, row: ImportRow, measure: Measure, measures: dict[int, Measure], cost: dict, new: list
    ) -> None:
        amounts = {name: Decimal(cost[name]) for name in ("budget", "spent") if name in cost}
        if not cost["pk"]:
            own = {"year": cost["year"], "recurring": cost["recurring"], "label": cost["label"]}
            new.append((row, MeasureCost(measure=measure, **own, **amounts)))
            return
        known = next((c for c in measures[measure.pk].costs.all() if c.pk == cost["pk"]), None)
        if known is None:
            raise RowFailed(
                row.line, self._heading("budget"), _("Der Posten wurde inzwischen gelöscht.")
            )
        before = row.before.setdefault("costs", {}).setdefault("changed", [])
        for name, euros in amounts.items():
            old = getattr(known, name)
            before.append([known.pk, name, None if old is None else str(old)])
            setattr(known, name, euros)
        known.save()

    def _report(self, measure: Measure, said: dict[str, str]) -> StatusReport:
        return StatusReport(
            measure=measure,
            on=FuzzyDate.decode(said["on"]),
            source=ReportSource.IMPORT,
            by=self.by,
            **{name: value for name, value in said.items() if name != "on"},
        )

    def _report_all(self, rows: list[ImportRow], reports: list[StatusReport]) -> None:
        """As `measures.actions.status_reports.report_status`, for many."""
        StatusReport.objects.bulk_create(reports)
        pks = [report.measure_id for report in reports]
        newest = (
            StatusReport.objects.approved().filter(measure=OuterRef("pk")).order_by("-on", "-pk")
        )
        Measure.objects.filter(pk__in=pks).update(last_report=Subquery(newest.values("pk")[:1]))
        for report in reports:
            report._prefetched_objects_cache = {"attachments": []}  # type: ignore[attr-defined]
        record_many(reports, by=self.by, reason=self.reason)
        said = {report.measure_id: report.pk for report in reports}
        for row in rows:
            row.report_id = said.get(row.measure_id or 0, 0)

    def _record(self, rows: list[ImportRow]) -> None:
        told = {row.measure_id or 0 for row in rows if self._changes_more_than_report(row)}
        measures = measures_of([pk for pk in told if pk not in self.new])
        new = [self.new.pop(pk) for pk in sorted(told & self.new.keys())]
        revisions = record_many([*measures.values(), *new], by=self.by, reason=self.reason)
        for row in rows:
            row.revision = revisions.get(row.measure_id or 0, row.seen)
            if row.measure_id in told and self.edition.is_amendable and row.plan.get("amends"):
                self.amendments.append(self._amendment(row))

    @staticmethod
    def _changes_more_than_report(row: ImportRow) -> bool:
        return row.outcome == RowOutcome.NEW or any(
            name not in ("report", "amends") for name in row.plan
        )

    def _amendment(self, row: ImportRow) -> Amendment:
        is_new = row.outcome == RowOutcome.NEW
        return Amendment(
            edition=self.edition,
            kind=AmendmentKind.ADDED if is_new else AmendmentKind.CHANGED,
            on=self.on,
            reason=self.reason,
            subject_type=subject_type(Measure),
            subject_id=row.measure_id,
            label=row.label[:300],
            by=self.by,
        )

    def _blame(
        self, rows: list[ImportRow], drafts: dict[int, Measure], error: DatabaseError
    ) -> None:
        """The database refused some row: say which one, and why if it can be found."""
        for row in rows:
            measure = drafts.get(row.pk) or row.measure
            try:
                if measure is not None:
                    measure.full_clean(exclude=["edition", "parent", "field", "last_report"])
            except ValidationError as found:
                raise RowFailed(row.line, "", " ".join(found.messages)) from error
        raise RowFailed(
            rows[0].line, "", _("Die Datenbank hat diese oder eine der folgenden Zeilen abgelehnt.")
        ) from error


def _keep(rows: list[ImportRow], *names: str) -> None:
    """Write the named columns of rows that exist, in one statement for many."""
    ImportRow.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=list(names)
    )


def _plain(measure: Measure, name: str) -> Any:
    value = measure.field_id if name == "field" else getattr(measure, name)
    return value.encode() if isinstance(value, FuzzyDate) else value
