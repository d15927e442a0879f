"""Taking an import back: what it changed is as before, unless somebody changed it since."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from concepts.enums import AmendmentKind
from concepts.models import FieldOfAction
from integration_portal.core.bulk import Prepared, parts
from integration_portal.core.relations import related_model
from integration_portal.history.many import newest_revisions, record_many, revisions_of
from integration_portal.history.models import RevisionAction
from integration_portal.history.reading import stated
from measures.actions.status_reports import corrected, follow_newest_of
from measures.models import ExtraField, Measure, StatusReport
from measures.models.numbers import places, renumbered
from stakeholders.models import Organisation

from ..enums import ImportState, RowOutcome
from ..models import ImportRow, MeasureImport
from .checking import CHUNK, measures_of, say
from .making import amendment
from .needed import needed
from .restoring import Restoring, Things
from .rewriting import ROWS, count_anew, erase
from .short import ShortStep

_ROW = ("line", "label", "outcome", "measure", "report_id", "revision")


class Undoing(ShortStep):
    """One applied list. What stays is said, row by row."""

    state = ImportState.UNDOING

    def __init__(self, imported: MeasureImport, *, by):
        super().__init__(imported)
        reason = _("Übernahme der Liste „%(name)s“ zurückgenommen") % {"name": imported.name}
        self._said = {"by": by, "reason": reason}

    def closed(self) -> str:
        return _("Sie wird nicht mehr geändert. Es blieb alles, wie es ist.")

    def prepare(self) -> None:
        say(self.imported, _("Zurücknehmen vorbereiten"))
        self._notes: list[list[Any]] = []
        self._prepared: list[Prepared] = []
        # Without their cells and plans: there may be thousands.
        rows = list(self.imported.rows.filter(outcome__in=RowOutcome.written).only(*_ROW))
        new, changed = self._untouched(rows)
        self._going = self._erasable(new)
        self._withdrawn = self._withdrawable(changed)
        self._erase(self._going)
        self._withdraw(self._withdrawn)
        self._restore(changed)

    def write(self) -> bool:
        if self._needed_besides(self._going):
            return False
        for prepared in self._prepared:
            prepared.run()
        made = self.imported.made
        self._remove(ExtraField, made.get("extra", []), _values_of)
        self._remove(Organisation, made.get("organisations", []))
        self._remove(FieldOfAction, made.get("fields", []))
        self.imported.undo_notes = self._notes
        self.imported.state = ImportState.UNDONE
        self.imported.undone_at = timezone.now()
        self.imported.save()
        return True

    # What of it is still as the import left it

    def _stays(self, row: ImportRow, why: str) -> None:
        self._notes.append([row.line, row.label, why])

    def _untouched(self, rows: list[ImportRow]) -> tuple[list[ImportRow], list[ImportRow]]:
        """Those that made a measure, and those that changed one."""
        pks = [row.measure_id for row in rows if row.measure_id]
        newest: dict[int, int] = {}
        for part in parts(pks):
            there = Measure.objects.filter(pk__in=part).values_list("pk", flat=True)
            newest |= dict.fromkeys(there, 0) | newest_revisions(Measure, there)
        new: list[ImportRow] = []
        changed: list[ImportRow] = []
        for row in rows:
            if row.measure_id not in newest:
                self._stays(row, _("Die Maßnahme wurde inzwischen gelöscht."))
            elif newest[row.measure_id] != row.revision:
                self._stays(row, _("Die Maßnahme wurde seitdem geändert; sie bleibt, wie sie ist."))
            else:
                (new if row.outcome == RowOutcome.NEW else changed).append(row)
        return new, changed

    def _erasable(self, rows: list[ImportRow]) -> list[ImportRow]:
        """Measures that nothing else needs. One whose part stays, stays with it."""
        again = self._corrected(rows)
        going = []
        for row in rows:
            if row.report_id in again:
                self._stays(row, _("Ihr Sachstand wurde seitdem geändert; die Maßnahme bleibt."))
            else:
                going.append(row)
        while needed_by := self._needed_besides(going):
            for row in going:
                if why := needed_by.get(row.measure_id or 0):
                    self._stays(
                        row, _("Die Maßnahme wird inzwischen gebraucht (%(what)s).") % {"what": why}
                    )
            going = [row for row in going if row.measure_id not in needed_by]
        return going

    def _needed_besides(self, rows: list[ImportRow]) -> dict[int, str]:
        pks = {row.measure_id for row in rows}
        ours: set[int | None] = {row.report_id for row in rows if row.report_id}
        # What makes the state of a measure is seen by its revision.
        state = {related_model(Measure, name) for name in ROWS} | {ImportRow}

        def own(model: type[models.Model], found: models.QuerySet) -> models.QuerySet:
            if model in state:
                return found.none()
            if model is StatusReport:
                return found.exclude(pk__in=_among(found, ours))
            return found.exclude(pk__in=_among(found, pks)) if model is Measure else found

        return needed(Measure, [pk for pk in pks if pk], own=own)

    @staticmethod
    def _corrected(rows: list[ImportRow]) -> set[int]:
        reports = [row.report_id for row in rows if row.report_id]
        return {pk for part in parts(reports) for pk in corrected(part)}

    def _withdrawable(self, rows: list[ImportRow]) -> list[ImportRow]:
        """A report that was corrected since counts as somebody's word and stays."""
        again = self._corrected(rows)
        for row in rows:
            if row.report_id in again:
                self._stays(row, _("Der Sachstand wurde seitdem geändert; er bleibt."))
        return [row for row in rows if row.report_id and row.report_id not in again]

    # Into statements

    def _erase(self, rows: list[ImportRow]) -> None:
        gone = {"action": RevisionAction.DELETED, **self._said}
        for part in parts(rows, CHUNK):
            say(self.imported, _("Zurücknehmen vorbereiten"))
            prepared = Prepared()
            measures = measures_of([row.measure_id for row in part if row.measure_id])
            self._erase_reports(prepared, part)
            prepared.insert(revisions_of([*measures.values()], **gone))
            if self.edition.is_amendable:
                today = timezone.localdate()
                said = {"on": today, **self._said}
                prepared.insert(
                    [amendment(one, AmendmentKind.REMOVED, **said) for one in measures.values()]
                )
            named = ImportRow.objects.filter(measure__in=list(measures))
            prepared.later(partial(named.update, measure=None))
            erase(prepared, list(measures))
            self._prepared.append(prepared)

    def _erase_reports(self, prepared: Prepared, rows: Sequence[ImportRow]) -> None:
        gone = StatusReport.objects.filter(pk__in=[row.report_id for row in rows if row.report_id])
        reports = list(stated(gone, also=("measure__edition__authority",)))
        revisions = revisions_of(reports, action=RevisionAction.DELETED, **self._said)
        prepared.insert(revisions)
        prepared.delete(StatusReport, "id", [report.pk for report in reports])

    def _withdraw(self, rows: list[ImportRow]) -> None:
        for part in parts(rows, CHUNK):
            prepared = Prepared()
            self._erase_reports(prepared, part)
            measures = [row.measure_id for row in part if row.measure_id]
            prepared.later(partial(follow_newest_of, measures))
            self._prepared.append(prepared)

    def _restore(self, rows: list[ImportRow]) -> None:
        things = Things(self.edition)
        numbers = self._numbers(rows) if self.edition.is_open else {}
        for part in parts(rows, CHUNK):
            say(self.imported, _("Zurücknehmen vorbereiten"))
            restoring = Restoring(self.edition, [row.pk for row in part], things, numbers)
            self._prepared.append(restoring.prepare(**self._said))
        prepared = Prepared()
        count_anew(prepared, self.edition, numbers)
        self._prepared.append(prepared)

    def _numbers(self, rows: list[ImportRow]) -> dict[int, str]:
        """As they are counted when the measures are gone, or back in their field."""
        gone = {row.measure_id for row in self._going}
        there = {
            place.pk: place for place in places(self.edition.measures.all()) if place.pk not in gone
        }
        for part in parts(rows):
            found = ImportRow.objects.filter(pk__in=[row.pk for row in part])
            for pk, before in found.values_list("measure", "before"):
                was, place = before.get("values", {}), there[pk]
                place.field_id = was.get("field", place.field_id)
                place.number = was.get("number", place.number)
                place.number_given = was.get("number_given", place.number_given)
        ordered = sorted(there.values(), key=lambda place: (place.position, place.pk))
        return {place.pk: place.number for place in renumbered(ordered)}

    # What the import made besides

    def _remove(
        self,
        model: type[models.Model],
        pks: list[int],
        in_use: Callable[[list[int]], set[int]] = lambda pks: set(),
    ) -> None:
        """Nobody's but the import's: not changed since, and nothing needs it."""
        things = {thing.pk: thing for thing in stated(model._default_manager.filter(pk__in=pks))}
        used = needed(model, things).keys() | in_use(list(things))
        for pk in used:
            label = str(things.pop(pk))
            self._notes.append([0, label, _("bleibt, weil es inzwischen gebraucht wird")])
        record_many([*things.values()], action=RevisionAction.DELETED, **self._said)
        model._default_manager.filter(pk__in=things).delete()


def _among(found: models.QuerySet, pks: set[int | None]) -> list[int]:
    """Which of the rows found are these: there may be more of them than a statement takes."""
    return [pk for pk in found.values_list("pk", flat=True) if pk in pks]


def _values_of(pks: list[int]) -> set[int]:
    """Own fields that measures have a value for."""
    fields = ExtraField.objects.filter(pk__in=pks)
    return {field.pk for field in fields if field.measures().exists()}
