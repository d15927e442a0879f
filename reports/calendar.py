"""What a person's calendar shows: only what concerns them, as far as they may see it now."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from concepts.enums import EditionStatus
from council.models import FollowUp
from integration_portal.accounts.enums import RoleKind
from integration_portal.core.fuzzy import FuzzyDate
from measures.models import Measure, MeasureFunding, Milestone
from rounds.models import ReportingRound, StatusRequest
from stakeholders.enums import MeetingState
from stakeholders.models import Meeting, bodies_of, organisations_of

BACK = dt.timedelta(days=366)  # what is longer ago leaves the calendar


@dataclass(frozen=True)
class Entry:
    """One line of a calendar. `path` is the page of the portal that tells more."""

    key: str  # the same at each reading, so that a change moves the entry and makes no second one
    day: dt.date
    title: str
    path: str
    changed: dt.datetime
    at: dt.time | None = None  # local time of Europe/Berlin; None for a whole day
    note: str = ""
    place: str = ""
    cancelled: bool = False


class Calendar:
    """An officer's has all of the authority, others' what their organisations and bodies do."""

    def __init__(self, user, *, today: dt.date | None = None):
        self.user, self.today = user, today or timezone.localdate()

    @property
    def first(self) -> dt.date:
        return self.today - BACK

    @cached_property
    def organisations(self) -> frozenset[int]:
        return organisations_of(self.user)

    @cached_property
    def houses(self) -> frozenset[int]:
        """Where the person answers for everything."""
        return self.user.access.ids(RoleKind.OFFICER)

    def entries(self) -> list[Entry]:
        """By day. The number of queries does not depend on the number of entries."""
        found = [
            *self._meetings(), *self._milestones(), *self._ends(), *self._proofs(),
            *self._follow_ups(), *self._rounds(),
        ]  # fmt: skip
        return sorted(found, key=lambda entry: (entry.day, entry.at or dt.time.min, entry.key))

    @property
    def measures(self):
        """Under way or to come, of editions that still take progress."""
        own = Q(edition__authority__in=self.houses) | Q(
            pk__in=Measure.objects.led_by(self.organisations).values("pk")
        )
        rows = Measure.objects.visible_to(self.user).open().filter(own)
        return rows.exclude(edition__status=EditionStatus.SUPERSEDED)

    def _meetings(self) -> Iterator[Entry]:
        rows = Meeting.objects.visible_to(self.user).filter(
            Q(body__authority__in=self.houses) | Q(body__in=bodies_of(self.user)),
            date__gte=self.first,
        )
        for meeting in rows.select_related("body__authority"):
            name, path = meeting.body.name, meeting.get_absolute_url()
            cancelled = meeting.state == MeetingState.CANCELLED
            yield Entry(
                f"sitzung-{meeting.pk}", meeting.date, name, path, meeting.updated_at,
                at=meeting.time, place=meeting.place, cancelled=cancelled,
            )  # fmt: skip
            keeps = meeting.body.authority_id in self.houses
            if keeps and meeting.papers_due_on and not cancelled:
                yield Entry(
                    f"versand-{meeting.pk}",
                    meeting.papers_due_on,
                    _("Versand der Unterlagen: %(meeting)s") % {"meeting": meeting},
                    path,
                    meeting.updated_at,
                )

    def _milestones(self) -> Iterator[Entry]:
        rows = Milestone.objects.filter(
            Q(measure__in=self.measures.values("pk"))
            | Q(responsible__in=self.organisations)
            & Q(measure__in=Measure.objects.visible_to(self.user).open()),
            actual=None,
        ).exclude(measure__edition__status=EditionStatus.SUPERSEDED)
        for step in rows.select_related("measure__edition__authority"):
            yield from self._due(
                f"zwischenziel-{step.pk}",
                step.due,
                _("Zwischenziel: %(step)s (%(measure)s)")
                % {"step": step.title, "measure": step.measure},
                step.measure,
                step.updated_at,
            )

    def _ends(self) -> Iterator[Entry]:
        rows = self.measures.filter(end_actual=None, permanent=False)
        for measure in rows.select_related("edition__authority"):
            yield from self._due(
                f"ende-{measure.pk}",
                measure.end,
                _("Ende: %(measure)s") % {"measure": measure},
                measure,
                measure.updated_at,
            )

    def _proofs(self) -> Iterator[Entry]:
        rows = MeasureFunding.objects.filter(
            measure__in=self.measures.values("pk"), proof_sent_on=None, proof_due_on__gte=self.first
        )
        for funding in rows.select_related("measure__edition__authority"):
            yield Entry(
                f"nachweis-{funding.pk}",
                cast(dt.date, funding.proof_due_on),
                _("Verwendungsnachweis: %(programme)s (%(measure)s)")
                % {"programme": funding.programme, "measure": funding.measure},
                funding.measure.get_absolute_url(),
                funding.updated_at,
            )

    def _follow_ups(self) -> Iterator[Entry]:
        rows = FollowUp.objects.visible_to(self.user).open().filter(
            Q(resolution__authority__in=self.houses) | Q(responsible__in=self.organisations),
            due_on__gte=self.first,
        )  # fmt: skip
        for row in rows.select_related("resolution__authority"):
            title = _("Auftrag: %(text)s") % {"text": row.text}
            yield Entry(
                f"auftrag-{row.pk}", row.due_on, title, row.get_absolute_url(), row.updated_at
            )

    def _rounds(self) -> Iterator[Entry]:
        """Until when answers are due: to those who run the round, and who still owe one."""
        owed = StatusRequest.objects.asked_of(self.user).waiting()
        rows = ReportingRound.objects.open().filter(
            Q(authority__in=self.houses) | Q(pk__in=owed.values("round")), due__gte=self.first
        )
        for row in rows.select_related("authority"):
            if row.authority_id in self.houses:
                title, path = _("Frist der Abfrage: %(round)s"), row.get_absolute_url()
            else:
                title = _("Sachstände abgeben: %(round)s")
                path = reverse("rounds:answers", args=[row.authority.slug, row.pk])
            said = title % {"round": row}
            yield Entry(f"abfrage-{row.pk}", row.due, said, path, row.updated_at)

    def _due(
        self, key: str, due: FuzzyDate | None, title: str, measure: Measure, changed: dt.datetime
    ) -> Iterable[Entry]:
        """On the last day it can mean; what was said stands in the note: "Herbst 2026"."""
        if due is None or due.latest < self.first:
            return []
        vague = due.earliest != due.latest
        note = _("Vorgesehen: %(due)s") % {"due": due} if vague else ""
        return [Entry(key, due.latest, title, measure.get_absolute_url(), changed, note=note)]
