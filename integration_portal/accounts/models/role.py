from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from integration_portal.core.models import BaseModel

from ..enums import RoleKind
from .authority import LocalAuthority


class Role(BaseModel):
    """What a person may do in one authority. Several roles in several authorities are usual."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Konto"),
        on_delete=models.CASCADE,
        related_name="roles",
    )
    authority = models.ForeignKey(
        LocalAuthority, verbose_name=_("Kommune"), on_delete=models.CASCADE, related_name="roles"
    )
    kind = models.CharField(_("Rolle"), max_length=20, choices=RoleKind)

    class Meta:
        verbose_name = _("Rolle")
        verbose_name_plural = _("Rollen")
        ordering = ("authority__sort_key", "kind")
        constraints = [
            models.UniqueConstraint(
                fields=("user", "authority", "kind"),
                name="role_once",
                violation_error_message=_("Diese Rolle hat das Konto dort schon."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.authority}"
