"""What happened to a council paper: its steps through the house and its versions."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from integration_portal.core.models import BaseModel
from integration_portal.history.models import Revision

from ..enums import PaperState
from .paper import CouncilPaper


class PaperStep(BaseModel):
    """One step in the life of a paper: which state, who, when."""

    paper = models.ForeignKey(CouncilPaper, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(_("Stand"), max_length=10, choices=PaperState)
    note = models.CharField(_("Anmerkung"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Schritt")
        verbose_name_plural = _("Schritte")
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return self.get_state_display()


class PaperVersion(BaseModel):
    """How a paper stood when it was sent. A change after that makes the next one."""

    paper = models.ForeignKey(CouncilPaper, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("Fassung"))
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="paper_versions")
    reason = models.CharField(_("Grund der Änderung"), max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Fassung einer Vorlage")
        verbose_name_plural = _("Fassungen einer Vorlage")
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=("paper", "number"), name="paper_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.paper}, Fassung {self.number}"
