"""Taking an import back: what it changed is as before, unless somebody changed it since."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from django.db import models, transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from concepts.actions.editions import hold
from concepts.enums import AmendmentKind
from concepts.models import Amendment, FieldOfAction
from integration_portal.core.relations import field_of
from integration_portal.history.many import newest_revisions, record_many
from integration_portal.history.models import RevisionAction, subject_type
from integration_portal.history.reading import stated
from integration_portal.history.registry import tracked
from measures.actions.measures import words_from
from measures.models import ExtraField, Measure, MeasureCost, MeasureRole, StatusReport
from stakeholders.models import Organisation

from ..enums import ImportState, RowOutcome
from ..models import ImportRow, MeasureImport
from .checking import CHUNK, measures_of, say
from .failing import ImportFailed

_MANY = ("further_fields", "goals", "themes")


def used_elsewhere(
    model: type[models.Model],
    pks: Iterable[int],
    *,
    own: Callable[[str, models.QuerySet], models.QuerySet] = lambda name, rows: rows,
) -> dict[int, str]:
    """Thing -> what else needs it, of whichever room. `own` narrows to what is not the thing's."""
    pks = list(pks)
    found: dict[int, str] = {}
    for relation in _relations_to(model):
        name = relation.field.name
        rows = relation.related_model._default_manager.filter(**{f"{name}__in": pks})
        rows = own(relation.get_accessor_name() or "", rows)
        label = str(relation.related_model._meta.verbose_name_plural)
        for pk in rows.order_by().values_list(name, flat=True).distinct():
            found.setdefault(pk, label)
    return {pk: label for pk, label in found.items() if pk in set(pks)}


def _relations_to(model: type[models.Model]) -> list[models.ForeignObjectRel]:
    """All that point to it, those without a way back included, but not its own memberships."""
    hidden = [
        relation
        for relation in model._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ForeignObjectRel)
        and relation.hidden
        and relation.related_model._meta.auto_created is not model
    ]
    return [*model._meta.related_objects, *hidden]


class Undoing:
    """One applied list. `run` is one transaction; what stays is said, row by row."""

    def __init__(self, imported: MeasureImport, *, by):
        self.imported, self.by, self.edition = imported, by, imported.edition
        self.reason = _("Übernahme der Liste „%(name)s“ zurückgenommen") % {"name": imported.name}
        self.notes: list[list[Any]] = []
        self.amendments: list[Amendment] = []

    def run(self) -> None:
        """Raises ImportFailed if the edition has ended meanwhile."""
        say(self.imported, _("Zurücknehmen"))
        with transaction.atomic():
            if not hold(self.edition) or self.edition.is_closed:
                raise ImportFailed(
                    _(
                        "Die Fassung ist inzwischen %(status)s und wird nicht mehr geändert. Es "
                        "blieb alles, wie es ist."
                    )
                    % {"status": self.edition.get_status_display()}
                )
            rows = list(self.imported.rows.filter(outcome__in=RowOutcome.written))
            for start in range(0, len(rows), CHUNK):
                self._take_back(rows[start : start + CHUNK])
            Amendment.objects.bulk_create(self.amendments, batch_size=CHUNK)
            if self.edition.is_open:
                self.edition.measures.renumber()
            made = self.imported.made
            self._remove(ExtraField, made.get("extra", []), self._extra_in_use)
            self._remove(Organisation, made.get("organisations", []))
            self._remove(FieldOfAction, made.get("fields", []))
            self.imported.undo_notes = self.notes
            self.imported.state = ImportState.UNDONE
            self.imported.undone_at = timezone.now()
            self.imported.save()

    def _stays(self, row: ImportRow, why: str) -> None:
        self.notes.append([row.line, row.label, why])

    def _take_back(self, rows: list[ImportRow]) -> None:
        measures = measures_of([row.measure_id for row in rows if row.measure_id])
        newest = newest_revisions(Measure, measures)
        created: list[ImportRow] = []
        changed: list[ImportRow] = []
        for row in rows:
            if row.measure_id not in measures:
                self._stays(row, _("Die Maßnahme wurde inzwischen gelöscht."))
            elif newest.get(row.measure_id, 0) != row.revision:
                self._stays(row, _("Die Maßnahme wurde seitdem geändert; sie bleibt, wie sie ist."))
            else:
                (created if row.outcome == RowOutcome.NEW else changed).append(row)
        self._delete(created, measures)
        self._withdraw_reports(changed)
        restored = [row for row in changed if self._restore(row, measures[row.measure_id or 0])]
        again = measures_of([row.measure_id for row in restored if row.measure_id])
        record_many(list(again.values()), by=self.by, reason=self.reason)
        for row in restored:
            self._amend(row, AmendmentKind.CHANGED)

    def _amend(self, row: ImportRow, kind: str) -> None:
        if self.edition.is_amendable and row.plan.get("amends"):
            self.amendments.append(
                Amendment(
                    edition=self.edition,
                    kind=kind,
                    on=timezone.localdate(),
                    reason=self.reason,
                    subject_type=subject_type(Measure),
                    subject_id=row.measure_id,
                    label=row.label[:300],
                    by=self.by,
                )
            )

    # What the import made

    def _delete(self, rows: list[ImportRow], measures: dict[int, Measure]) -> None:
        pks = [row.measure_id for row in rows if row.measure_id]
        ours = [row.report_id for row in rows if row.report_id]
        parts = set(tracked(Measure).rows)  # in the state of the measure, so seen by its revision

        def own(name: str, found: models.QuerySet) -> models.QuerySet:
            if name in parts or name == "import_rows":
                return found.none()
            return found.exclude(pk__in=ours) if name == "reports" else found

        used = used_elsewhere(Measure, pks, own=own)
        gone = []
        for row in rows:
            if why := used.get(row.measure_id or 0):
                self._stays(
                    row, _("Die Maßnahme wird inzwischen gebraucht (%(what)s).") % {"what": why}
                )
            else:
                gone.append(row)
                self._amend(row, AmendmentKind.REMOVED)
        pks = [row.measure_id for row in gone if row.measure_id]
        self._record_gone([row.report_id for row in gone if row.report_id])
        record_many(
            [measures[pk] for pk in pks],
            by=self.by,
            reason=self.reason,
            action=RevisionAction.DELETED,
        )
        Measure.objects.filter(pk__in=pks).delete()

    def _record_gone(self, pks: list[int]) -> None:
        reports = list(
            stated(StatusReport.objects.filter(pk__in=pks), also=("measure__edition__authority",))
        )
        record_many(reports, by=self.by, reason=self.reason, action=RevisionAction.DELETED)

    # What the import changed

    def _withdraw_reports(self, rows: list[ImportRow]) -> None:
        """A report that was corrected since counts as somebody's word and stays."""
        written = {row.report_id: row for row in rows if row.report_id}
        newest = newest_revisions(StatusReport, written)
        there = StatusReport.objects.filter(pk__in=written)
        untouched = []
        for pk, updated, created in there.values_list("pk", "updated_at", "created_at"):
            if (updated - created).total_seconds() > 1 or pk not in newest:
                self._stays(written[pk], _("Der Sachstand wurde seitdem geändert; er bleibt."))
            else:
                untouched.append(pk)
        self._record_gone(untouched)
        StatusReport.objects.filter(pk__in=untouched).delete()
        pks = [written[pk].measure_id for pk in untouched]
        left = StatusReport.objects.approved().filter(measure=OuterRef("pk")).order_by("-on", "-pk")
        Measure.objects.filter(pk__in=pks).update(last_report=Subquery(left.values("pk")[:1]))

    def _restore(self, row: ImportRow, measure: Measure) -> bool:
        """False if the row had changed nothing but the status."""
        before = row.before
        if not any(before.values()):
            return False
        for name, value in before.get("values", {}).items():
            field = field_of(Measure, name)
            setattr(measure, field.attname, value if name == "field" else field.to_python(value))
        for key, value in before.get("extra", {}).items():
            measure.extra.pop(key, None)
            if value is not None:
                measure.extra[key] = value
        self._restore_rows(measure, before)
        for name in _MANY:
            if name in before:
                getattr(measure, name).set(before[name])
        organisations = [
            role.organisation
            for role in MeasureRole.objects.filter(measure=measure).select_related("organisation")
        ]
        measure.search_text = words_from(measure, organisations, measure.parts.all())
        report = measure.last_report_id
        measure.save()
        if report != (now := self._last_report(measure)):
            Measure.objects.filter(pk=measure.pk).update(last_report=now)
        return True

    @staticmethod
    def _last_report(measure: Measure) -> int | None:
        newest = measure.reports.approved().order_by("-on", "-pk").values_list("pk", flat=True)
        return newest.first()

    @staticmethod
    def _restore_rows(measure: Measure, before: dict[str, Any]) -> None:
        roles, costs = before.get("roles", {}), before.get("costs", {})
        MeasureRole.objects.filter(measure=measure, pk__in=roles.get("added", [])).delete()
        MeasureRole.objects.bulk_create(
            MeasureRole(measure=measure, **said) for said in roles.get("removed", [])
        )
        MeasureCost.objects.filter(measure=measure, pk__in=costs.get("added", [])).delete()
        for pk, name, euros in reversed(costs.get("changed", [])):
            value = None if euros is None else Decimal(euros)
            MeasureCost.objects.filter(measure=measure, pk=pk).update(**{name: value})

    # What the import made besides

    def _remove(
        self,
        model: type[models.Model],
        pks: list[int],
        in_use: Callable[[list[int]], set[int]] = lambda pks: set(),
    ) -> None:
        """Nobody's but the import's: not changed since, and nothing needs it."""
        things = {thing.pk: thing for thing in stated(model._default_manager.filter(pk__in=pks))}
        used = used_elsewhere(model, things).keys() | in_use(list(things))
        for pk, thing in things.items():
            if pk in used:
                self.notes.append([0, str(thing), _("bleibt, weil es inzwischen gebraucht wird")])
            else:
                record_many([thing], by=self.by, reason=self.reason, action=RevisionAction.DELETED)
                thing.delete()

    @staticmethod
    def _extra_in_use(pks: list[int]) -> set[int]:
        fields = ExtraField.objects.filter(pk__in=pks)
        return {field.pk for field in fields if field.measures().exists()}
