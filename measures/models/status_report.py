from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from integration_portal.accounts.enums import RoleKind
from integration_portal.core.files import ATTACHMENTS, UploadedFileField
from integration_portal.core.fuzzy import FuzzyDateField
from integration_portal.core.models import BaseModel
from integration_portal.core.money import MoneyField
from integration_portal.history.registry import track

from ..enums import MeasureStatus, ReportSource, ReportState, TrafficLight
from .measure import Measure


class StatusReportQuerySet(models.QuerySet):
    def visible_to(self, user) -> "StatusReportQuerySet":
        """Of measures the user may read: what is approved; officers and its author see the rest."""
        return self.filter(
            models.Q(state=ReportState.APPROVED)
            | models.Q(measure__edition__authority__in=user.access.ids(RoleKind.OFFICER))
            | models.Q(by=user.pk),
            measure__in=Measure.objects.visible_to(user),
        )

    def approved(self) -> "StatusReportQuerySet":
        return self.filter(state=ReportState.APPROVED)


class StatusReport(BaseModel):
    """How far a measure was on a day, fuzzy if old. The newest approved is its status."""

    measure = models.ForeignKey(
        Measure, verbose_name=_("Maßnahme"), on_delete=models.CASCADE, related_name="reports"
    )
    on = FuzzyDateField(_("Stichtag"), blank=False)
    status = models.CharField(_("Umsetzungsstand"), max_length=20, choices=MeasureStatus)
    traffic_light = models.CharField(_("Ampel"), max_length=10, choices=TrafficLight, blank=True)
    text = models.TextField(_("was getan wurde"), blank=True, max_length=4000)
    next_steps = models.TextField(_("nächste Schritte"), blank=True, max_length=2000)
    progress = models.TextField(_("Fortschritt"), blank=True, max_length=2000)
    effects = models.TextField(_("Wirkung"), blank=True, max_length=2000)
    obstacles = models.TextField(_("Hindernisse"), blank=True, max_length=2000)
    decision_needed = models.TextField(
        _("Entscheidungsbedarf"),
        blank=True,
        max_length=2000,
        help_text=_("Was Verwaltungsspitze oder Gremium entscheiden müssen, damit es weitergeht."),
    )
    spent = MoneyField(
        _("verausgabt im Jahr des Stichtags"),
        null=True,
        blank=True,
        help_text=_("In Euro, vom 1. Januar bis zum Stichtag."),
    )
    reached = models.PositiveIntegerField(
        _("erreichte Personen"),
        null=True,
        blank=True,
        help_text=_("Wie viele Menschen seit dem letzten Sachstand teilgenommen haben."),
    )
    internal_note = models.TextField(
        _("interne Anmerkung"),
        blank=True,
        max_length=2000,
        help_text=_("Nur für die Integrationsbeauftragten und die Federführung."),
    )
    state = models.CharField(
        _("Freigabe"),
        max_length=10,
        choices=ReportState,
        default=ReportState.APPROVED,
        editable=False,
    )
    remark = models.TextField(
        _("Anmerkung bei der Rückgabe"), blank=True, max_length=2000, editable=False
    )
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
            ),
            models.CheckConstraint(
                condition=models.Q(spent=None) | models.Q(spent__gte=0),
                name="report_spent_not_negative",
                violation_error_message=_("Ein Betrag kann nicht unter 0 € liegen."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()}, {self.on}"

    @property
    def tone(self) -> str:
        return MeasureStatus(self.status).tone

    @property
    def state_tone(self) -> str:
        return ReportState(self.state).tone

    @property
    def year(self) -> int:
        """The budget year that `spent` belongs to: that of the Stichtag."""
        return self.on.latest.year

    @property
    def tells_more(self) -> bool:
        """Whether there is more to unfold than what was done and comes next."""
        told = (self.progress, self.effects, self.obstacles)
        return any(told) or self.spent is not None or self.reached is not None

    @property
    def light(self) -> TrafficLight | None:
        """What was judged, with its words and shape; nothing if nobody did."""
        return TrafficLight(self.traffic_light) if self.traffic_light else None

    @property
    def is_approved(self) -> bool:
        """Only then it counts for the measure, and others than its author and officers read it."""
        return self.state == ReportState.APPROVED


class ReportAttachmentQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ReportAttachmentQuerySet":
        return self.filter(report__in=StatusReport.objects.visible_to(user))


class ReportAttachment(BaseModel):
    """A file that comes with a report: a photograph, a table, a flyer."""

    report = models.ForeignKey(StatusReport, on_delete=models.CASCADE, related_name="attachments")
    title = models.CharField(_("Titel"), max_length=300)
    file = UploadedFileField(_("Datei"), kinds=ATTACHMENTS, folder="reports")

    objects = ReportAttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("Anlage")
        verbose_name_plural = _("Anlagen")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.title


track(
    StatusReport,
    authority="measure.edition.authority",
    context="measure",
    rows=("attachments",),
)
