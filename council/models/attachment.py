from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from integration_portal.core.models import OrderedModel
from integration_portal.documents.models import IssuedDocument

from .paper import CouncilPaper


class Attachment(OrderedModel):
    """An Anlage: a file, a document of the portal, or one that is promised until a day."""

    paper = models.ForeignKey(CouncilPaper, on_delete=models.CASCADE, related_name="attachments")
    title = models.CharField(_("Titel"), max_length=300)
    file = models.FileField(_("Datei"), upload_to="attachments/", blank=True)
    document = models.ForeignKey(
        IssuedDocument,
        verbose_name=_("ausgegebenes Dokument"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="attached_to",
    )
    announced_until = models.DateField(_("wird nachgereicht bis"), null=True, blank=True)
    confidential = models.BooleanField(_("nichtöffentlich"), default=True)

    class Meta(OrderedModel.Meta):
        verbose_name = _("Anlage")
        verbose_name_plural = _("Anlagen")
        constraints = [
            models.CheckConstraint(
                condition=~Q(file="")
                | Q(document__isnull=False)
                | Q(announced_until__isnull=False),
                name="attachment_is_there_or_announced",
                violation_error_message=_(
                    "Wählen Sie eine Datei oder ein Dokument, oder nennen Sie den Tag, bis zu dem "
                    "die Anlage nachgereicht wird."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def siblings(self):
        return type(self).objects.filter(paper=self.paper)
