from django.db import models
from django.utils.translation import gettext_lazy as _

from integration_portal.core.fuzzy import FuzzyDateField
from integration_portal.core.models import BaseModel, OrderedModel
from integration_portal.core.richtext import RichTextField
from integration_portal.history.registry import track
from stakeholders.models import Organisation

from .edition import Edition

MAX_DEPTH = 4  # headings four levels deep occur in the documents


class ChapterBase(OrderedModel):
    """Free text under a heading, nested up to four levels."""

    title = models.CharField(_("Überschrift"), max_length=300)
    body = RichTextField(_("Text"))

    class Meta(OrderedModel.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.title


class Chapter(ChapterBase):
    """A chapter of an edition."""

    edition = models.ForeignKey(
        Edition, verbose_name=_("Fassung"), on_delete=models.CASCADE, related_name="chapters"
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("gehört unter"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="children",
    )

    class Meta(ChapterBase.Meta):
        verbose_name = _("Kapitel")
        verbose_name_plural = _("Kapitel")
        indexes = [models.Index(fields=("edition", "position"), name="chapter_sorted")]

    def siblings(self):
        return type(self).objects.filter(edition=self.edition, parent=self.parent)


class Evaluation(BaseModel):
    """A report about an edition by somebody else, with chapters of its own."""

    edition = models.ForeignKey(
        Edition, verbose_name=_("Fassung"), on_delete=models.CASCADE, related_name="evaluations"
    )
    title = models.CharField(_("Titel"), max_length=300)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("erstellt von"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="evaluations",
    )
    period = FuzzyDateField(_("Zeitraum"))
    published = FuzzyDateField(_("erschienen"))
    summary = RichTextField(_("Kurzfassung"))

    class Meta:
        verbose_name = _("Evaluation")
        verbose_name_plural = _("Evaluationen")
        ordering = ("published", "pk")

    def __str__(self) -> str:
        return self.title


class EvaluationChapter(ChapterBase):
    """A chapter of an evaluation, never of the concept."""

    evaluation = models.ForeignKey(
        Evaluation, verbose_name=_("Evaluation"), on_delete=models.CASCADE, related_name="chapters"
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("gehört unter"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="children",
    )

    class Meta(ChapterBase.Meta):
        verbose_name = _("Kapitel einer Evaluation")
        verbose_name_plural = _("Kapitel einer Evaluation")

    def siblings(self):
        return type(self).objects.filter(evaluation=self.evaluation, parent=self.parent)


track(Chapter, authority="edition.concept.authority", context="edition")
track(Evaluation, authority="edition.concept.authority", context="edition")
track(
    EvaluationChapter,
    authority="evaluation.edition.concept.authority",
    context="evaluation.edition",
)
