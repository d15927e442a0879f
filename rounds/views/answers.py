"""The recipient's pages: their measures, one form each, drafts, handing in, the receipt."""

import json
import secrets
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View

from ..actions import answering
from ..actions.answering import Typed
from ..forms import AnswerForm
from ..models import StatusRequest
from .doors import AccountDoor, AnswerMixin, LinkDoor

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
            **(kwargs | self.page_context()),
        )


class ReceiptPage(AnswerMixin, TemplateView):
    """What was handed in, word for word, to keep or to print."""

    template_name = "rounds/receipt.html"

    def get_context_data(self, **kwargs):
        rows = [row for row in self.get_requests() if row.handed_in]
        form = AnswerForm(reporting_round=self.door.round)
        for row in rows:
            row.texts = texts(form, row.handed_in)
        return super().get_context_data(
            title=_("Quittung: %(title)s") % {"title": self.door.round.title},
            rows=rows,
            **(kwargs | self.page_context()),
        )


def texts(form: AnswerForm, values: dict[str, str]) -> list[tuple[str, str]]:
    """Label and text of what was typed, in the order of the form, chosen values in words."""
    found = []
    for name, field in form.fields.items():
        value = values.get(name, "")
        words = {str(key): label for key, label in getattr(field, "choices", ())}
        if value:
            found.append((field.label, words.get(value, value)))
    return found


@dataclass(frozen=True)
class OpenPage:
    """The hidden part of a form: which draft it was opened with."""

    version: int
    base: dict[str, str]
    page: str
    seen: tuple[str, ...] = ()

    @property
    def base_text(self) -> str:
        return json.dumps(self.base)


class AnswerPage(AnswerMixin, View):
    """One measure: the last report beside the form."""

    def get(self, request: HttpRequest, **kwargs) -> HttpResponse:
        asked = self.get_request()
        form = AnswerForm(
            reporting_round=asked.round,
            instance=answering.new_report(asked),
            initial=asked.draft,
        )
        seen = tuple(asked.others)
        base = form.blank() | asked.draft
        return self.draw(asked, form, OpenPage(asked.version, base, secrets.token_hex(8), seen))

    def post(self, request: HttpRequest, **kwargs) -> HttpResponse:
        asked = self.get_request()
        form = bound_form(asked, request)
        typed = typed_in(form, request)
        if "hand_in" not in request.POST:
            return self.keep(asked, typed)
        if not form.is_valid():
            kept = answering.save_draft(request=asked, typed=typed)
            base = typed.values if not kept.clash else typed.base
            return self.draw(
                kept.request,
                form,
                OpenPage(kept.version, base, typed.page, tuple(kept.request.others)),
            )
        report = form.judged()
        done = answering.hand_in(
            request=asked, report=report, typed=typed, name=self.door.name, by=self.door.user
        )
        return self.say(asked, typed, done)

    def keep(self, asked: StatusRequest, typed: Typed) -> HttpResponse:
        kept = answering.save_draft(request=asked, typed=typed)
        if kept.clash:
            messages.warning(self.request, clash_message())
            return redirect(self.door.url("answer", asked.pk))
        said = _("Der Entwurf ist gespeichert, abgegeben ist er noch nicht.")
        messages.success(self.request, said)
        return redirect(self.door.url("answers"))

    def say(self, asked: StatusRequest, typed: Typed, done: StatusRequest | None) -> HttpResponse:
        if done is None:
            asked.refresh_from_db()
            if asked.is_handed_in and asked.handed_in == typed.values:  # pressed twice
                return redirect(self.door.url("answers"))
            messages.warning(self.request, clash_message())
            return redirect(self.door.url("answer", asked.pk))
        said = _("Abgegeben: %(measure)s. Vielen Dank.")
        if done.late:
            said = _(
                "Die Abfrage ist inzwischen geschlossen. Ihr Sachstand zu „%(measure)s“ ist "
                "trotzdem angekommen, als nachgereicht."
            )
        messages.success(self.request, said % {"measure": str(done.measure)[:120]})
        return redirect(self.door.url("answers"))

    def draw(self, asked: StatusRequest, form: AnswerForm, page: OpenPage) -> HttpResponse:
        beside = [texts(form, values) for key, values in asked.others.items() if key != page.page]
        context = {
            "title": str(asked.measure),
            "asked": asked,
            "form": form,
            "page": page,
            "beside": beside,
            "last": asked.measure.last_report,
            "handed_in": texts(form, asked.handed_in) if asked.is_handed_in else [],
            "writable": asked.is_waiting and asked.round.is_open,
            "draft_url": self.door.url("answer_draft", asked.pk),
            "unchanged_url": self.door.url("answer_unchanged", asked.pk),
            **self.page_context(),
        }
        if hasattr(self, "get_context_data"):
            context = self.get_context_data(**context)
        return render(self.request, "rounds/answer.html", context)


class DraftPage(AnswerMixin, View):
    """The same form, sent while somebody writes. Answers with one line."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, **kwargs) -> HttpResponse:
        asked = self.get_request()
        kept = answering.save_draft(
            request=asked, typed=typed_in(bound_form(asked, request), request)
        )
        context = {"kept": kept, "answer_url": self.door.url("answer", asked.pk)}
        return render(request, "rounds/kept.html", context)


class UnchangedPage(AnswerMixin, View):
    """One click: the last report still holds."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, **kwargs) -> HttpResponse:
        asked = self.get_request()
        done = answering.hand_in_unchanged(request=asked, name=self.door.name, by=self.door.user)
        if done is None:
            messages.info(
                request,
                _("Zu „%(measure)s“ ist schon etwas geschrieben; dort geben Sie es ab.")
                % {"measure": str(asked.measure)[:120]},
            )
            return redirect(self.door.url("answer", asked.pk))
        messages.success(
            request,
            _("Als unverändert abgegeben: %(measure)s.") % {"measure": str(asked.measure)[:120]},
        )
        return redirect(self.door.url("answers"))


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


def clash_message() -> str:
    return _(
        "Jemand anderes hat gleichzeitig daran geschrieben. Beide Texte sind aufgehoben und stehen "
        "hier; bitte führen Sie sie zusammen und geben Sie dann ab."
    )


def bound_form(asked: StatusRequest, request: HttpRequest) -> AnswerForm:
    report = answering.new_report(asked)
    return AnswerForm(request.POST, reporting_round=asked.round, instance=report)


def typed_in(form: AnswerForm, request: HttpRequest) -> Typed:
    """What the page holds. A forged or missing hidden part only means that it counts as older."""
    version, page = request.POST.get("version", ""), request.POST.get("page", "")
    try:
        base = json.loads(request.POST.get("base", "{}"))
    except ValueError:
        base = {}
    return Typed(
        values=form.typed,
        base={str(k): str(v) for k, v in base.items()} if isinstance(base, dict) else {},
        version=int(version) if version.isdecimal() and len(version) < 9 else 0,
        page=page[:40],
        seen=tuple(key[:40] for key in request.POST.getlist("seen")),
    )


# The same pages behind both doors.


class LinkAnswers(LinkDoor, AnswersPage): ...


class LinkReceipt(LinkDoor, ReceiptPage): ...


class LinkAnswer(LinkDoor, AnswerPage): ...


class LinkDraft(LinkDoor, DraftPage): ...


class LinkUnchanged(LinkDoor, UnchangedPage): ...


class LinkHandInAll(LinkDoor, HandInAllPage): ...


class OwnAnswers(AccountDoor, AnswersPage): ...


class OwnReceipt(AccountDoor, ReceiptPage): ...


class OwnAnswer(AccountDoor, AnswerPage): ...


class OwnDraft(AccountDoor, DraftPage): ...


class OwnUnchanged(AccountDoor, UnchangedPage): ...


class OwnHandInAll(AccountDoor, HandInAllPage): ...
