"""Resolutions: what an edition owes to them, old ones that stand alone, and their follow-ups."""

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from concepts.actions.status import change_status
from concepts.enums import EditionStatus
from concepts.models import Edition
from integration_portal.history.actions import record

from ..enums import OutcomeKind
from ..models import Consultation, CouncilPaper, EditionResolution, FollowUp, Resolution
from .outcomes import closing_station


def status_by(kind: str) -> EditionStatus | None:
    """What an edition becomes by an outcome: "zustimmend zur Kenntnis genommen" counts as noted."""
    if kind in OutcomeKind.adopts:
        return EditionStatus.ADOPTED
    return EditionStatus.NOTED if kind in OutcomeKind.notes else None


@dataclass(frozen=True)
class Adoption:
    """What the last outcome of a paper would make of the edition it concerns."""

    edition: Edition
    resolution: Resolution
    to: EditionStatus
    # The paper is about the edition as a whole; one about single fields or measures rarely is.
    is_whole: bool

    @property
    def is_asked(self) -> bool:
        """Worth a question right after the outcome: the edition lies before the council. One that
        is still written is adopted by few; its paper offers it without asking.
        """
        return self.is_whole and self.edition.status == EditionStatus.DELIBERATION


def adoption_of(paper: CouncilPaper, stations: list[Consultation]) -> Adoption | None:
    """An offer, nothing more: a resolution on the way of working leaves the edition as it is.

    There is none before the deciding body has spoken, and none for a step that does not follow.
    """
    last = closing_station(stations)
    if paper.edition is None or last is None or last.result is None:
        return None
    to = status_by(last.result.kind)
    if to is None or to not in paper.edition.next_statuses:
        return None
    resolution = Resolution.objects.filter(outcome=last.result).select_related("body").first()
    is_whole = not (paper.measures.exists() or paper.fields.exists())
    return Adoption(paper.edition, resolution, to, is_whole) if resolution else None


@transaction.atomic
def adopt_edition(
    *, edition: Edition, resolution: Resolution, to: str, by, supersede: bool = True
) -> EditionResolution:
    """Tie the resolution to the edition and let the edition count from its day.

    Raises ValidationError if they belong to different authorities, or if the step does not follow
    from where the edition is (see concepts.actions.status.change_status).
    """
    link = tie(edition=edition, resolution=resolution)
    change_status(
        edition=edition,
        to=to,
        on=resolution.on,
        note=_("Beschluss: %(body)s") % {"body": resolution.body},
        by=by,
        supersede=supersede,
    )
    return link


def tie(*, edition: Edition, resolution: Resolution) -> EditionResolution:
    """Say that the resolution is about the edition, without changing its status."""
    if edition.authority_id != resolution.authority_id:
        raise ValidationError(_("Beschluss und Fassung gehören zu verschiedenen Kommunen."))
    return EditionResolution.objects.get_or_create(edition=edition, resolution=resolution)[0]


@transaction.atomic
def resolve_edition(
    *, edition: Edition, resolution: Resolution, by, to: str = "", supersede: bool = True
) -> Resolution:
    """Enter the resolution on an edition whose paper nobody has. Without `to` the status stays."""
    resolution.authority_id = edition.authority_id
    resolution.full_clean(exclude=("outcome",))
    resolution.save()
    record(resolution, by=by)
    if to:
        adopt_edition(edition=edition, resolution=resolution, to=to, by=by, supersede=supersede)
    else:
        tie(edition=edition, resolution=resolution)
    return resolution


@transaction.atomic
def save_follow_up(*, follow_up: FollowUp, by) -> FollowUp:
    """Add or change one duty; writers of one resolution queue here."""
    Resolution.objects.select_for_update(of=("self",)).get(pk=follow_up.resolution_id)
    follow_up.save()
    record(follow_up.resolution, by=by)
    return follow_up


def finish(*, follow_up: FollowUp, by, on: dt.date | None = None) -> FollowUp:
    """The duty is done, today unless another day is given. Doing it again keeps the first day."""
    follow_up.done_on = follow_up.done_on or on or timezone.localdate()
    return save_follow_up(follow_up=follow_up, by=by)
