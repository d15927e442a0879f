from django.conf import settings
from django.db import models
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from integration_portal.core.models import BaseModel
from integration_portal.core.relations import related_model
from integration_portal.history.models import subject_type

from ..enums import AmendmentKind
from .edition import Edition, PartQuerySet


class AmendmentQuerySet(PartQuerySet):
    def of(self, thing: models.Model) -> "AmendmentQuerySet":
        return self.filter(subject_type=subject_type(thing), subject_id=thing.pk)

    def with_resolutions(self, user) -> "AmendmentQuerySet":
        """Each row knows `shown_resolutions`: those it rests on, as far as the user may read."""
        resolution = related_model(self.model, "resolutions")
        shown = resolution.objects.visible_to(user).select_related("body", "authority")
        return self.prefetch_related(Prefetch("resolutions", shown, to_attr="shown_resolutions"))


class Amendment(BaseModel):
    """A change of an adopted plan: which thing, when, why. Its resolution, if any, points here."""

    edition = models.ForeignKey(
        Edition, verbose_name=_("Fassung"), on_delete=models.CASCADE, related_name="amendments"
    )
    kind = models.CharField(_("Art"), max_length=10, choices=AmendmentKind)
    on = models.DateField(_("geändert am"), default=timezone.localdate)
    reason = models.TextField(_("Grund"), max_length=2000)
    subject_type = models.CharField(max_length=60, editable=False)
    subject_id = models.BigIntegerField(editable=False)
    label = models.CharField(_("Gegenstand"), max_length=300, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("Änderung nach Beschluss")
        verbose_name_plural = _("Änderungen nach Beschluss")
        ordering = ("-on", "-pk")
        indexes = [models.Index(fields=("subject_type", "subject_id"), name="amendment_subject")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="amendment_has_a_reason",
                violation_error_message=_("Eine Änderung nach Beschluss braucht einen Grund."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.label}, {self.get_kind_display()} am {self.on:%d.%m.%Y}"
