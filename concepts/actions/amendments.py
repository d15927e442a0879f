"""Changes of an adopted plan: never without a date and a reason."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from integration_portal.core.fuzzy import FuzzyDate
from integration_portal.history.actions import record
from integration_portal.history.models import RevisionAction, subject_type

from ..enums import AmendmentKind, EditionStatus
from ..models import Amendment, Edition


@transaction.atomic
def amend(
    *, edition: Edition, thing: models.Model, kind: str, on: dt.date, reason: str, by
) -> Amendment:
    """Write down that the plan changed, and how the thing stands now.

    Call it in the transaction of the change: after saving what was added or changed, before
    deleting what is removed. `thing` has a history of its own. A resolution attaches itself to the
    result. Raises ValidationError if the edition is not in force, the reason is missing, or the
    day is still to come.
    """
    amendment = note(edition=edition, thing=thing, kind=kind, on=on, reason=reason, by=by)
    record(thing, by=by, reason=amendment.reason, action=_action(kind))
    return amendment


def note(
    *, edition: Edition, thing: models.Model, kind: str, on: dt.date, reason: str, by
) -> Amendment:
    """The amendment alone, for whoever records the thing itself. Raises as `amend` does."""
    check_amendable(edition)
    amendment = Amendment(
        edition=edition,
        kind=kind,
        on=on,
        reason=reason.strip(),
        subject_type=subject_type(thing),
        subject_id=thing.pk,
        label=str(thing)[:300],
        by=by,
    )
    if on > timezone.localdate():
        raise ValidationError({"on": _("Der Tag der Änderung liegt in der Zukunft.")})
    amendment.full_clean(exclude=["by"])
    amendment.save()
    return amendment


def in_force_since(edition: Edition) -> FuzzyDate | None:
    """When its plan began to count, if that is known: before it there was nothing to amend."""
    counting = edition.transitions.filter(status__in=EditionStatus.in_force).exclude(on=None)
    first = counting.first()
    return first.on if first else None


def check_amendable(edition: Edition) -> None:
    """Raises ValidationError, in the reader's words, for an edition that is not in force."""
    if edition.is_amendable:
        return
    raise ValidationError(
        _("Die Fassung „%(edition)s“ ist %(status)s. Änderungen nach Beschluss gibt es dort nicht.")
        % {"edition": edition, "status": edition.get_status_display()}
    )


def _action(kind: str) -> str:
    return {
        AmendmentKind.ADDED: RevisionAction.CREATED,
        AmendmentKind.REMOVED: RevisionAction.DELETED,
    }.get(AmendmentKind(kind), RevisionAction.CHANGED)
