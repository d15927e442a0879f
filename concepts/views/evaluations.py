"""/<authority>/konzept/<edition>/evaluationen/"""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from integration_portal.core.widgets import RichTextWidget

from .. import outline, rules
from ..forms import EvaluationChapterForm, EvaluationForm
from ..models import Evaluation, EvaluationChapter
from .base import EditionMixin, PageView
from .nodes import PartCreate, PartDelete, PartEdit, PartHistory, PartMove
from .tree import abilities


def page_context(evaluation: Evaluation, user) -> dict:
    return {
        "evaluation": evaluation,
        "chapters": outline.evaluation_chapters(evaluation),
        "here": evaluation.get_absolute_url(),
    } | abilities(evaluation.edition, user)


class EvaluationPage(EditionMixin, PageView):
    """A report about the edition, with chapters of its own."""

    template_name = "concepts/evaluation.html"

    def get_context_data(self, **kwargs):
        found = self.edition.evaluations.select_related("organisation")
        evaluation = get_object_or_404(found, pk=self.kwargs["pk"])
        evaluation.edition = self.edition
        context = page_context(evaluation, self.request.user)
        return super().get_context_data(
            title=evaluation.title,
            contents=[
                {"id": node.anchor, "label": node.thing.title, "level": node.level}
                for top in context["chapters"]
                for node in top.walk()
                if node.level < 3
            ],
            editor=RichTextWidget().media,
            **context,
            **kwargs,
        )


class EvaluationCreate(PartCreate):
    form_class = EvaluationForm
    edition_rule = rules.can_evaluate

    def new_part(self) -> Evaluation:
        return Evaluation(edition=self.edition)


class EvaluationEdit(PartEdit):
    model = Evaluation
    form_class = EvaluationForm
    edition_rule = rules.can_evaluate


class EvaluationDelete(PartDelete):
    model = Evaluation
    edition_rule = rules.can_evaluate
    amends = False


class EvaluationHistory(PartHistory):
    model = Evaluation


class EvaluationChapterCreate(PartCreate):
    form_class = EvaluationChapterForm
    edition_rule = rules.can_evaluate
    more = True

    def new_part(self) -> EvaluationChapter:
        evaluation = get_object_or_404(self.edition.evaluations, pk=self.kwargs["evaluation"])
        evaluation.edition = self.edition
        above = self.parent_from_address(evaluation.chapters.all())
        return EvaluationChapter(evaluation=evaluation, parent=above)

    def get_title(self) -> str:
        above = self.thing and self.thing.parent
        return _("Kapitel unter „%(above)s“") % {"above": above} if above else _("Kapitel anlegen")

    def get_cancel_url(self) -> str:
        return self.thing.evaluation.get_absolute_url() if self.thing else super().get_cancel_url()


class EvaluationChapterMixin:
    model = EvaluationChapter
    owner = "evaluation.edition"
    edition_rule = rules.can_evaluate

    def get_queryset(self):
        found = super().get_queryset().filter(evaluation=self.kwargs["evaluation"])
        return found.select_related("evaluation")


class EvaluationChapterEdit(EvaluationChapterMixin, PartEdit):
    form_class = EvaluationChapterForm


class EvaluationChapterDelete(EvaluationChapterMixin, PartDelete):
    amends = False

    def get_success_url(self, thing) -> str:
        return thing.evaluation.get_absolute_url()


class EvaluationChapterMove(EvaluationChapterMixin, PartMove):
    template_name = "concepts/evaluation/chapters.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **page_context(self.thing.evaluation, self.request.user), **kwargs
        )

    def get_success_url(self, thing) -> str:
        return thing.evaluation.get_absolute_url()


class EvaluationChapterHistory(EvaluationChapterMixin, PartHistory):
    edition_rule = rules.can_read_history
