from django.db import models
from django.utils.translation import gettext_lazy as _

from integration_portal.accounts.enums import RoleKind
from measures.models import Measure

from ..enums import RowOutcome
from .measure_import import MeasureImport


class ImportRowQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ImportRowQuerySet":
        """Officers, as with the import."""
        return self.filter(imported__authority__in=user.access.ids(RoleKind.OFFICER))

    def origin_of(self, measure: Measure) -> "ImportRowQuerySet":
        """Every row that said something about the measure and was taken over, the newest first."""
        return self.filter(measure=measure, imported__applied_at__isnull=False).order_by(
            "-imported__applied_at", "line"
        )


class ImportRow(models.Model):
    """One line of a list: each cell's text as it was, what it would do, and what it did."""

    imported = models.ForeignKey(MeasureImport, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField(_("Zeile"))
    cells = models.JSONField(_("Zellen"))
    group = models.CharField(_("Zwischenüberschrift"), max_length=500, blank=True)
    outcome = models.CharField(_("Ergebnis"), max_length=10, choices=RowOutcome)
    label = models.CharField(_("Maßnahme"), max_length=330, blank=True)
    measure = models.ForeignKey(
        Measure,
        verbose_name=_("Maßnahme"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="import_rows",
    )
    # What is to be written, in plain values; see `planning.wanted`.
    plan = models.JSONField(default=dict)
    # [{label, old, new}] in the reader's words.
    changes = models.JSONField(_("Änderungen"), default=list)
    # [{column, text, fatal}]; column counts from 0, -1 is the whole row.
    problems = models.JSONField(_("Hinweise"), default=list)
    has_problems = models.BooleanField(default=False)
    # The measure's revision the plan was made for, and the one the import wrote.
    seen = models.BigIntegerField(default=0)
    revision = models.BigIntegerField(default=0)
    # What stood there before, for the undo; and the report that was written.
    before = models.JSONField(default=dict)
    report_id = models.BigIntegerField(default=0)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("Zeile")
        verbose_name_plural = _("Zeilen")
        ordering = ("line",)
        indexes = [models.Index(fields=("imported", "outcome", "line"), name="import_row_outcome")]
        constraints = [
            models.UniqueConstraint(fields=("imported", "line"), name="import_row_line_once")
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def tone(self) -> str:
        return RowOutcome(self.outcome).tone
