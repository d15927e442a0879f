import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from integration_portal.accounts.enums import RoleKind
from integration_portal.accounts.models import LocalAuthority
from integration_portal.core.models import BaseModel

from ..enums import OutboxState

# Longer than the slowest server may take for one mail (ten seconds for each of its answers).
SILENCE = dt.timedelta(minutes=5)


class OutboxMailQuerySet(models.QuerySet):
    def visible_to(self, user) -> "OutboxMailQuerySet":
        places = user.access.ids(RoleKind.OFFICER, RoleKind.ADMINISTRATOR)
        return self.filter(authority__in=places)

    def due(self, now: dt.datetime | None = None) -> "OutboxMailQuerySet":
        """Those that may go out, the longest waiting first."""
        waiting = self.filter(state=OutboxState.QUEUED, next_try_at__lte=now or timezone.now())
        return waiting.order_by("next_try_at", "pk")

    def wants_somebody(self) -> "OutboxMailQuerySet":
        return self.filter(state__in=OutboxState.wants_somebody)

    def mark_silent(self, now: dt.datetime | None = None) -> int:
        """Those whose worker fell silent while sending may have gone out or not. Returns how many.

        Call before mails are shown or sent.
        """
        limit = (now or timezone.now()) - SILENCE
        silent = self.filter(state=OutboxState.SENDING, claimed_at__lt=limit)
        if not silent.exists():
            return 0
        return silent.update(
            state=OutboxState.UNSURE,
            error=gettext("Der Arbeitsprozess ist beim Senden abgebrochen."),
        )

    def of(self, thing: models.Model) -> "OutboxMailQuerySet":
        return self.filter(subject_type=thing._meta.label_lower, subject_id=thing.pk)


class OutboxMail(BaseModel):
    """A letter written in the transaction that caused it, and what became of it."""

    authority = models.ForeignKey(
        LocalAuthority, verbose_name=_("Kommune"), on_delete=models.CASCADE, related_name="mails"
    )
    to = models.EmailField(_("an"), blank=True)
    subject = models.CharField(_("Betreff"), max_length=250)
    # Plain text. `{link}` in it stands for a personal link, which is never kept here.
    text = models.TextField(_("Text"), blank=True)
    cause = models.CharField(_("Anlass"), max_length=250)
    subject_type = models.CharField(_("Art des Gegenstands"), max_length=80, blank=True)
    subject_id = models.BigIntegerField(_("Nummer des Gegenstands"), null=True)
    state = models.CharField(
        _("Stand"), max_length=10, choices=OutboxState, default=OutboxState.QUEUED
    )
    attempts = models.PositiveSmallIntegerField(_("Versuche"), default=0)
    next_try_at = models.DateTimeField(_("nächster Versuch"), default=timezone.now)
    claimed_at = models.DateTimeField(_("begonnen am"), null=True)
    sent_at = models.DateTimeField(_("gesendet am"), null=True)
    error = models.CharField(_("Fehler"), max_length=500, blank=True)
    forgotten_at = models.DateTimeField(_("Adresse und Text entfernt am"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entschieden von"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = OutboxMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("Mail")
        verbose_name_plural = _("Postausgang")
        ordering = ("-created_at", "-pk")
        indexes = [
            models.Index(fields=("authority", "-created_at", "-id"), name="mail_by_authority"),
            models.Index(fields=("state", "next_try_at"), name="mail_due"),
            models.Index(fields=("subject_type", "subject_id"), name="mail_by_subject"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=OutboxState.SENT) | Q(sent_at__isnull=False),
                name="mail_sent_has_a_time",
                violation_error_message=_("Eine gesendete Mail hat einen Zeitpunkt."),
            ),
            models.CheckConstraint(
                condition=~Q(state=OutboxState.SENDING) | Q(claimed_at__isnull=False),
                name="mail_sending_was_claimed",
                violation_error_message=_("Wer eine Mail sendet, sagt seit wann."),
            ),
            models.CheckConstraint(
                condition=(Q(forgotten_at=None) & ~Q(to=""))
                | Q(forgotten_at__isnull=False, to="", text="", state__in=OutboxState.over),
                name="mail_has_an_address_until_forgotten",
                violation_error_message=_(
                    "Solange eine Mail nicht gesendet ist, behält sie Adresse und Text."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("mail:mail", args=[self.authority.slug, self.pk])

    @property
    def state_choice(self) -> OutboxState:
        return OutboxState(self.state)
