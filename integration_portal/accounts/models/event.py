from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..enums import EventKind, RoleKind
from .authority import LocalAuthority
from .invitation import Invitation


class AccountEventQuerySet(models.QuerySet):
    def told(self) -> "AccountEventQuerySet":
        """With all that a line needs: one query for any number of events."""
        return self.select_related("account", "invitation", "by", "successor")


class AccountEvent(models.Model):
    """Somebody gained or lost access to an authority, or was asked to come: what, when, by whom.

    It points to account and invitation instead of quoting them: when they go, so do name and
    address, and the event stays. Written by the actions, changed by nobody.
    """

    authority = models.ForeignKey(
        LocalAuthority,
        verbose_name=_("Kommune"),
        on_delete=models.CASCADE,
        related_name="account_events",
    )
    kind = models.CharField(_("Vorgang"), max_length=20, choices=EventKind)
    role = models.CharField(_("Rolle"), max_length=20, choices=RoleKind, blank=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Konto"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="events",
    )
    invitation = models.ForeignKey(
        Invitation,
        verbose_name=_("Einladung"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="events",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("von"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    # Of a handover: who took over; and, line by line, why, and how much of what.
    successor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Nachfolge"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    note = models.TextField(_("Anmerkung"), blank=True)
    at = models.DateTimeField(_("am"), default=timezone.now)

    objects = AccountEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("Vorgang an einem Zugang")
        verbose_name_plural = _("Verlauf der Zugänge")
        ordering = ("-pk",)
        indexes = [models.Index(fields=("authority", "-id"), name="account_event_authority")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.whom}"

    @property
    def whom(self) -> str:
        """The address of the account or the invited one, as long as there is one."""
        if self.account:
            return self.account.email
        return self.invitation.email if self.invitation else str(_("gelöschtes Konto"))

    @property
    def who(self) -> str:
        return str(self.by) if self.by else str(_("System"))
