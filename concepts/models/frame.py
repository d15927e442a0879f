"""What frames the text of an edition: for whom it is, what it stands beside, what it relies on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from integration_portal.core.models import OrderedModel
from integration_portal.core.web import WebAddressField

from .edition import Edition


class EditionRow(OrderedModel):
    """A row of an edition that stands at a place."""

    edition: Edition

    class Meta(OrderedModel.Meta):
        abstract = True

    def siblings(self):
        return type(self)._default_manager.filter(edition=self.edition)


class Addressee(EditionRow):
    """For whom the edition is written."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="addressees")
    text = models.CharField(_("Adressaten"), max_length=300)

    class Meta(EditionRow.Meta):
        verbose_name = _("Adressatengruppe")
        verbose_name_plural = _("Adressaten")

    def __str__(self) -> str:
        return self.text


class Source(EditionRow):
    """Literature and data the edition relies on."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="sources")
    text = models.CharField(_("Quelle"), max_length=500)
    url = WebAddressField(_("Adresse"), blank=True, max_length=500)

    class Meta(EditionRow.Meta):
        verbose_name = _("Quelle")
        verbose_name_plural = _("Quellen")

    def __str__(self) -> str:
        return self.text


class RelatedPlan(EditionRow):
    """Another plan of the authority that this one is linked with."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="related_plans")
    title = models.CharField(_("Titel"), max_length=300)
    link = models.CharField(_("Verbindung"), max_length=500, blank=True)
    url = WebAddressField(_("Adresse"), blank=True, max_length=500)

    class Meta(EditionRow.Meta):
        verbose_name = _("verwandte Planung")
        verbose_name_plural = _("verwandte Planungen")

    def __str__(self) -> str:
        return self.title
