import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from integration_portal.accounts.models import LocalAuthority
from integration_portal.core.models import BaseModel, SearchedQuerySet, SortKeyField
from integration_portal.core.text import fold, lines, sort_key
from integration_portal.core.web import WebAddressField
from integration_portal.history.registry import track

from ..enums import OrganisationKind


class StakeholderQuerySet(SearchedQuerySet):
    """Rows that belong to an authority directly. Everybody with a role there reads them."""

    model: type[Any]  # some know whether they still exist: `still_there`

    def visible_to(self, user) -> "StakeholderQuerySet":
        return self.filter(authority__in=user.access.reading)

    def active(self, on: dt.date | None = None) -> "StakeholderQuerySet":
        """Those that still exist on the day (today)."""
        return self.filter(self.model.still_there(on or timezone.localdate()))


def refuse_circle(thing: models.Model, field: str, message: str | Promise) -> None:
    """Raises ValidationError if going up by `field` from the thing leads back to it."""
    seen, above = {thing.pk}, getattr(thing, field)
    while above is not None:
        if above.pk in seen:
            raise ValidationError({field: message})
        seen.add(above.pk)
        above = getattr(above, field)


def refuse_strangers(thing: models.Model, authority_id: int | None, *fields: str) -> None:
    """Raises ValidationError if a named relation leads to another authority's row."""
    for field in fields:
        other = getattr(thing, field)
        if other is not None and authority_id and other.authority_id != authority_id:
            raise ValidationError({field: _("Dieser Eintrag gehört zu einer anderen Kommune.")})


class Organisation(BaseModel):
    """A unit of the administration or a partner outside. Units may stand below one another."""

    authority = models.ForeignKey(
        LocalAuthority,
        verbose_name=_("Kommune"),
        on_delete=models.PROTECT,
        related_name="organisations",
    )
    name = models.CharField(_("Name"), max_length=200)
    kind = models.CharField(_("Art"), max_length=30, choices=OrganisationKind)
    internal = models.BooleanField(
        _("Teil der Verwaltung"), default=False, help_text=_("Fachbereich, Amt oder Stabsstelle.")
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("übergeordnete Einheit"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="units",
    )
    aliases = models.TextField(
        _("andere Namen"), blank=True, max_length=1000, help_text=_("Ein Name je Zeile.")
    )
    successor = models.ForeignKey(
        "self",
        verbose_name=_("Nachfolge"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="predecessors",
        help_text=_("Wer die Aufgaben weiterführt, falls es sie nicht mehr gibt."),
    )
    ended_on = models.DateField(_("besteht bis"), null=True, blank=True)
    email = models.EmailField(_("Funktionsadresse"), blank=True)
    phone = models.CharField(_("Telefon"), max_length=60, blank=True)
    website = WebAddressField(_("Internetseite"), blank=True)
    address = models.TextField(_("Anschrift"), blank=True, max_length=500)
    note = models.TextField(_("Anmerkung"), blank=True, max_length=4000)
    sort_key = SortKeyField()
    search_text = models.TextField(editable=False)

    objects = StakeholderQuerySet.as_manager()

    class Meta:
        verbose_name = _("Organisation")
        verbose_name_plural = _("Organisationen")
        ordering = ("sort_key", "pk")
        indexes = [models.Index(fields=("authority", "sort_key"), name="organisation_sorted")]
        constraints = [
            models.UniqueConstraint(
                fields=("authority", "name"),
                name="organisation_name_once",
                violation_error_message=_("Eine Organisation mit diesem Namen gibt es schon."),
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")),
                name="organisation_not_its_own_parent",
                violation_error_message=_("Eine Einheit kann nicht unter sich selbst stehen."),
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | ~Q(successor=F("id")),
                name="organisation_not_its_own_successor",
                violation_error_message=_("Eine Organisation kann sich nicht selbst nachfolgen."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.sort_key = sort_key(self.name)
        self.search_text = fold(f"{self.name} {self.aliases}")
        super().save(*args, **kwargs)

    def clean(self):
        refuse_strangers(self, self.authority_id, "parent", "successor")
        refuse_circle(self, "parent", _("Eine Einheit kann nicht unter sich selbst stehen."))
        refuse_circle(self, "successor", _("Eine Organisation kann sich nicht selbst nachfolgen."))

    @staticmethod
    def still_there(day: dt.date) -> Q:
        return Q(ended_on=None) | Q(ended_on__gte=day)

    def get_absolute_url(self) -> str:
        return reverse("stakeholders:organisation", args=[self.authority.slug, self.pk])

    @property
    def alias_list(self) -> list[str]:
        return lines(self.aliases)


track(Organisation, authority="authority")
