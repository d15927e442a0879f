from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from integration_portal.core.fuzzy import FuzzyDateField
from integration_portal.core.models import BaseModel, OrderedModel
from integration_portal.core.richtext import RichTextField
from integration_portal.history.registry import track
from stakeholders.models import Organisation

from .edition import Edition, PartQuerySet
from .tree import check_place, not_under_itself

MAX_DEPTH = 4  # headings four levels deep occur in the documents


class ChapterBase(OrderedModel):
    """Free text under a heading, nested up to four levels."""

    title = models.CharField(_("Überschrift"), max_length=300)
    body = RichTextField(_("Text"))
    parent = models.ForeignKey(
        "self",
        verbose_name=_("gehört unter"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="children",
    )

    class Meta(OrderedModel.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.title


class Chapter(ChapterBase):
    """A chapter of an edition."""

    edition = models.ForeignKey(
        Edition, verbose_name=_("Fassung"), on_delete=models.CASCADE, related_name="chapters"
    )

    objects = PartQuerySet.as_manager()

    class Meta(ChapterBase.Meta):
        verbose_name = _("Kapitel")
        verbose_name_plural = _("Kapitel")
        indexes = [models.Index(fields=("edition", "position"), name="chapter_sorted")]
        constraints = [not_under_itself("chapter_not_under_itself")]

    def clean(self):
        check_place(self, owner="edition", max_depth=MAX_DEPTH)

    def get_absolute_url(self) -> str:
        return f"{self.edition.get_absolute_url()}#chapter-{self.pk}"

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

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("Evaluation")
        verbose_name_plural = _("Evaluationen")
        ordering = (models.F("published").asc(nulls_last=True), "pk")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse(
            "concepts:evaluation", args=[self.edition.authority.slug, self.edition.slug, self.pk]
        )


class EvaluationPartQuerySet(PartQuerySet):
    path = "evaluation__edition"


class EvaluationChapter(ChapterBase):
    """A chapter of an evaluation, never of the concept."""

    evaluation = models.ForeignKey(
        Evaluation, verbose_name=_("Evaluation"), on_delete=models.CASCADE, related_name="chapters"
    )

    objects = EvaluationPartQuerySet.as_manager()

    class Meta(ChapterBase.Meta):
        verbose_name = _("Kapitel einer Evaluation")
        verbose_name_plural = _("Kapitel einer Evaluation")
        indexes = [
            models.Index(fields=("evaluation", "position"), name="evaluation_chapter_sorted")
        ]
        constraints = [not_under_itself("evaluation_chapter_not_under_itself")]

    def clean(self):
        check_place(self, owner="evaluation", max_depth=MAX_DEPTH)

    def get_absolute_url(self) -> str:
        return f"{self.evaluation.get_absolute_url()}#evaluationchapter-{self.pk}"

    @property
    def edition(self) -> Edition:
        return self.evaluation.edition

    def siblings(self):
        return type(self).objects.filter(evaluation=self.evaluation, parent=self.parent)


track(Chapter, authority="edition.concept.authority", context="edition")
track(Evaluation, authority="edition.concept.authority", context="edition")
track(
    EvaluationChapter,
    authority="evaluation.edition.concept.authority",
    context="evaluation.edition",
)
