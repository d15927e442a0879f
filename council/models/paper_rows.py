"""The rows of a council paper: sections, money, implications, references and signatures."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from concepts.models.money import YearField
from integration_portal.core.fuzzy import FuzzyDateField
from integration_portal.core.models import BaseModel, OrderedModel
from integration_portal.core.money import MoneyField
from integration_portal.core.richtext import RichTextField
from stakeholders.models import Body, Organisation

from ..enums import ImplicationEffect, ImplicationKind
from .paper import CouncilPaper


class PaperSection(OrderedModel):
    """A part of the reasons, lettered or numbered as the author likes: "A.", "1.", "2.3"."""

    paper = models.ForeignKey(CouncilPaper, on_delete=models.CASCADE, related_name="sections")
    label = models.CharField(_("Gliederung"), max_length=10, blank=True)
    title = models.CharField(_("Überschrift"), max_length=300, blank=True)
    level = models.PositiveSmallIntegerField(
        _("Ebene"), default=1, choices=[(1, _("Abschnitt")), (2, _("Unterabschnitt"))]
    )
    body = RichTextField(_("Text"))

    class Meta(OrderedModel.Meta):
        verbose_name = _("Abschnitt")
        verbose_name_plural = _("Abschnitte")

    def __str__(self) -> str:
        return f"{self.label} {self.title}".strip()

    def siblings(self):
        return type(self).objects.filter(paper=self.paper)


class FinanceLine(BaseModel):
    """Money a paper speaks of, in euros: one row per budget year and purpose."""

    paper = models.ForeignKey(CouncilPaper, on_delete=models.CASCADE, related_name="finance_lines")
    year = YearField(_("Haushaltsjahr"))
    label = models.CharField(_("wofür"), max_length=200, blank=True)
    recurring = models.BooleanField(_("laufend"), default=False)
    expense = MoneyField(_("Aufwand"), null=True, blank=True)
    income = MoneyField(_("Ertrag"), null=True, blank=True)

    class Meta:
        verbose_name = _("Betrag")
        verbose_name_plural = _("Beträge")
        ordering = ("year", "pk")

    def __str__(self) -> str:
        return f"{self.year} {self.label}".strip()


class Implication(BaseModel):
    """Another effect of what is proposed: on climate, equality, inclusion, staff."""

    paper = models.ForeignKey(CouncilPaper, on_delete=models.CASCADE, related_name="implications")
    kind = models.CharField(_("Auswirkung auf"), max_length=10, choices=ImplicationKind)
    effect = models.CharField(_("Wirkung"), max_length=10, choices=ImplicationEffect)
    text = models.CharField(_("Erläuterung"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("weitere Auswirkung")
        verbose_name_plural = _("weitere Auswirkungen")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_effect_display()}"


class RelatedPaper(BaseModel):
    """An earlier paper or resolution this one refers to; the portal may not know it."""

    paper = models.ForeignKey(CouncilPaper, on_delete=models.CASCADE, related_name="related")
    other = models.ForeignKey(
        CouncilPaper,
        verbose_name=_("Vorlage im Portal"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="related_to",
    )
    reference = models.CharField(_("Nummer und Titel"), max_length=300, blank=True)
    body = models.ForeignKey(
        Body,
        verbose_name=_("Gremium"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    on = FuzzyDateField(_("vom"))

    class Meta:
        verbose_name = _("Bezug")
        verbose_name_plural = _("Bezüge")
        ordering = (F("on").asc(nulls_last=True), "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(other__isnull=False) | ~Q(reference="") | Q(body__isnull=False),
                name="related_paper_says_which",
                violation_error_message=_("Nennen Sie die Vorlage, eine Nummer oder ein Gremium."),
            )
        ]

    def __str__(self) -> str:
        return self.reference or str(self.other or self.body)


class CoSignature(OrderedModel):
    """A department that agrees before a paper leaves the house."""

    paper = models.ForeignKey(CouncilPaper, on_delete=models.CASCADE, related_name="cosignatures")
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("mitzeichnende Stelle"),
        on_delete=models.PROTECT,
        related_name="cosignatures",
    )
    signed_on = models.DateField(_("mitgezeichnet am"), null=True, blank=True)
    remark = models.CharField(_("Anmerkung"), max_length=500, blank=True)

    class Meta(OrderedModel.Meta):
        verbose_name = _("Mitzeichnung")
        verbose_name_plural = _("Mitzeichnungen")

    def __str__(self) -> str:
        return str(self.organisation)

    def siblings(self):
        return type(self).objects.filter(paper=self.paper)


class SignatureLine(OrderedModel):
    """Who signs: the function, and the name where it belongs on the paper."""

    paper = models.ForeignKey(CouncilPaper, on_delete=models.CASCADE, related_name="signatures")
    function = models.CharField(_("Funktion"), max_length=200)
    name = models.CharField(_("Name"), max_length=200, blank=True)

    class Meta(OrderedModel.Meta):
        verbose_name = _("Unterschrift")
        verbose_name_plural = _("Unterschriften")

    def __str__(self) -> str:
        return self.function

    def siblings(self):
        return type(self).objects.filter(paper=self.paper)
