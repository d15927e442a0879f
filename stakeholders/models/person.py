from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from integration_portal.accounts.models import LocalAuthority
from integration_portal.core.models import BaseModel, SortKeyField
from integration_portal.core.text import fold, sort_key
from integration_portal.history.registry import track

from ..enums import LegalBasis
from .organisation import Organisation, StakeholderQuerySet, refuse_strangers


class PersonQuerySet(StakeholderQuerySet):
    def visible_to(self, user) -> "PersonQuerySet":
        """Names are for those who work inside the authority."""
        return self.filter(authority__in=user.access.inside)

    def withdrawn(self) -> "PersonQuerySet":
        """Whose consent is gone, but whose name is still there: they are to be anonymised."""
        return self.filter(consent_withdrawn_on__isnull=False, anonymised_at=None)


class Person(BaseModel):
    """A contact. The function comes first; a name only where it is needed and allowed."""

    authority = models.ForeignKey(
        LocalAuthority, verbose_name=_("Kommune"), on_delete=models.PROTECT, related_name="people"
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("Organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="people",
    )
    function = models.CharField(
        _("Funktion"), max_length=200, help_text=_("Zum Beispiel: Leitung der Volkshochschule")
    )
    name = models.CharField(_("Name"), max_length=200, blank=True)
    email = models.EmailField(_("E-Mail-Adresse"), blank=True)
    phone = models.CharField(_("Telefon"), max_length=60, blank=True)
    legal_basis = models.CharField(_("Rechtsgrundlage"), max_length=20, choices=LegalBasis)
    consent_on = models.DateField(_("eingewilligt am"), null=True, blank=True)
    consent_withdrawn_on = models.DateField(_("Einwilligung widerrufen am"), null=True, blank=True)
    note = models.TextField(
        _("Anmerkung"),
        blank=True,
        max_length=2000,
        help_text=_("Nie zu Herkunft, Religion oder Gesundheit."),
    )
    anonymised_at = models.DateTimeField(_("anonymisiert am"), null=True, editable=False)
    sort_key = SortKeyField()
    search_text = models.TextField(editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("Person")
        verbose_name_plural = _("Personen")
        ordering = ("sort_key", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(legal_basis="official_duty") | Q(consent_on__isnull=False),
                name="person_consent_dated",
                violation_error_message=_("Eine Einwilligung braucht das Datum, an dem sie kam."),
            ),
            models.CheckConstraint(
                condition=Q(consent_withdrawn_on=None)
                | Q(
                    consent_on__isnull=False,
                    consent_withdrawn_on__gte=models.F("consent_on"),
                ),
                name="person_consent_withdrawn_after",
                violation_error_message=_(
                    "Ein Widerruf setzt eine Einwilligung voraus und liegt nicht vor ihr."
                ),
            ),
            models.CheckConstraint(
                condition=Q(anonymised_at=None) | Q(name="", email="", phone=""),
                name="person_anonymised_has_no_name",
                violation_error_message=_("Eine anonymisierte Person behält nur ihre Funktion."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.function} ({self.name})" if self.name else self.function

    def save(self, *args, **kwargs):
        self.sort_key = sort_key(self.function)
        self.search_text = fold(f"{self.function} {self.name}")
        super().save(*args, **kwargs)

    def clean(self):
        refuse_strangers(self, self.authority_id, "organisation")
        for name in ("consent_on", "consent_withdrawn_on"):
            if (day := getattr(self, name)) and day > timezone.localdate():
                raise ValidationError({name: _("Dieser Tag liegt in der Zukunft.")})
        if self.anonymised_at and (self.name or self.email or self.phone):
            raise ValidationError(_("Eine anonymisierte Person behält nur ihre Funktion."))

    @property
    def contact_line(self) -> list[str]:
        """Name, e-mail and phone as far as they are kept."""
        return [text for text in (self.name, self.email, self.phone) if text]

    @property
    def consent_is_withdrawn(self) -> bool:
        """The contact may no longer be used; anonymising is due."""
        return self.consent_withdrawn_on is not None and self.anonymised_at is None

    def get_absolute_url(self) -> str:
        return reverse("stakeholders:person", args=[self.authority.slug, self.pk])


track(Person, authority="authority")
