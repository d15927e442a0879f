from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from integration_portal.core.models import BaseModel
from integration_portal.core.tokens import hash_token

from ..enums import InvitationState, MailState, RoleKind
from .authority import LocalAuthority

VALID_FOR = timedelta(days=14)


class InvitationQuerySet(models.QuerySet):
    def pending(self) -> "InvitationQuerySet":
        """Neither accepted nor revoked; the link may have expired and can be sent again."""
        return self.filter(accepted_at=None, revoked_at=None)

    def open(self) -> "InvitationQuerySet":
        """Those whose link still works."""
        return self.pending().filter(expires_at__gt=timezone.now())

    def for_token(self, token: str) -> "InvitationQuerySet":
        return self.filter(token_hash=hash_token(token))


class Invitation(BaseModel):
    """A link by e-mail that lets one person make an account with one role, until it expires."""

    authority = models.ForeignKey(
        LocalAuthority,
        verbose_name=_("Kommune"),
        on_delete=models.CASCADE,
        related_name="invitations",
    )
    email = models.EmailField(_("E-Mail-Adresse"))
    function = models.CharField(_("Funktion"), max_length=150, blank=True)
    kind = models.CharField(_("Rolle"), max_length=20, choices=RoleKind)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField(_("gültig bis"))
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("eingeladen von"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="invitations_sent",
    )
    accepted_at = models.DateTimeField(_("angenommen am"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("zurückgezogen am"), null=True, editable=False)
    mail = models.CharField(
        _("Mail"), max_length=10, choices=MailState, default=MailState.WAITING, editable=False
    )
    mailed_at = models.DateTimeField(_("verschickt am"), null=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Einladung")
        verbose_name_plural = _("Einladungen")
        ordering = ("-created_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=("authority", "email", "kind"),
                condition=Q(accepted_at=None, revoked_at=None),
                name="invitation_once",
                violation_error_message=_(
                    "Für diese Adresse gibt es schon eine Einladung mit dieser Rolle. "
                    "Sie können sie erneut senden."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.email

    def save(self, *args, **kwargs):
        self.email = self.email.strip().lower()
        super().save(*args, **kwargs)

    @property
    def is_pending(self) -> bool:
        return self.accepted_at is None and self.revoked_at is None

    @property
    def is_open(self) -> bool:
        return self.is_pending and self.expires_at > timezone.now()

    @property
    def mail_tone(self) -> str:
        return MailState(self.mail).tone

    @property
    def state(self) -> InvitationState:
        if self.accepted_at:
            return InvitationState.ACCEPTED
        if self.revoked_at:
            return InvitationState.REVOKED
        return InvitationState.OPEN if self.is_open else InvitationState.EXPIRED
