"""The way of a paper through the house, step by step."""

from typing import cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from integration_portal.history.actions import record
from integration_portal.history.models import Revision

from ..enums import PAPER_TRANSITIONS, PaperState
from ..models import CouncilPaper, PaperStep
from .papers import keep_version, next_version


@transaction.atomic
def change_state(*, paper: CouncilPaper, to: str, by, note: str = "") -> PaperStep:
    """Take the next step. Sending keeps the paper as the version the council gets.

    A withdrawn paper that is taken up again becomes a draft of the next version, and nobody outside
    the administration sees it until it is sent again. Raises ValidationError for a step that does
    not follow, and for withdrawing a sent paper without saying why.
    """
    note = note.strip()
    current = CouncilPaper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
    _check(current, to, note)
    current.state = to
    if to == PaperState.SENT:
        current.sent_at = timezone.now()
    if to == PaperState.DRAFT:
        current.sent_at = None
        current.version = next_version(current)
    current.save()
    # The state itself has changed, so there is always something to record.
    revision = cast(Revision, record(current, by=by, reason=note))
    if to == PaperState.SENT:
        keep_version(paper=current, revision=revision, reason=note, by=by)
    paper.refresh_from_db(fields=["state", "version", "sent_at", "updated_at"])
    return PaperStep.objects.create(paper=current, state=to, note=note, by=by)


def _check(paper: CouncilPaper, to: str, note: str) -> None:
    if to not in PAPER_TRANSITIONS[paper.state]:
        raise ValidationError(
            _("Auf „%(now)s“ folgt nicht „%(to)s“. Der Stand ist unverändert.")
            % {"now": paper.get_state_display(), "to": PaperState(to).label}
        )
    if to == PaperState.WITHDRAWN and paper.is_shown and not note:
        raise ValidationError(
            {"note": _("Die Gremien haben die Vorlage schon. Nennen Sie den Grund.")}
        )
