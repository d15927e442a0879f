from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from integration_portal.accounts.models import LocalAuthority
from integration_portal.core.models import BaseModel
from integration_portal.history.registry import track


class ConceptQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ConceptQuerySet":
        access = user.access
        return self.filter(authority__in=access.reading | access.districts)


class Concept(BaseModel):
    """The long-lived thing. What it says stands in its editions."""

    authority = models.ForeignKey(
        LocalAuthority, verbose_name=_("Kommune"), on_delete=models.PROTECT, related_name="concepts"
    )
    title = models.CharField(_("Titel"), max_length=300)
    kind = models.CharField(
        _("Art"), max_length=80, help_text=_("Zum Beispiel: Integrationskonzept, Vielfaltskonzept")
    )

    objects = ConceptQuerySet.as_manager()

    class Meta:
        verbose_name = _("Konzept")
        verbose_name_plural = _("Konzepte")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("concepts:concept", args=[self.authority.slug])


track(Concept, authority="authority")
