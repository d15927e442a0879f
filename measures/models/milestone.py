import datetime as dt

from django.db import models
from django.db.models import OuterRef, Q
from django.utils.translation import gettext_lazy as _

from integration_portal.core.fuzzy import FuzzyDateField
from integration_portal.core.models import OrderedModel
from stakeholders.models import Organisation

from ..enums import WarningKind
from .lateness import flag, goes_on, is_open, passed
from .measure import Measure
from .warning_overrule import WarningOverrule


class MilestoneQuerySet(models.QuerySet):
    def visible_to(self, user) -> "MilestoneQuerySet":
        return self.filter(measure__in=Measure.objects.visible_to(user))

    def passed(self, on: dt.date) -> "MilestoneQuerySet":
        """Not reached, and the Prognose (or the Plan, where there is none) lies wholly before."""
        return self.filter(passed(on))

    def overdue(self, on: dt.date) -> "MilestoneQuerySet":
        """Passed, of a measure that still has something to do, and nobody knows better."""
        return self.filter(_overdue(on))

    def with_lateness(self, on: dt.date) -> "MilestoneQuerySet":
        """Each row knows whether it `is_overdue`."""
        return self.annotate(is_overdue=flag(_overdue(on)))


def _overdue(on: dt.date) -> Q:
    known = WarningOverrule.objects.none_of(WarningKind.MILESTONE, on, OuterRef("measure"))
    return passed(on) & is_open("measure__") & goes_on("measure__") & known


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

    is_overdue: bool  # with `with_lateness()`

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

    @property
    def is_delayed(self) -> bool:
        now = self.actual or self.forecast
        return bool(now and self.planned and now.latest > self.planned.latest)
