from django.db import models
from django.utils.translation import gettext_lazy as _

from integration_portal.accounts.models import LocalAuthority
from integration_portal.core.models import BaseModel


class ImportMemory(BaseModel):
    """What an authority decided about its lists, so that the next one is understood at once."""

    authority = models.OneToOneField(
        LocalAuthority,
        verbose_name=_("Kommune"),
        on_delete=models.CASCADE,
        related_name="import_memory",
    )
    # Folded heading -> target of the column, as in `MeasureImport.columns`.
    columns = models.JSONField(_("Spalten"), default=dict)
    # Folded word of the town's own -> MeasureStatus.
    words = models.JSONField(_("Wörter für den Umsetzungsstand"), default=dict)
    # Folded name -> id of the organisation that is meant by it.
    organisations = models.JSONField(_("Namen von Organisationen"), default=dict)

    class Meta:
        verbose_name = _("Gedächtnis der Übernahmen")
        verbose_name_plural = _("Gedächtnis der Übernahmen")

    def __str__(self) -> str:
        return str(self.authority)
