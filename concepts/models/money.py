"""Costs and what covers them. One abstract row each; every owner has tables of its own."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from integration_portal.core.models import BaseModel
from integration_portal.core.money import MoneyField
from stakeholders.models import Organisation

from ..enums import FinancingKind, FundingState


class YearField(models.PositiveSmallIntegerField):
    """A budget year."""

    def __init__(self, *args, **kwargs):
        kwargs["validators"] = [
            MinValueValidator(1950, _("Das Haushaltsjahr liegt vor 1950.")),
            MaxValueValidator(2100, _("Das Haushaltsjahr liegt nach 2100.")),
        ]
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("validators", None)
        return name, path, args, kwargs


def never_negative(*names: str) -> models.CheckConstraint:
    """Of an abstract row: each of the amounts is nothing, or not under 0."""
    amounts = (models.Q(**{name: None}) | models.Q(**{f"{name}__gte": 0}) for name in names)
    return models.CheckConstraint(
        condition=models.Q(*amounts),
        name="%(class)s_not_negative",
        violation_error_message=_("Beträge und Stellenanteile können nicht unter 0 liegen."),
    )


class Cost(BaseModel):
    """What something costs in one budget year, in euros. Totals come from here and nowhere else."""

    year = YearField(_("Haushaltsjahr"))
    label = models.CharField(_("wofür"), max_length=200, blank=True)
    recurring = models.BooleanField(_("laufend"), default=False)
    budget = MoneyField(_("Ansatz"), null=True, blank=True)
    spent = MoneyField(_("verausgabt"), null=True, blank=True)
    account = models.CharField(_("Buchungsstelle"), max_length=60, blank=True)
    fte = models.DecimalField(
        _("Stellenanteile (VZÄ)"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0, _("Stellenanteile können nicht unter 0 liegen."))],
    )
    locked = models.BooleanField(_("Sperrvermerk"), default=False)

    class Meta:
        abstract = True
        ordering = ("year", "pk")
        constraints = [never_negative("budget", "spent", "fte")]

    def __str__(self) -> str:
        return f"{self.year} {self.label}".strip()


class Financing(BaseModel):
    """What covers the costs of one budget year, in euros."""

    year = YearField(_("Haushaltsjahr"))
    kind = models.CharField(_("Art"), max_length=10, choices=FinancingKind)
    funder = models.ForeignKey(
        Organisation,
        verbose_name=_("Fördergeber"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="%(class)s_set",
    )
    amount = MoneyField(_("Betrag"))
    note = models.CharField(_("Anmerkung"), max_length=200, blank=True)

    class Meta:
        abstract = True
        ordering = ("year", "kind", "pk")
        constraints = [never_negative("amount")]

    def __str__(self) -> str:
        return f"{self.year} {self.get_kind_display()}"


class FundingApplication(BaseModel):
    """A request for money: to whom, how much in euros, and what became of it."""

    programme = models.CharField(_("Förderprogramm"), max_length=200)
    funder = models.ForeignKey(
        Organisation,
        verbose_name=_("Fördergeber"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="%(class)s_set",
    )
    amount = MoneyField(_("Betrag"), null=True, blank=True)
    state = models.CharField(_("Stand"), max_length=10, choices=FundingState)
    applied_on = models.DateField(_("gestellt am"), null=True, blank=True)
    decided_on = models.DateField(_("Bescheid vom"), null=True, blank=True)
    proof_due_on = models.DateField(_("Verwendungsnachweis bis"), null=True, blank=True)
    proof_sent_on = models.DateField(_("Verwendungsnachweis am"), null=True, blank=True)

    class Meta:
        abstract = True
        ordering = (models.F("applied_on").asc(nulls_last=True), "pk")
        constraints = [
            never_negative("amount"),
            models.CheckConstraint(
                condition=models.Q(applied_on=None)
                | models.Q(decided_on=None)
                | models.Q(decided_on__gte=models.F("applied_on")),
                name="%(class)s_decided_after_it_was_sent",
                violation_error_message=_("Der Bescheid liegt vor dem Antrag."),
            ),
        ]

    def __str__(self) -> str:
        return self.programme

    def clean(self):
        if self.applied_on and self.decided_on and self.decided_on < self.applied_on:
            raise ValidationError({"decided_on": _("Der Bescheid liegt vor dem Antrag.")})
