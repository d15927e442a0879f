from django.db import models
from django.utils.translation import gettext_lazy as _

from integration_portal.core.fuzzy import FuzzyDateField
from integration_portal.core.models import BaseModel
from stakeholders.models import Organisation, Person

from ..enums import MeasureRoleKind
from .measure import Measure


class MeasureRoleQuerySet(models.QuerySet):
    def leads(self) -> "MeasureRoleQuerySet":
        return self.filter(kind=MeasureRoleKind.LEAD)

    def visible_to(self, user) -> "MeasureRoleQuerySet":
        return self.filter(measure__in=Measure.objects.visible_to(user))


class MeasureRole(BaseModel):
    """What an organisation is on a measure, and whom one asks there."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(_("Rolle"), max_length=10, choices=MeasureRoleKind)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("Organisation"),
        on_delete=models.PROTECT,
        related_name="measure_roles",
    )
    contact = models.ForeignKey(
        Person,
        verbose_name=_("Kontakt"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="measure_roles",
    )
    until = FuzzyDateField(_("bis"))
    note = models.CharField(_("Anmerkung"), max_length=200, blank=True)

    objects = MeasureRoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("Beteiligte")
        verbose_name_plural = _("Beteiligte")
        ordering = ("pk",)
        indexes = [models.Index(fields=("organisation", "kind"), name="measure_role_by_org")]
        constraints = [
            models.UniqueConstraint(
                fields=("measure", "kind", "organisation"),
                name="measure_role_once",
                violation_error_message=_("Diese Organisation hat die Rolle hier schon."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.organisation}"

    @property
    def is_lead(self) -> bool:
        return self.kind == MeasureRoleKind.LEAD
