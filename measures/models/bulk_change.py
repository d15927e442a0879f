from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from concepts.models import Edition
from integration_portal.accounts.enums import RoleKind
from integration_portal.core.models import BaseModel

from .measure import Measure
from .status_report import StatusReport


class BulkChangeQuerySet(models.QuerySet):
    def visible_to(self, user) -> "BulkChangeQuerySet":
        """One's own; officers see those of all, as far as the edition may be read."""
        return self.filter(
            models.Q(by=user.pk)
            | models.Q(edition__authority__in=user.access.ids(RoleKind.OFFICER)),
            edition__in=Edition.objects.visible_to(user),
        )

    def with_count(self) -> "BulkChangeQuerySet":
        """Each row knows the `count` of its measures."""
        return self.annotate(count=models.Count("rows")).order_by("-pk")


class BulkChange(BaseModel):
    """Several measures changed in one step, so that it can be undone in one step."""

    edition = models.ForeignKey(
        Edition, verbose_name=_("Fassung"), on_delete=models.CASCADE, related_name="bulk_changes"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("von"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    label = models.CharField(_("was gesetzt wurde"), max_length=500)
    reason = models.TextField(_("Grund"), blank=True)
    undone_at = models.DateTimeField(_("rückgängig gemacht am"), null=True, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = BulkChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("gemeinsame Änderung")
        verbose_name_plural = _("gemeinsame Änderungen")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("measures:bulk_change", args=[self.edition.authority.slug, self.pk])


class BulkChangeRow(models.Model):
    """What one measure was before and after, of what was changed in it alone.

    Dates are stored as in their column, a field of action and organisations with their names.
    """

    change = models.ForeignKey(BulkChange, on_delete=models.CASCADE, related_name="rows")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="+")
    before = models.JSONField()
    after = models.JSONField()
    # The report that says the new status; gone if somebody took it away.
    report = models.ForeignKey(StatusReport, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=("change", "measure"), name="bulk_change_measure_once")
        ]

    def __str__(self) -> str:
        return str(self.measure)
