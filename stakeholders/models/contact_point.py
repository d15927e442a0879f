from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from integration_portal.accounts.models import LocalAuthority
from integration_portal.core.models import BaseModel, SortKeyField
from integration_portal.core.text import fold, sort_key
from integration_portal.core.web import WebAddressField
from integration_portal.history.registry import track

from .organisation import Organisation, StakeholderQuerySet, refuse_strangers


class ContactPoint(BaseModel):
    """Who helps with what, where, when, and in which languages. Sorted by topic, then by name."""

    authority = models.ForeignKey(
        LocalAuthority,
        verbose_name=_("Kommune"),
        on_delete=models.PROTECT,
        related_name="contact_points",
    )
    name = models.CharField(_("Name"), max_length=200)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("Träger"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="contact_points",
    )
    topic = models.CharField(
        _("Thema"), max_length=120, help_text=_("Zum Beispiel: Wohnen, Sprache, Aufenthalt")
    )
    offer = models.TextField(_("hilft bei"), max_length=2000)
    place = models.CharField(_("Ort"), max_length=200, blank=True)
    hours = models.CharField(_("Zeiten"), max_length=200, blank=True)
    languages = models.CharField(_("Sprachen"), max_length=200, blank=True)
    phone = models.CharField(_("Telefon"), max_length=60, blank=True)
    email = models.EmailField(_("E-Mail-Adresse"), blank=True)
    website = WebAddressField(_("Internetseite"), blank=True)
    sort_key = SortKeyField()
    search_text = models.TextField(editable=False)

    objects = StakeholderQuerySet.as_manager()

    class Meta:
        verbose_name = _("Anlaufstelle")
        verbose_name_plural = _("Anlaufstellen")
        ordering = ("sort_key", "pk")

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.sort_key = sort_key(f"{self.topic}: {self.name}")
        self.search_text = fold(
            f"{self.name} {self.topic} {self.offer} {self.place} {self.languages}"
        )
        super().save(*args, **kwargs)

    def clean(self):
        refuse_strangers(self, self.authority_id, "organisation")

    def get_absolute_url(self) -> str:
        return f"{reverse('stakeholders:contact_points', args=[self.authority.slug])}#a{self.pk}"


track(ContactPoint, authority="authority")
