from django.db import models
from django.utils.translation import gettext_lazy as _

from concepts.models.money import Cost, Financing, FundingApplication

from .measure import Measure


class MeasureCost(Cost):
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="costs")

    class Meta(Cost.Meta):
        verbose_name = _("Kosten")
        verbose_name_plural = _("Kosten")


class MeasureFinancing(Financing):
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="financing")

    class Meta(Financing.Meta):
        verbose_name = _("Finanzierung")
        verbose_name_plural = _("Finanzierung")


class MeasureFunding(FundingApplication):
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="fundings")

    class Meta(FundingApplication.Meta):
        verbose_name = _("Förderantrag")
        verbose_name_plural = _("Förderanträge")
