"""The life of an edition, step by step."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from integration_portal.core.fuzzy import FuzzyDate
from integration_portal.history.actions import record

from ..enums import EditionStatus
from ..models import Edition, EditionTransition
from .freezing import record_parts


@transaction.atomic
def change_status(
    *,
    edition: Edition,
    to: str,
    on: FuzzyDate | None,
    note: str = "",
    by,
    supersede: bool = True,
) -> EditionTransition:
    """Take the next step, its date fuzzy where old. Coming into force keeps the state as adopted.

    Whatever else of the concept was in force is superseded on the same day, unless `supersede` is
    False. Raises ValidationError, in the reader's words, for a step that does not follow from where
    the edition is, for "beschlossen" and "zur Kenntnis genommen" without a recorded resolution, and
    without a date (a resolution may have none) or with one before the last step or in the future.
    """
    current = Edition.objects.select_for_update().get(pk=edition.pk)
    edition.status, edition.status_on = current.status, current.status_on
    _check_step(edition, to)
    on = _checked_date(edition, on)
    former = list(in_force_beside(edition)) if supersede and to in EditionStatus.in_force else []
    step = EditionTransition.objects.create(
        edition=edition, status=to, on=on, note=note.strip(), by=by
    )
    freezes = _keeps_its_state(edition, to)
    edition.status, edition.status_on = to, on
    now = timezone.now()
    if freezes:
        record_parts(edition=edition, by=by, at=now)
        edition.adopted_at = now
    edition.save()
    record(edition, by=by, reason=step.note, at=now)
    for other in former:
        _supersede(other, edition, on, by=by)
    return step


def in_force_beside(edition: Edition):
    """Editions of the same concept that count until this one does; none once it is in force."""
    if edition.status in EditionStatus.in_force:
        return Edition.objects.none()
    return edition.siblings().in_force().exclude(pk=edition.pk)


def _keeps_its_state(edition: Edition, to: str) -> bool:
    """Coming into force does, and so does a resolution later; who only rested kept it already."""
    if to not in EditionStatus.in_force:
        return False
    return not (edition.status == EditionStatus.DORMANT and edition.adopted_at)


def _check_step(edition: Edition, to: str) -> None:
    if to not in edition.next_statuses:
        raise ValidationError(
            _("Auf „%(now)s“ folgt nicht „%(to)s“. Der Stand ist unverändert.")
            % {"now": edition.get_status_display(), "to": EditionStatus(to).label}
        )
    if to in EditionStatus.resolved and not edition.resolutions.exists():
        raise ValidationError(
            _(
                "„%(to)s“ wird eine Fassung nur durch einen Beschluss. Halten Sie zuerst den "
                "Beschluss fest."
            )
            % {"to": EditionStatus(to).label}
        )


def _checked_date(edition: Edition, on: FuzzyDate | None) -> FuzzyDate:
    if on is None:
        raise ValidationError({"on": _("Seit wann gilt das? Auch eine Jahreszahl genügt.")})
    if on.earliest > timezone.localdate():
        raise ValidationError({"on": _("Dieses Datum liegt in der Zukunft.")})
    last = edition.transitions.exclude(on=None).last()
    if last and on.latest < last.on.earliest:
        raise ValidationError(
            {
                "on": _("Dieses Datum liegt vor dem letzten Schritt: %(status)s, %(on)s.")
                % {"status": last.get_status_display(), "on": last.on}
            }
        )
    return on


def _supersede(former: Edition, edition: Edition, on: FuzzyDate, *, by) -> None:
    if former.status_on and on.latest < former.status_on.earliest:
        raise ValidationError(
            _(
                "Die Fassung „%(former)s“ gilt seit %(since)s und ist damit jünger. Wählen Sie, "
                "dass sie weiter gilt."
            )
            % {"former": former, "since": former.status_on}
        )
    change_status(
        edition=former,
        to=EditionStatus.SUPERSEDED,
        on=on,
        note=_("Abgelöst durch „%(edition)s“.") % {"edition": str(edition)[:250]},
        by=by,
    )
