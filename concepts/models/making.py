"""How an edition came about: who accompanied it, what it cost, who paid, which pot it opens."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from integration_portal.core.fuzzy import FuzzyDateField, ends_after_it_starts
from integration_portal.core.models import BaseModel
from integration_portal.core.money import MoneyField
from stakeholders.models import Organisation

from ..enums import BudgetState, EditionRoleKind
from .edition import Edition
from .money import Cost, Financing, FundingApplication, never_negative


class EditionRole(BaseModel):
    """Who accompanies or moderates the making of an edition, from when until when."""

    edition = models.ForeignKey(
        Edition, verbose_name=_("Fassung"), on_delete=models.CASCADE, related_name="roles"
    )
    kind = models.CharField(_("Rolle"), max_length=20, choices=EditionRoleKind)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("Organisation"),
        on_delete=models.PROTECT,
        related_name="edition_roles",
    )
    since = FuzzyDateField(_("seit"))
    until = FuzzyDateField(_("bis"))
    note = models.CharField(_("Anmerkung"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("Begleitung")
        verbose_name_plural = _("Begleitungen")
        ordering = ("kind", "pk")
        constraints = [ends_after_it_starts("edition_role_in_order")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.organisation}"


class EditionCost(Cost):
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="costs")

    class Meta(Cost.Meta):
        verbose_name = _("Kosten der Erarbeitung")
        verbose_name_plural = _("Kosten der Erarbeitung")


class EditionFinancing(Financing):
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="financing")

    class Meta(Financing.Meta):
        verbose_name = _("Finanzierung der Erarbeitung")
        verbose_name_plural = _("Finanzierung der Erarbeitung")


class EditionFunding(FundingApplication):
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="fundings")

    class Meta(FundingApplication.Meta):
        verbose_name = _("Förderantrag")
        verbose_name_plural = _("Förderanträge")


class InnovationBudget(BaseModel):
    """A pot that pays the start of an idea; the department decides later whether it carries on."""

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="innovation_budgets"
    )
    title = models.CharField(_("Titel"), max_length=200)
    amount = MoneyField(_("Betrag im Jahr"), null=True, blank=True)
    state = models.CharField(_("Stand"), max_length=20, choices=BudgetState)
    note = models.TextField(_("Anmerkung"), blank=True, max_length=2000)

    class Meta:
        verbose_name = _("Innovationsbudget")
        verbose_name_plural = _("Innovationsbudgets")
        ordering = ("pk",)
        constraints = [never_negative("amount")]

    def __str__(self) -> str:
        return self.title
