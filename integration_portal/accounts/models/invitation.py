import hashlib
import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from integration_portal.core.models import BaseModel

from ..enums import RoleKind
from .authority import LocalAuthority


class InvitationQuerySet(models.QuerySet):
    def open(self) -> "InvitationQuerySet":
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=timezone.now())

    def for_token(self, token: str) -> "InvitationQuerySet":
        return self.filter(token_hash=hash_token(token))


def hash_token(token: str) -> str:
    """Only the hash is stored: who reads the database cannot use an invitation."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_token() -> str:
    return secrets.token_urlsafe(32)


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

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Einladung")
        verbose_name_plural = _("Einladungen")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.email
