import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from integration_portal.core.models import BaseModel
from integration_portal.history.registry import track

from ..enums import WarningKind
from .measure import Measure


class WarningOverruleQuerySet(models.QuerySet):
    def visible_to(self, user) -> "WarningOverruleQuerySet":
        return self.filter(measure__in=Measure.objects.visible_to(user))

    def in_force(self, on: dt.date | None = None) -> "WarningOverruleQuerySet":
        """Those that still hold on the day (today); they end by themselves."""
        return self.filter(until__gte=on or timezone.localdate())

    def none_of(self, kind: WarningKind, on: dt.date, measure: models.F) -> models.Q:
        """Nobody knows better about this on the day. `measure` is where the outer query has it."""
        return ~models.Q(models.Exists(self.in_force(on).filter(kind=kind, measure=measure)))


class WarningOverrule(BaseModel):
    """Somebody knows better than a computed warning: why, and until when it keeps quiet."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="overrules")
    kind = models.CharField(_("Warnung"), max_length=10, choices=WarningKind, editable=False)
    reason = models.TextField(
        _("Grund"),
        max_length=500,
        help_text=_("Wer die Maßnahme liest, liest auch den Grund."),
    )
    until = models.DateField(
        _("gilt bis"), help_text=_("Danach erscheint die Warnung wieder, wenn sie noch zutrifft.")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("von"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = WarningOverruleQuerySet.as_manager()

    class Meta:
        verbose_name = _("ausgesetzte Warnung")
        verbose_name_plural = _("ausgesetzte Warnungen")
        ordering = ("-until", "-pk")
        indexes = [models.Index(fields=("measure", "kind", "until"), name="overrule_in_force")]

    def __str__(self) -> str:
        return gettext("%(kind)s, ausgesetzt bis %(day)s") % {
            "kind": self.get_kind_display(),
            "day": f"{self.until:%d.%m.%Y}" if self.until else "",
        }

    def clean(self):
        if self.until and self.until < timezone.localdate():
            raise ValidationError({"until": _("Dieser Tag ist schon vorbei.")})


track(WarningOverrule, authority="measure.edition.authority", context="measure")
