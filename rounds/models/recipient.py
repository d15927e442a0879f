import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from integration_portal.core.models import BaseModel
from integration_portal.core.tokens import hash_token

from ..enums import RecipientKind
from .reporting_round import ReportingRound

# How long a link lasts beyond the day on which everybody should have answered.
GRACE = dt.timedelta(days=60)


class RoundRecipient(BaseModel):
    """One address that is asked in a round, for one or several organisations."""

    round = models.ForeignKey(ReportingRound, on_delete=models.CASCADE, related_name="recipients")
    # Empty once the person who was asked became unrecognisable.
    email = models.EmailField(_("E-Mail-Adresse"), blank=True)
    name = models.CharField(_("Stelle"), max_length=500)
    kind = models.CharField(_("Wer gefragt wird"), max_length=20, choices=RecipientKind)
    started_at = models.DateTimeField(_("geöffnet am"), null=True)
    # The day of the last letter that asks for something, the first one included.
    reminded_on = models.DateField(_("zuletzt angeschrieben am"), null=True)

    # Since then no link lets them in, and no mail brings one, until an officer sends a new one.
    barred_at = models.DateTimeField(_("gesperrt am"), null=True)

    class Meta:
        verbose_name = _("Empfänger der Abfrage")
        verbose_name_plural = _("Empfänger der Abfrage")
        ordering = ("name", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("round", "email"),
                condition=~Q(email=""),
                name="recipient_once_in_a_round",
                violation_error_message=_("Diese Adresse wird in der Abfrage schon gefragt."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def can_be_written_to(self) -> bool:
        return bool(self.email) and self.barred_at is None


class AccessLinkQuerySet(models.QuerySet):
    def valid(self) -> "AccessLinkQuerySet":
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())

    def for_token(self, token: str) -> "AccessLinkQuerySet":
        return self.filter(token_hash=hash_token(token))


class AccessLink(BaseModel):
    """One way in for a recipient. Each mail brings its own; all lead to the same measures."""

    recipient = models.ForeignKey(RoundRecipient, on_delete=models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(_("gültig bis"))
    revoked_at = models.DateTimeField(_("zurückgezogen am"), null=True)

    objects = AccessLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("Zugangslink")
        verbose_name_plural = _("Zugangslinks")
        constraints = [
            models.CheckConstraint(
                condition=Q(token_hash__regex=r"^[0-9a-f]{64}$"),  # noqa: S106 - form of a hash
                name="access_link_is_hashed",
                violation_error_message=_("Von einem Link wird nur die Prüfsumme aufgehoben."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.recipient}, {self.expires_at:%d.%m.%Y}"

    @property
    def is_valid(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()
