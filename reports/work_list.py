"""What waits for one person in an authority, from every room."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from concepts.enums import EditionStatus
from council.enums import PaperState
from council.models import CoSignature, CouncilPaper, FollowUp
from integration_portal.accounts.models import LocalAuthority
from integration_portal.accounts.rules import is_officer
from integration_portal.history.models import Revision
from measures.enums import MeasureRoleKind, ReportState
from measures.models import Measure, MeasureRole, Milestone, StatusReport
from measures.models.measure import MeasureQuerySet
from rounds.enums import RoundState
from rounds.models import StatusRequest
from stakeholders.actions.handover import people_of
from stakeholders.models import organisations_of

from .changes import linked, told_to

SHOWN = 25  # of each kind; the rest is a link away
CHANGES = 10
_CLOSED = (EditionStatus.SUPERSEDED, EditionStatus.DORMANT)


@dataclass(frozen=True)
class Duty:
    """One thing to do: what, by when or since when, and where. Without a place it is told only."""

    text: str
    note: str
    url: str = ""
    late: bool = False


class WorkList:
    """One person's things in one authority, on one day. `since`: the visit before this one."""

    def __init__(
        self, *, user, authority: LocalAuthority, today: dt.date, since: dt.datetime | None
    ):
        self.user, self.authority, self.today, self.since = user, authority, today, since
        self.officer = is_officer(user, authority)

    @cached_property
    def organisations(self) -> frozenset[int]:
        return organisations_of(self.user, self.today)

    @cached_property
    def _mine(self) -> MeasureQuerySet:
        """Led by whom the person acts for, or naming them as the lead's contact."""
        lead = MeasureRole.objects.filter(kind=MeasureRoleKind.LEAD).filter(
            Q(organisation__in=self.organisations)
            | Q(contact__in=people_of(self.user, self.authority).values("pk"))
        )
        own = Measure.objects.visible_to(self.user).of_authority(self.authority)
        return own.filter(pk__in=lead.values("measure")).exclude(edition__status__in=_CLOSED)

    @cached_property
    def measures(self) -> list[Measure]:
        rows = self._mine.whole().select_related("last_report", "edition__authority")
        return list(
            rows.order_by("-edition__position", "edition_id", "sort_key", "pk")[: SHOWN + 1]
        )

    @cached_property
    def milestones(self) -> list[Duty]:
        late = (
            Milestone.objects.overdue(self.today)
            .filter(Q(measure__in=self._mine.open()) | Q(responsible__in=self.organisations))
            .filter(measure__in=Measure.objects.visible_to(self.user).of_authority(self.authority))
            .exclude(measure__edition__status__in=_CLOSED)
            .select_related("measure")
            .order_by("planned", "pk")
        )
        return [
            Duty(
                _("Zwischenziel „%(milestone)s“") % {"milestone": one},
                _("geplant bis %(day)s, Maßnahme %(measure)s")
                % {"day": one.due, "measure": one.measure},
                self._to_measure(one.measure_id),
                late=True,
            )
            for one in late[:SHOWN]
        ]

    @cached_property
    def requests(self) -> list[Duty]:
        """Measures a reporting round asks this person for, and reports that came back."""
        asked = (
            StatusRequest.objects.asked_of(self.user)
            .waiting()
            .filter(round__authority=self.authority, round__state=RoundState.OPEN)
            .select_related("round", "measure")
            .order_by("round__due", "measure__sort_key", "pk")
        )
        found = [
            Duty(
                _("Sachstand zu %(measure)s") % {"measure": one.measure},
                _("%(round)s, bis %(day)s")
                % {"round": one.round, "day": f"{one.round.due:%d.%m.%Y}"},
                reverse("rounds:answers", args=[self.authority.slug, one.round_id]),
                late=one.round.due < self.today,
            )
            for one in asked[:SHOWN]
        ]
        return found + self._reports()

    def _reports(self) -> list[Duty]:
        own = StatusReport.objects.filter(
            by=self.user,
            state__in=(ReportState.DRAFT, ReportState.RETURNED),
            measure__in=Measure.objects.visible_to(self.user).of_authority(self.authority),
        ).select_related("measure")
        return [
            Duty(
                _("Sachstand zu %(measure)s") % {"measure": one.measure},
                one.get_state_display(),
                self._to_measure(one.measure_id),
            )
            for one in own.filter(request=None).order_by("-pk")[:SHOWN]
        ]

    @cached_property
    def follow_ups(self) -> list[Duty]:
        """Of the organisations acted for; officers also answer for those nobody was named for."""
        own = Q(responsible__in=self.organisations)
        if self.officer:
            own |= Q(responsible=None)
        due = (
            FollowUp.objects.visible_to(self.user)
            .open()
            .filter(own, resolution__authority=self.authority)
            .order_by("due_on", "pk")
        )
        return [
            Duty(
                one.text,
                _("bis %(day)s") % {"day": f"{one.due_on:%d.%m.%Y}"},
                reverse("council:resolution", args=[self.authority.slug, one.resolution_id])
                + f"#auftrag-{one.pk}",
                late=one.due_on < self.today,
            )
            for one in due[:SHOWN]
        ]

    @cached_property
    def cosignatures(self) -> list[Duty]:
        """Papers that wait for an organisation acted for; who may not read drafts learns that one
        does, not which.
        """
        waiting = CoSignature.objects.filter(
            organisation__in=self.organisations,
            signed_on=None,
            paper__authority=self.authority,
            paper__state=PaperState.COSIGNING,
        ).select_related("paper", "organisation")
        readable = set(
            CouncilPaper.objects.visible_to(self.user)
            .filter(authority=self.authority, state=PaperState.COSIGNING)
            .values_list("pk", flat=True)
        )
        return [self._cosignature(one, readable) for one in waiting.order_by("pk")[:SHOWN]]

    def _cosignature(self, one: CoSignature, readable: set[int]) -> Duty:
        note = _("Mitzeichnung: %(organisation)s") % {"organisation": one.organisation}
        if one.paper_id in readable:
            url = reverse("council:paper", args=[self.authority.slug, one.paper_id])
            return Duty(str(one.paper), note, url)
        return Duty(_("Eine Vorlage; die Integrationsbeauftragten geben Auskunft"), note)

    @cached_property
    def changes(self) -> list[Revision]:
        """What others changed since the last visit: for officers all, for others their measures."""
        if self.since is None:
            return []
        news = told_to(self.user, self.authority).filter(at__gt=self.since).exclude(by=self.user)
        if not self.officer:
            own = self._mine.order_by().values("pk")
            news = news.filter(subject_type=Measure._meta.label_lower, subject_id__in=own)
        return linked(list(news.told()[:CHANGES]), self.authority)

    @property
    def is_empty(self) -> bool:
        return not (
            self.requests
            or self.milestones
            or self.follow_ups
            or self.cosignatures
            or self.measures
        )

    def _to_measure(self, pk: int) -> str:
        return reverse("measures:measure", args=[self.authority.slug, pk])
