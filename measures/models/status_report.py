from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from integration_portal.core.fuzzy import FuzzyDateField
from integration_portal.core.models import BaseModel
from integration_portal.history.registry import track

from ..enums import MeasureStatus, ReportSource
from .measure import Measure


class StatusReportQuerySet(models.QuerySet):
    def visible_to(self, user) -> "StatusReportQuerySet":
        return self.filter(measure__in=Measure.objects.visible_to(user))


class StatusReport(BaseModel):
    """How far a measure was on a day, fuzzy if old. The newest is the measure's status."""

    measure = models.ForeignKey(
        Measure, verbose_name=_("Maßnahme"), on_delete=models.CASCADE, related_name="reports"
    )
    on = FuzzyDateField(_("Stichtag"), blank=False)
    status = models.CharField(_("Umsetzungsstand"), max_length=20, choices=MeasureStatus)
    text = models.TextField(_("was getan wurde"), blank=True, max_length=4000)
    next_steps = models.TextField(_("nächste Schritte"), blank=True, max_length=2000)
    source = models.CharField(
        _("Quelle"), max_length=20, choices=ReportSource, default=ReportSource.OFFICER
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("von"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = StatusReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("Sachstand")
        verbose_name_plural = _("Sachstände")
        ordering = ("-on", "-pk")
        indexes = [models.Index(fields=("measure", "-on", "-id"), name="report_newest")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(on__isnull=False),
                name="report_has_a_day",
                violation_error_message=_("Ein Sachstand braucht einen Stichtag."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()}, {self.on}"

    @property
    def tone(self) -> str:
        return MeasureStatus(self.status).tone


track(StatusReport, authority="measure.edition.authority", context="measure")
