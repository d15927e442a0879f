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

from integration_portal.accounts.limits import may_ask
from integration_portal.core.files import no_room
from integration_portal.editing.cleaning import tidy

from ..actions import answering
from ..actions.answering import Typed
from ..actions.files import replace_files
from ..forms import AnswerForm, FilesForm
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
        form = unjudged(asked, asked.draft)
        seen = tuple(asked.others)
        base = form.blank() | asked.draft
        return self.draw(asked, form, OpenPage(asked.version, base, secrets.token_hex(8), seen))

    def post(self, request: HttpRequest, **kwargs) -> HttpResponse:
        asked = self.get_request()
        if "take_back" in request.POST:
            return self.take_back(asked)
        form = bound_form(asked, request)
        typed = typed_in(form, request)
        files = received(asked, request, by=self.door.user)
        handing_in = "hand_in" in request.POST
        if not files.is_valid() or (handing_in and not form.is_valid()):
            return self.again(asked, typed, form if handing_in else None, files)
        if not handing_in:
            return self.keep(asked, typed)
        report = form.judged()
        done = answering.hand_in(
            request=asked, report=report, typed=typed, name=self.door.name, by=self.door.user
        )
        return self.say(asked, typed, done)

    def take_back(self, asked: StatusRequest) -> HttpResponse:
        """Files that were handed in by mistake; the words stay as they were handed in."""
        files = received(asked, self.request, by=self.door.user)
        if files.is_valid() and files.cleaned_data.get("remove"):
            messages.success(self.request, _("Die gewählten Anlagen sind zurückgenommen."))
        else:
            said = _(
                "Es wurde nichts zurückgenommen. Entweder ist keine Anlage ausgewählt, oder der "
                "Sachstand ist schon freigegeben; dann hilft die Integrationsbeauftragte."
            )
            messages.warning(self.request, said)
        return redirect(self.door.url("answer", asked.pk))

    def again(
        self, asked: StatusRequest, typed: Typed, form: AnswerForm | None, files: FilesForm
    ) -> HttpResponse:
        """Something is wrong with it: all the words are kept, and whatever files were right."""
        kept = answering.save_draft(request=asked, typed=typed)
        base = typed.values if not kept.clash else typed.base
        page = OpenPage(kept.version, base, typed.page, tuple(kept.request.others))
        return self.draw(
            kept.request,
            form or unjudged(asked, typed.values),
            page,
            None if files.is_valid() else files,
        )

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

    def draw(
        self,
        asked: StatusRequest,
        form: AnswerForm,
        page: OpenPage,
        files: FilesForm | None = None,
    ) -> HttpResponse:
        beside = [form.told(values) for key, values in asked.others.items() if key != page.page]
        context = self.get_context_data(
            title=str(asked.measure),
            asked=asked,
            form=form,
            files=files or FilesForm(asked=asked),
            sent_files=asked.files.exclude(handed_in_at=None),
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


def unjudged(asked: StatusRequest, values: dict[str, str]) -> AnswerForm:
    """The form with these words in it, and nothing said about them."""
    report = answering.new_report(asked)
    return AnswerForm(reporting_round=asked.round, instance=report, initial=values)


def received(asked: StatusRequest, request: HttpRequest, *, by) -> FilesForm:
    """Judged, and kept if nothing is wrong with them; what is wrong stands at the form then."""
    form = FilesForm(request.POST, request.FILES, asked=asked)
    new = request.FILES.getlist("files")
    if new and not may_ask(request, "report_file", key=str(asked.recipient_id)):
        form.add_error("files", _("Gerade kommen zu viele Dateien an. Bitte warten Sie etwas."))
    if form.is_valid():
        try:
            replace_files(
                request=asked,
                files=form.cleaned_data["files"],
                gone=form.cleaned_data.get("remove", ()),
                by=by,
            )
        except OSError as error:
            if not no_room(error):
                raise
            form.add_error("files", _("Auf dem Server ist gerade kein Platz für diese Dateien."))
    return form


def typed_in(form: AnswerForm, request: HttpRequest) -> Typed:
    """What the page holds. A forged or missing hidden part only means that it counts as older."""
    version, page = request.POST.get("version", ""), request.POST.get("page", "")
    try:
        base = json.loads(request.POST.get("base", "{}"))
    except (ValueError, RecursionError):
        base = {}
    return Typed(
        values=form.typed,
        base={tidy(str(k), lines=False): tidy(str(v), lines=True) for k, v in base.items()}
        if isinstance(base, dict)
        else {},
        version=int(version) if version.isdecimal() and len(version) < 9 else 0,
        page=tidy(page, lines=False)[:40],
        seen=tuple(key[:40] for key in request.POST.getlist("seen")),
    )
