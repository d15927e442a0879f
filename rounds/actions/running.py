"""Opening, reminding in and closing a round."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from integration_portal.core.guard import demand
from integration_portal.history.actions import record
from integration_portal.mail.actions import Letter, post_all
from integration_portal.mail.enums import OutboxState
from integration_portal.mail.models import OutboxMail

from .. import letters
from ..enums import RoundState
from ..grouping import Group, groups_of
from ..models import ReportingRound, RoundRecipient, StatusRequest
from ..rules import can_prepare, can_watch
from ._guard import held


@transaction.atomic
def open_round(
    *, reporting_round: ReportingRound, by, origin: str, letters_too: bool = True
) -> ReportingRound:
    """Ask everyone: questions, letters and the state stand together, or nothing does.

    `origin` is the portal's own address, "https://integration.stadt.example". Without letters
    nobody hears of it: for a round that happened before the portal knew of it. Raises
    ValidationError if it was opened already or there is nothing to ask for.
    """
    demand(can_prepare(by, reporting_round))
    opened = held(reporting_round, RoundState.PLANNED)
    groups = groups_of(opened, officer_email=by.email)
    if not groups:
        raise ValidationError(
            _("Zu dieser Auswahl gehört keine Maßnahme. Es wurde nichts gesendet.")
        )
    recipients = RoundRecipient.objects.bulk_create(
        RoundRecipient(
            round=opened,
            email=group.email,
            name=group.name,
            kind=group.kind,
            reminded_on=timezone.localdate(),
        )
        for group in groups
    )
    StatusRequest.objects.bulk_create(
        StatusRequest(
            round=opened, recipient=recipient, measure=one.measure, organisation=one.organisation
        )
        for recipient, group in zip(recipients, groups, strict=True)
        for one in group.asked
    )
    opened.state, opened.origin = RoundState.OPEN, origin
    opened.opened_at, opened.opened_by = timezone.now(), by
    opened.save()
    record(opened, by=by)
    if letters_too:
        _invite(opened, recipients, groups)
    return opened


def _invite(opened: ReportingRound, recipients: list[RoundRecipient], groups: list[Group]) -> None:
    post_all(
        authority=opened.authority,
        letters=[
            Letter(
                to=recipient.email,
                subject=opened.title,
                text=letters.letter(opened, group.measures),
                cause=_("Eröffnung von „%(title)s“") % {"title": opened.title},
                about=recipient,
            )
            for recipient, group in zip(recipients, groups, strict=True)
        ],
    )


@transaction.atomic
def remind(*, reporting_round: ReportingRound, by, recipient: RoundRecipient | None = None) -> int:
    """Remind those with something left to do, or one of them. Returns how many were reminded.

    Nobody is reminded twice on one day, and nobody while an earlier mail still waits.
    """
    demand(can_watch(by, reporting_round))
    opened = held(reporting_round, RoundState.OPEN)
    chosen = opened.recipients.filter(pk=recipient.pk) if recipient else opened.recipients.all()
    today = timezone.localdate()
    return _remind(opened, chosen, today, since=today)


def remind_due(day: dt.date | None = None) -> int:
    """What the ladders of all open rounds ask for on that day (today). Safe to run twice at once.

    Returns how many were reminded.
    """
    today = day or timezone.localdate()
    return sum(_remind_by_ladder(one, today) for one in ReportingRound.objects.open())


@transaction.atomic
def _remind_by_ladder(reporting_round: ReportingRound, today: dt.date) -> int:
    try:
        opened = held(reporting_round, RoundState.OPEN)
    except ValidationError:  # closed in this very moment
        return 0
    rung = opened.last_rung(today)
    return _remind(opened, opened.recipients.all(), today, since=rung) if rung else 0


def _remind(opened: ReportingRound, recipients, today: dt.date, *, since: dt.date) -> int:
    """The round is held: of two reminders at once the second finds the day noted already."""
    waiting = StatusRequest.objects.waiting().filter(recipient=OuterRef("pk"))
    unsent = OutboxMail.objects.filter(
        subject_type=RoundRecipient._meta.label_lower,
        subject_id=OuterRef("pk"),
        state__in=(OutboxState.QUEUED, OutboxState.SENDING),
    )
    left = StatusRequest.objects.waiting().in_order().select_related("measure")
    due = (
        recipients.exclude(email="")
        .filter(
            Q(reminded_on=None) | Q(reminded_on__lt=since),
            Exists(waiting),
            ~Exists(unsent),
            barred_at=None,
        )
        .prefetch_related(Prefetch("requests", left, to_attr="left"))
    )
    reminded = list(due)
    RoundRecipient.objects.filter(pk__in=[one.pk for one in reminded]).update(reminded_on=today)
    post_all(
        authority=opened.authority,
        letters=[
            Letter(
                to=recipient.email,
                subject=_("Erinnerung: %(title)s") % {"title": opened.title},
                text=letters.reminder(opened, [request.measure for request in recipient.left]),
                cause=_("Erinnerung an „%(title)s“") % {"title": opened.title},
                about=recipient,
            )
            for recipient in reminded
        ],
    )
    return len(reminded)


@transaction.atomic
def close_round(*, reporting_round: ReportingRound, by) -> ReportingRound:
    """Freeze it: nobody is reminded or asked any more; what is written now is kept as late.

    Questions, letters, answers and what was handed in change no more through the round. A report
    itself can still be approved, and corrected at its measure by an officer, with its history.

    Raises ValidationError if it is not open.
    """
    demand(can_watch(by, reporting_round))
    closed = held(reporting_round, RoundState.OPEN)
    closed.state, closed.closed_at = RoundState.CLOSED, timezone.now()
    closed.save()
    record(closed, by=by)
    return closed
