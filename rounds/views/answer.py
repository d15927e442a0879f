"""One measure behind a door: its form, drafts while one writes, handing in, "unverändert"."""

import json
import secrets
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.generic import View
from django.views.generic.base import TemplateResponseMixin

from ..actions import answering
from ..actions.answering import Typed
from ..forms import AnswerForm
from ..models import StatusRequest
from .doors import AnswerMixin


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


class AnswerPage(AnswerMixin, TemplateResponseMixin, View):
    """One measure: the last report beside the form."""

    template_name = "rounds/answer.html"

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
        beside = [form.told(values) for key, values in asked.others.items() if key != page.page]
        context = self.get_context_data(
            title=str(asked.measure),
            asked=asked,
            form=form,
            page=page,
            beside=beside,
            last=asked.measure.last_report,
            handed_in=form.told(asked.handed_in) if asked.is_handed_in else [],
            writable=asked.is_waiting and asked.round.is_open,
            draft_url=self.door.url("answer_draft", asked.pk),
            unchanged_url=self.door.url("answer_unchanged", asked.pk),
        )
        return self.render_to_response(context)


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
