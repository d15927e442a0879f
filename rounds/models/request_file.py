from django.db import models
from django.utils.translation import gettext_lazy as _

from integration_portal.core.files import ATTACHMENTS, UploadedFileField
from integration_portal.core.models import BaseModel

from .status_request import StatusRequest

# For one measure; a link must not fill the disk.
MOST_FILES = 10


class RequestFile(BaseModel):
    """A file that came with an answer; handed in, it is one of the report's as well."""

    request = models.ForeignKey(StatusRequest, on_delete=models.CASCADE, related_name="files")
    file = UploadedFileField(_("Datei"), kinds=ATTACHMENTS, folder="reports")
    handed_in_at = models.DateTimeField(_("abgegeben am"), null=True)

    class Meta:
        verbose_name = _("Datei einer Antwort")
        verbose_name_plural = _("Dateien von Antworten")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.file.download_name  # type: ignore[attr-defined]  # UploadedFieldFile
