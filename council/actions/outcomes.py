"""What a body did with a paper, and the resolution that stands on it."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from integration_portal.core.fuzzy import Precision
from integration_portal.core.richtext import plain
from integration_portal.history.actions import record
from integration_portal.history.models import RevisionAction

from ..enums import ConsultationRole, OutcomeKind
from ..models import Consultation, CouncilPaper, FollowUp, Outcome, Resolution


@transaction.atomic
def record_outcome(*, outcome: Outcome, by, follow_ups: Iterable[FollowUp] = ()) -> Outcome:
    """Store or correct the outcome of a station. A resolving one, or one with follow-ups, makes a
    Resolution; a corrected one takes it away again if nothing hangs on it.

    Raises ValidationError if somebody else recorded this station meanwhile, or if a correction
    would take away a resolution that others rely on.
    """
    station, follow_ups = outcome.consultation, list(follow_ups)
    _hold(station)
    before = Outcome.objects.filter(consultation=station).first()
    if before is not None and before.pk != outcome.pk:
        raise ValidationError(
            _("Für diese Station hat inzwischen jemand ein Ergebnis eingetragen.")
        )
    if outcome.on is None and station.when and station.when.precision == Precision.DAY:
        outcome.on = station.when
    outcome.recorded_by, outcome.recorded_at = by, timezone.now()
    outcome.save()
    record(outcome, by=by)
    resolution = _settle(outcome, before, follow_ups, by=by)
    if resolution is not None:
        for follow_up in follow_ups:
            follow_up.resolution = resolution
            follow_up.save()
        record(resolution, by=by)
    return outcome


def _hold(station: Consultation) -> None:
    """Writers of one paper queue here until the end of the transaction."""
    CouncilPaper.objects.select_for_update(of=("self",)).get(pk=station.paper_id)


def _settle(outcome: Outcome, before: Outcome | None, follow_ups, *, by) -> Resolution | None:
    """The resolution that goes with the outcome: made, brought up to date, or taken away."""
    station = outcome.consultation
    resolution = Resolution.objects.filter(outcome=outcome).first()
    if outcome.kind not in OutcomeKind.resolving and not follow_ups:
        if resolution is None or resolution.follow_ups.exists():
            return resolution
        _take_away(resolution, by=by)
        return None
    if resolution is None:
        resolution = Resolution(
            authority_id=station.paper.authority_id,
            outcome=outcome,
            title=station.paper.subject,
            wording=wording_of(outcome),
            public=station.public and not station.paper.confidential,
        )
    elif before is not None and resolution.wording == wording_of(before):
        resolution.wording = wording_of(outcome)
    resolution.body_id, resolution.on = station.body_id, outcome.on
    resolution.save()
    return resolution


def wording_of(outcome: Outcome) -> str:
    """As the minutes have it; what was resolved as proposed says what was proposed."""
    if outcome.wording or outcome.kind != OutcomeKind.RESOLVED:
        return outcome.wording
    return plain(outcome.consultation.paper.proposed_resolution)[:10_000]


def _take_away(resolution: Resolution, *, by) -> None:
    if resolution.editions.exists() or resolution.amendments.exists():
        raise ValidationError(
            _(
                "Auf diesem Ergebnis steht ein Beschluss, durch den eine Fassung gilt oder "
                "geändert wurde. Es bleibt deshalb beschließend; nichts wurde geändert."
            )
        )
    record(resolution, by=by, action=RevisionAction.DELETED)
    resolution.delete()


@transaction.atomic
def save_station(*, station: Consultation, by, after: Consultation | None = None) -> Consultation:
    """Add or change one station of a paper on its way; a new one stands behind `after`, or last."""
    _hold(station)
    is_new = station.pk is None
    station.save()
    if is_new and after is not None:
        station.move(after.position + 1 - station.position)
    record(station.paper, by=by)
    return station


def closing_station(stations: list[Consultation]) -> Consultation | None:
    """Where the matter ends: the last deciding body, or without one the last that takes note."""
    for role in (ConsultationRole.DECISION, ConsultationRole.INFORMATION):
        found = [station for station in stations if station.role == role]
        if found:
            return found[-1]
    return None
