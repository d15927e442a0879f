import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from integration_portal.core.fuzzy import FuzzyDateField
from integration_portal.core.models import OrderedModel
from stakeholders.models import Organisation

from .measure import Measure


class MilestoneQuerySet(models.QuerySet):
    def visible_to(self, user) -> "MilestoneQuerySet":
        return self.filter(measure__in=Measure.objects.visible_to(user))

    def overdue(self, on: dt.date) -> "MilestoneQuerySet":
        """Not reached, and the Prognose (or the Plan, where there is none) lies wholly before."""
        return self.filter(actual=None).filter(
            Q(forecast__latest__lt=on) | Q(forecast=None, planned__latest__lt=on)
        )


class Milestone(OrderedModel):
    """A step on the way, with someone responsible; Plan, Prognose and Ist show a delay."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(_("Zwischenziel"), max_length=300)
    responsible = models.ForeignKey(
        Organisation,
        verbose_name=_("verantwortlich"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="milestones",
    )
    planned = FuzzyDateField(_("Plan"))
    forecast = FuzzyDateField(_("Prognose"))
    actual = FuzzyDateField(_("Ist"))

    objects = MilestoneQuerySet.as_manager()

    class Meta(OrderedModel.Meta):
        verbose_name = _("Zwischenziel")
        verbose_name_plural = _("Zwischenziele")

    def __str__(self) -> str:
        return self.title

    def siblings(self):
        return type(self).objects.filter(measure=self.measure)

    @property
    def due(self):
        """When it is expected: Prognose, else Plan."""
        return self.forecast or self.planned

    def is_overdue(self, on: dt.date) -> bool:
        return self.actual is None and self.due is not None and self.due.is_past(on)

    @property
    def is_delayed(self) -> bool:
        now = self.actual or self.forecast
        return bool(now and self.planned and now.latest > self.planned.latest)
