"""What the overview of an authority shows, counted once for the page and its tests."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property, partial

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concepts.models import Edition, FieldOfAction
from council.enums import PaperState
from council.models import CouncilPaper, FollowUp
from integration_portal.accounts.models import LocalAuthority
from integration_portal.accounts.rules import is_officer
from measures.enums import Progress
from measures.filters import NO_FIELD
from measures.models import Measure, MeasureFunding, Milestone
from measures.sums import Sums, listed, progress_by_field, progress_row
from rounds.models import ReportingRound
from stakeholders.models import Meeting, organisations_of

from .changes import linked, told_to
from .concepts_together import together

SHOWN = 6  # entries of a list on the overview; the rest is a link away


@dataclass(frozen=True)
class Task:
    """Something that waits: what it is, why, and where to do it."""

    state: str
    tone: str
    text: str
    url: str
    note: str = ""


class Overview:
    """One authority through the eyes of one person, on one day."""

    def __init__(self, *, authority: LocalAuthority, user, edition: Edition | None, today: dt.date):
        self.authority, self.user, self.edition, self.today = authority, user, edition, today
        self.officer = is_officer(user, authority)

    @cached_property
    def measures(self):
        """Those of the edition that this person answers for: an officer for all of them."""
        rows = Measure.objects.filter(edition=self.edition).whole()
        return rows if self.officer else rows.led_by(organisations_of(self.user))

    @cached_property
    def own(self) -> list[Measure]:
        """What a contributor answers for; an officer answers for everything."""
        if self.officer or self.edition is None:
            return []
        return list(self.measures.select_related("last_report")[:SHOWN])

    @cached_property
    def tasks(self) -> list[Task]:
        if self.edition is None:
            return []
        found = [*self._milestones(), *self._measures(), *self._fundings()]
        if self.officer:
            found = [*self._papers(), *self._answers(), *self._follow_ups(), *found]
            found += self._stale(self.edition)
        # What is too late already stands before what may still be done in time.
        return sorted(found, key=lambda task: task.tone != "bad")

    def _milestones(self) -> list[Task]:
        late = (
            Milestone.objects.overdue(self.today)
            .filter(measure__in=self.measures.open())
            .select_related("measure", "responsible")
            .order_by("planned")
        )
        return [
            Task(
                _("überfällig"),
                "bad",
                _("Zwischenziel „%(milestone)s“ der Maßnahme %(measure)s")
                % {"milestone": milestone, "measure": milestone.measure},
                reverse("measures:measure", args=[self.authority.slug, milestone.measure_id]),
                " · ".join(
                    filter(
                        None,
                        [
                            _("geplant bis %(day)s") % {"day": milestone.due},
                            str(milestone.responsible or ""),
                        ],
                    )
                ),
            )
            for milestone in late[:SHOWN]
        ]

    def _measures(self) -> list[Task]:
        told = Milestone.objects.overdue(self.today).filter(measure__edition=self.edition)
        late = self.measures.overdue(self.today).exclude(pk__in=told.values("measure"))
        return [
            Task(
                _("Ende überschritten"),
                "bad",
                str(measure),
                reverse("measures:measure", args=[self.authority.slug, measure.pk]),
                _("sollte enden: %(day)s") % {"day": measure.end},
            )
            for measure in late.only(
                "number", "title", "end_planned", "end_forecast", "end_actual"
            )[:SHOWN]
        ]

    def _fundings(self) -> list[Task]:
        soon = self.today + dt.timedelta(days=30)
        due = MeasureFunding.objects.filter(
            measure__in=self.measures, proof_due_on__lte=soon, proof_sent_on=None
        ).select_related("measure")
        return [
            Task(
                _("überfällig") if funding.proof_due_on < self.today else _("bald fällig"),
                "bad" if funding.proof_due_on < self.today else "late",
                _("Verwendungsnachweis „%(programme)s“") % {"programme": funding.programme},
                reverse("measures:measure", args=[self.authority.slug, funding.measure_id]),
                _("bis %(day)s, Maßnahme %(measure)s")
                % {"day": f"{funding.proof_due_on:%d.%m.%Y}", "measure": funding.measure},
            )
            for funding in due.order_by("proof_due_on")[:SHOWN]
            if funding.proof_due_on
        ]

    def _papers(self) -> list[Task]:
        """Papers that are not sent, or sent without their document, although a sitting is near."""
        soon = self.today + dt.timedelta(days=28)
        waiting = (
            CouncilPaper.objects.filter(
                Q(state__in=PaperState.internal)
                | Q(pk__in=CouncilPaper.objects.awaiting_document().values("pk")),
                authority=self.authority,
                consultations__meeting__date__range=(self.today, soon),
            )
            .prefetch_related("consultations__meeting__body")
            .distinct()
        )
        return [self._paper_task(paper) for paper in waiting[:SHOWN]]

    def _paper_task(self, paper: CouncilPaper) -> Task:
        meetings = [
            station.meeting
            for station in paper.consultations.all()
            if station.meeting and station.meeting.date >= self.today
        ]
        first = min(meetings, key=lambda meeting: meeting.date)
        due = first.papers_due_on or first.date
        text = {
            PaperState.DRAFT: _("Vorlage „%(paper)s“ fertigstellen und in die Mitzeichnung geben"),
            PaperState.COSIGNING: _(
                "Vorlage „%(paper)s“ freigeben, sobald alle mitgezeichnet haben"
            ),
            PaperState.APPROVED: _("Vorlage „%(paper)s“ versenden"),
            PaperState.SENT: _("Dokument zur versandten Vorlage „%(paper)s“ ausgeben"),
        }[PaperState(paper.state)]
        return Task(
            _("bis %(day)s") % {"day": f"{due:%d.%m.%Y}"},
            "bad" if due < self.today else "late",
            text % {"paper": paper},
            reverse("council:paper", args=[self.authority.slug, paper.pk]),
            _("Sitzung: %(meeting)s") % {"meeting": first},
        )

    def _answers(self) -> list[Task]:
        """Rounds in which answers wait to be judged, the most urgent first."""
        rounds = (
            ReportingRound.objects.filter(authority=self.authority)
            .with_counts()
            .filter(handed_in__gt=F("approved"))
        )
        return [
            Task(
                _("zu prüfen"),
                "late",
                ngettext(
                    "%(count)s Sachstand wartet auf Freigabe",
                    "%(count)s Sachstände warten auf Freigabe",
                    one.handed_in - one.approved,
                )
                % {"count": one.handed_in - one.approved},
                reverse("rounds:round", args=[self.authority.slug, one.pk]),
                _("%(round)s, Frist %(day)s") % {"round": one, "day": f"{one.due:%d.%m.%Y}"},
            )
            for one in rounds.order_by("due", "pk")[:SHOWN]
        ]

    def _follow_ups(self) -> list[Task]:
        soon = self.today + dt.timedelta(days=30)
        due = FollowUp.objects.open().filter(resolution__authority=self.authority, due_on__lte=soon)
        return [
            Task(
                _("überfällig") if follow_up.due_on < self.today else _("bald fällig"),
                "bad" if follow_up.due_on < self.today else "late",
                _("Auftrag: %(text)s") % {"text": follow_up.text},
                reverse("council:resolution", args=[self.authority.slug, follow_up.resolution_id]),
                _("bis %(day)s") % {"day": f"{follow_up.due_on:%d.%m.%Y}"},
            )
            for follow_up in due.order_by("due_on")[:SHOWN]
        ]

    def _stale(self, edition: Edition) -> list[Task]:
        """Measures nobody has reported on for longer than the authority allows."""
        months = self.authority.stale_after_months
        count = self.measures.stale(months=months, on=self.today).count()
        if not count:
            return []
        return [
            Task(
                _("seit über %(months)s Monaten ohne Sachstand") % {"months": months},
                "late",
                ngettext("%(count)s Maßnahme", "%(count)s Maßnahmen", count) % {"count": count},
                listed(edition, veraltet="on"),
            )
        ]

    @cached_property
    def meetings(self):
        """The next sittings with the number of papers on them that this person may read."""
        papers = CouncilPaper.objects.visible_to(self.user).filter(authority=self.authority)
        readable = Q(consultations__paper__in=papers.values("pk"))
        return list(
            Meeting.objects.visible_to(self.user)
            .upcoming(self.today)
            .filter(body__authority=self.authority)
            .select_related("body__authority")
            .annotate(papers=Count("consultations", filter=readable))[:SHOWN]
        )

    @cached_property
    def progress(self) -> dict:
        """Measures by field and progress, for the picture and the table behind it."""
        if self.edition is None:
            return {"legend": [], "rows": []}
        fields = list(FieldOfAction.objects.filter(edition=self.edition))
        parents = {field.pk: field.parent_id for field in fields}
        rows = Measure.objects.filter(edition=self.edition).whole()
        sums = progress_by_field(rows, parents, self.today)
        shown = []
        for field in (field for field in fields if field.parent_id is None):
            field.edition = self.edition  # its address needs the edition's, read already
            address = partial(listed, self.edition, feld=str(field.pk))
            row = progress_row(str(field), sums.get(field.pk, Sums()), address)
            shown.append(row | {"url": field.get_absolute_url()})
        if None in sums:
            address = partial(listed, self.edition, feld=NO_FIELD[0])
            shown.append(progress_row(_("ohne Handlungsfeld"), sums[None], address))
        return {
            "legend": [{"label": group.label, "tone": group.tone} for group in Progress],
            "rows": shown,
        }

    @cached_property
    def concepts(self) -> list[dict]:
        """All concepts, where the authority has several."""
        return together(self.user, self.authority, self.today)

    @cached_property
    def revisions(self):
        """What changed last, for who works inside the authority."""
        revisions = told_to(self.user, self.authority)
        return linked(list(revisions.told()[:SHOWN]), self.authority)
