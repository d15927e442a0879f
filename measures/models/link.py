from django.db import models
from django.utils.translation import gettext_lazy as _

from integration_portal.core.models import BaseModel
from integration_portal.core.web import WebAddressField

from .measure import Measure


class MeasureLink(BaseModel):
    """An address on the web that tells more about a measure."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="links")
    label = models.CharField(_("Bezeichnung"), max_length=200)
    url = WebAddressField(_("Adresse"), max_length=500)

    class Meta:
        verbose_name = _("Verweis")
        verbose_name_plural = _("Verweise")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.label
