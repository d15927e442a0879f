"""All that is asked behind a door: the list, handing in together, the receipt."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View

from ..actions import answering
from ..actions.answering import Typed
from ..forms import AnswerForm
from ..models import RequestFile
from .doors import AnswerMixin

# What a row of the list shows; the rest is for the measure's own page.
SHOWN = (
    "recipient",
    "state",
    "draft",
    "submitted_at",
    "submitted_by",
    "report__remark",
    "measure__number",
    "measure__title",
    "measure__last_report__status",
    "measure__last_report__on",
    "measure__edition__authority",
)


class AnswersPage(AnswerMixin, TemplateView):
    """Their measures: what is still to do, what was handed in."""

    template_name = "rounds/answers.html"

    def get_context_data(self, **kwargs):
        rows = list(self.get_requests().only(*SHOWN))
        for row in rows:
            row.url = self.door.url("answer", row.pk)
            row.unchanged_url = self.door.url("answer_unchanged", row.pk)
        return super().get_context_data(
            title=self.door.round.title,
            rows=rows,
            waiting=sum(row.is_waiting for row in rows),
            drafts=sum(row.is_waiting and bool(row.draft) for row in rows),
            handed_in=sum(row.is_handed_in for row in rows),
            **kwargs,
        )


class ReceiptPage(AnswerMixin, TemplateView):
    """What was handed in, word for word, to keep or to print."""

    template_name = "rounds/receipt.html"

    def get_context_data(self, **kwargs):
        sent = Prefetch(
            "files", RequestFile.objects.exclude(handed_in_at=None), to_attr="sent_files"
        )
        rows = [row for row in self.get_requests().prefetch_related(sent) if row.handed_in]
        form = AnswerForm(reporting_round=self.door.round)
        for row in rows:
            row.texts = form.told(row.handed_in)
        return super().get_context_data(
            title=_("Quittung: %(title)s") % {"title": self.door.round.title},
            rows=rows,
            **kwargs,
        )


class HandInAllPage(AnswerMixin, View):
    """Hand in every draft that says what it must; the others stay and are named."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, **kwargs) -> HttpResponse:
        done, lacking = 0, []
        for asked in self.get_requests().waiting().exclude(draft={}):
            asked.round = self.door.round
            form = AnswerForm(
                asked.draft, reporting_round=asked.round, instance=answering.new_report(asked)
            )
            typed = Typed(asked.draft, asked.draft, asked.version)
            if form.is_valid() and answering.hand_in(
                request=asked,
                report=form.judged(),
                typed=typed,
                name=self.door.name,
                by=self.door.user,
            ):
                done += 1
            else:
                lacking.append(str(asked.measure)[:80])
        self.say(done, lacking)
        return redirect(self.door.url("answers"))

    def say(self, done: int, lacking: list[str]) -> None:
        if done:
            said = ngettext(
                "%(count)s Sachstand ist abgegeben.", "%(count)s Sachstände sind abgegeben.", done
            )
            messages.success(self.request, said % {"count": done})
        if lacking:
            messages.warning(
                self.request,
                _("Hier fehlt noch eine Angabe, der Text ist gespeichert: %(measures)s.")
                % {"measures": "; ".join(lacking)},
            )
        if not done and not lacking:
            messages.info(self.request, _("Es gibt keinen Entwurf, der abzugeben wäre."))
