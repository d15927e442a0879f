"""The Sachstandsbericht: what became of the concept, for a body and a Stichtag."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Model, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from concepts.enums import AmendmentKind
from concepts.models import Edition, FieldOfAction
from integration_portal.history.models import subject_type
from integration_portal.history.reading import stated
from measures.enums import Progress
from measures.models import Measure, MeasureRole, StatusReport, WarningOverrule
from measures.models.measure import MeasureQuerySet
from measures.warnings import ComputedWarning, warnings_for
from stakeholders.models import Body, Organisation

from ..printing import progress_report as printing
from ..printing.measure import thawed
from . import measure_rows, standings
from .duties import about, overdue_duties, told
from .editions import EditionRecipe, head
from .freezing import frozen
from .progress_report_form import CHANGED, SHORT, WITH, ProgressReportForm, last_issued


class ProgressReportRecipe(EditionRecipe):
    kind = "sachstandsbericht"
    label = _("Sachstandsbericht")
    description = _(
        "Was aus den Maßnahmen wurde, zu einem Stichtag: Abweichungen und Entscheidungen zuerst, "
        "dann jede Maßnahme."
    )
    template = "pdf/sachstandsbericht.html"
    options_form = ProgressReportForm

    def title(self, subject):
        return f"{self.label}: {subject}"

    def title_with(self, subject, options):
        return _("%(title)s, Stand %(day)s") % {
            "title": self.title(subject),
            "day": f"{day_of(options):%d.%m.%Y}",
        }

    def internal(self, subject: Model, options: Mapping[str, object]) -> bool:
        return options.get("anmerkungen") == WITH

    def context(self, data):
        return printing.context(data)

    def data(self, subject, options):
        edition = Edition.objects.select_related("authority", "concept").get(pk=subject.pk)
        return Told(edition, options).data


def day_of(options: Mapping) -> dt.date:
    """The Stichtag that was chosen; today's without one."""
    return _day(options.get("stichtag")) or timezone.localdate()


def _day(said) -> dt.date | None:
    return dt.date.fromisoformat(said) if said else None


@dataclass
class Told:
    """Reads all that one report tells. The number of queries does not depend on its measures."""

    edition: Edition
    options: Mapping

    @cached_property
    def day(self) -> dt.date:
        return day_of(self.options)

    @cached_property
    def since(self) -> dt.date | None:
        """The day compared with: the one chosen, else that of the last report issued."""
        return _day(self.options.get("seit")) or last_issued(self.edition, self.day)

    @property
    def internal(self) -> bool:
        return self.options.get("anmerkungen") == WITH

    @cached_property
    def data(self) -> dict:
        entries = [self._told(entry) for entry in self.entries]
        if self.options.get("auswahl") == CHANGED and self.since:
            entries = _with_their_wholes(entries)
        return {
            **head(self.edition, {}),
            "edition": self.edition.title,
            "body": self._name(Body, "gremium"),
            "stichtag": self.day.isoformat(),
            "since": self.since.isoformat() if self.since else "",
            "only": {
                "fields": [str(field) for field in self.fields if field.pk in self.chosen],
                "organisation": self._name(Organisation, "organisation"),
                "changed": self.options.get("auswahl") == CHANGED and self.since is not None,
            },
            "internal": self.internal,
            "short": self.options.get("umfang") == SHORT,
            "fields": frozen(stated(FieldOfAction.objects.filter(edition=self.edition))),
            "measures": entries,
            "amendments": self._amendments(),
            "follow_ups": self._follow_ups(),
        }

    def _name(self, model, option: str) -> str:
        pk = self.options.get(option)
        found = model.objects.filter(pk=pk).first() if pk else None
        return str(found or "")

    @cached_property
    def fields(self) -> Sequence[FieldOfAction]:
        return list(self.edition.fields.all())

    @cached_property
    def chosen(self) -> frozenset[int]:
        """The fields asked for; those below them are asked for with them."""
        return frozenset(int(pk) for pk in self.options.get("felder", ()))

    def _measures(self) -> MeasureQuerySet:
        rows = Measure.objects.filter(edition=self.edition)
        if self.chosen:
            wanted = _below(self.fields, self.chosen)
            rows = rows.filter(Q(field__in=wanted) | Q(field=None, parent__field__in=wanted))
        if organisation := self.options.get("organisation"):
            led = MeasureRole.objects.leads().filter(organisation=organisation).values("measure")
            rows = rows.filter(Q(pk__in=led) | Q(parent__in=led))
        return rows

    @cached_property
    def entries(self) -> list[dict]:
        return measure_rows.live(self._measures(), today=self.day)

    @cached_property
    def reports(self) -> Mapping[int, Sequence[StatusReport]]:
        return standings.reports_by_measure([entry["id"] for entry in self.entries])

    @cached_property
    def amendments(self) -> Sequence:
        """Changes of the plan since the day compared with."""
        if self.since is None:
            return []
        rows = self.edition.amendments.filter(on__gt=self.since, on__lte=self.day)
        return list(rows.order_by("on", "pk"))

    def _amended(self, pk: int, *kinds: str) -> bool:
        measure = subject_type(Measure)
        return any(
            row.subject_type == measure
            and row.subject_id == pk
            and (not kinds or row.kind in kinds)
            for row in self.amendments
        )

    @cached_property
    def quiet(self) -> Mapping[int, frozenset[str]]:
        """Kinds of warnings, by measure, that somebody knew better about on the Stichtag."""
        found: dict[int, frozenset[str]] = defaultdict(frozenset)
        rows = WarningOverrule.objects.in_force(self.day)
        for pk, kind in rows.filter(measure__edition=self.edition).values_list("measure", "kind"):
            found[pk] |= {kind}
        return found

    @cached_property
    def warnings(self) -> Mapping[int, list[ComputedWarning]]:
        return warnings_for(self._measures().only("pk"), self.day)

    def _told(self, entry: dict) -> dict:
        """How far it was on the Stichtag, and on the day compared with."""
        pk, reports = entry["id"], self.reports[entry["id"]]
        measure, report = thawed(entry), standings.newest(reports, self.day)
        progress = standings.progress_on(measure, report, self.day, self.quiet[pk])
        new = [one for one in reports if self._is_new(one)]
        return entry | {
            "report": self._report(report),
            "progress": str(progress),
            "late": progress == Progress.LATE,
            "warnings": self._warned(measure, report, is_last=report in reports[:1] or not reports),
            "before": self._before(measure, reports),
            "changed": bool(new) or self._amended(pk),
            "reached": sum(one.reached or 0 for one in new),
            "spent": self._spent(reports),
        }

    def _warned(self, measure, report, *, is_last: bool) -> list[dict[str, str]]:
        """Computed by what is reported today, or by what was before an earlier Stichtag."""
        if is_last:
            return [
                {"kind": warning.kind.value, "text": warning.reason}
                for warning in self.warnings[measure.pk]
                if warning.overrule is None
            ]
        patience = self.edition.authority.stale_after_months
        return standings.warned(measure, report, self.day, self.quiet[measure.pk], patience)

    def _is_new(self, report: StatusReport) -> bool:
        first = self.since or dt.date(self.day.year - 1, 12, 31)
        return first < report.on.earliest <= self.day

    def _report(self, report: StatusReport | None) -> dict | None:
        if report is None:
            return None
        texts = ("text", "next_steps", "progress", "effects", "obstacles", "decision_needed")
        return {
            "status": report.get_status_display(),
            "light": report.traffic_light,
            "on": str(report.on),
            "new": self._is_new(report),
            **{name: getattr(report, name) for name in texts},
            "reached": report.reached,
            "note": report.internal_note if self.internal else "",
        }

    def _before(self, measure, reports: Sequence[StatusReport]) -> dict | None:
        """On the day compared with; None where there is none, or the measure came later."""
        if self.since is None or self._amended(measure.pk, AmendmentKind.ADDED):
            return None
        report = standings.newest(reports, self.since)
        return {
            "status": report.get_status_display() if report else "",
            "progress": str(standings.progress_on(measure, report, self.since)),
        }

    def _spent(self, reports: Sequence[StatusReport]) -> dict[str, str]:
        """By year what was last reported, for years in which nothing is entered with the costs."""
        found: dict[str, str] = {}
        for report in reports:
            if report.on.earliest <= self.day and report.spent is not None:
                found.setdefault(str(report.on.latest.year), str(report.spent))
        return found

    def _follow_ups(self) -> list[dict[str, str]]:
        """Those of the part that is reported on. What was resolved behind closed doors stays out of
        a paper that leaves the officers' hands.
        """
        rows = overdue_duties(self.edition, self.day)
        if not self.internal:
            rows = rows.filter(resolution__public=True)
        if organisation := self.options.get("organisation"):
            rows = rows.filter(responsible=organisation)
        if self.chosen:
            measures = [entry["id"] for entry in self.entries]
            rows = about(rows, _below(self.fields, self.chosen), measures)
        return [told(row) for row in rows]

    def _amendments(self) -> list[dict]:
        return [
            {
                "on": f"{row.on:%d.%m.%Y}",
                "kind": row.get_kind_display(),
                "label": row.label,
                "reason": row.reason,
            }
            for row in self.amendments
        ]


def _below(fields: Sequence[FieldOfAction], chosen: frozenset[int]) -> frozenset[int]:
    """The chosen ones and all that stands below them."""
    wanted = set(chosen)
    while more := {one.pk for one in fields if one.parent_id in wanted} - wanted:
        wanted |= more
    return frozenset(wanted)


def _with_their_wholes(entries: list[dict]) -> list[dict]:
    """Those that changed; a part never without the measure it belongs to."""
    wanted = {entry["id"] for entry in entries if entry["changed"]}
    above = [entry["state"]["parent"] for entry in entries if entry["id"] in wanted]
    wanted |= {int(one["ref"].rpartition(":")[2]) for one in above if one}
    return [entry for entry in entries if entry["id"] in wanted]
