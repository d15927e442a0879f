from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from integration_portal.accounts.enums import RoleKind
from integration_portal.core.files import ATTACHMENTS, UploadedFileField
from integration_portal.core.models import OrderedModel
from integration_portal.documents.models import IssuedDocument

from .consultation import Consultation
from .paper import CouncilPaper
from .seats import seats_of


class AttachmentQuerySet(models.QuerySet):
    def visible_to(self, user) -> "AttachmentQuerySet":
        """Of papers the user may read: the open ones, and the confidential ones for officers and
        for who sits today in a body of the Beratungsfolge.
        """
        before_my_body = Consultation.objects.filter(
            paper=OuterRef("paper"), body__in=seats_of(user)
        )
        return self.filter(
            Q(paper__authority__in=user.access.ids(RoleKind.OFFICER))
            | Q(confidential=False)
            | Exists(before_my_body),
            paper__in=CouncilPaper.objects.visible_to(user),
        )


class Attachment(OrderedModel):
    """An Anlage: a file, a document of the portal, or one that is promised until a day."""

    paper = models.ForeignKey(CouncilPaper, on_delete=models.CASCADE, related_name="attachments")
    title = models.CharField(_("Titel"), max_length=300)
    document = models.ForeignKey(
        IssuedDocument,
        verbose_name=_("ausgegebenes Dokument"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="attached_to",
    )
    announced_until = models.DateField(_("wird nachgereicht bis"), null=True, blank=True)
    file = UploadedFileField(_("Datei"), kinds=ATTACHMENTS, folder="attachments", blank=True)
    confidential = models.BooleanField(_("nichtöffentlich"), default=True)

    objects = AttachmentQuerySet.as_manager()

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

    @property
    def is_there(self) -> bool:
        """There is something to download; otherwise it is announced."""
        if self.file:
            return True
        issued = self.document
        return issued is not None and not (issued.is_erased or issued.is_withdrawn)
