"""/<authority>/sachstandsabfragen/meldungen/<request>/: reading, returning, approving."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, View

from integration_portal.accounts.views.base import AuthorityMixin
from integration_portal.core.files import send
from integration_portal.editing.views.pages import FormPageView

from .. import rules
from ..actions import answering, reviewing
from ..enums import RequestState
from ..forms import AnswerForm, RemarkForm
from ..models import RequestFile, RoundRecipient, StatusRequest
from .base import ActionView


class RequestMixin(AuthorityMixin):
    rules = (rules.can_run_rounds,)

    def get_queryset(self):
        requests = StatusRequest.objects.visible_to(self.request.user)
        return requests.filter(round__authority=self.authority).select_related(
            "round__authority",
            "recipient",
            "organisation",
            "report",
            "measure__last_report",
            "measure__edition__authority",
        )

    def get_request(self) -> StatusRequest:
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    def url_of(self, request: StatusRequest) -> str:
        return reverse("rounds:request", args=[self.authority.slug, request.pk])


class RequestPage(RequestMixin, DetailView):
    """What was handed in beside what counted until now."""

    template_name = "rounds/request.html"
    context_object_name = "asked"

    def get_context_data(self, **kwargs):
        asked, user = self.object, self.request.user
        form = AnswerForm(reporting_round=asked.round)
        now = answering.texts_of(asked.report, form.of_report) if asked.report else {}
        own = {name: asked.handed_in.get(name, "") for name in form.fields if name not in now}
        changed = asked.handed_in and any(
            now[name] != asked.handed_in.get(name, "") for name in now
        )
        waiting = asked.round.requests.filter(state=RequestState.SUBMITTED).exclude(pk=asked.pk)
        return super().get_context_data(
            title=str(asked.measure),
            round=asked.round,
            now=form.told(now | own) if asked.report else [],
            handed_in=form.told(asked.handed_in) if changed else [],
            draft=form.told(asked.draft) if asked.is_waiting else [],
            beside=[form.told(values) for values in asked.others.values()],
            last=asked.measure.last_report,
            files=asked.files.all(),
            next=waiting.in_order().first(),
            may_approve=rules.can_approve(user, asked),
            may_return=rules.can_return(user, asked),
            may_adopt=rules.can_adopt(user, asked),
            **kwargs,
        )


class RequestDownload(AuthorityMixin, View):
    """What came with an answer, handed in or not yet."""

    rules = (rules.can_run_rounds,)

    def get(self, request: HttpRequest, **kwargs) -> FileResponse:
        requests = StatusRequest.objects.visible_to(request.user)
        mine = requests.filter(round__authority=self.authority)
        found = get_object_or_404(RequestFile, pk=kwargs["pk"], request__in=mine)
        try:
            return send(found.file)
        except FileNotFoundError as error:
            raise Http404(_("Diese Datei ist nicht mehr da.")) from error


class RequestAction(RequestMixin, ActionView):
    def get_thing(self) -> StatusRequest:
        return self.get_request()

    def back(self, thing: StatusRequest) -> str:
        return self.url_of(thing)


class Approve(RequestAction):
    def act(self, thing: StatusRequest) -> str:
        reviewing.approve(request=thing, by=self.request.user)
        return _("Freigegeben: %(measure)s.") % {"measure": str(thing.measure)[:120]}


class Adopt(RequestAction):
    def act(self, thing: StatusRequest) -> str:
        report = answering.new_report(thing)
        form = AnswerForm(thing.draft, reporting_round=thing.round, instance=report)
        if not form.is_valid():
            raise ValidationError(
                _("Dem Entwurf fehlt noch etwas, meist der Umsetzungsstand. Er bleibt, wie er ist.")
            )
        answering.adopt(request=thing, report=form.judged(), by=self.request.user)
        return _("Der Entwurf ist als nachgereicht übernommen. Jetzt können Sie ihn freigeben.")


class GiveBack(RequestMixin, FormPageView):
    """Ask for more, with a remark that goes out by mail."""

    form_class = RemarkForm
    template_name = "rounds/form_below.html"
    save_label = gettext_lazy("Zurückgeben und Mail senden")

    def get_thing(self) -> StatusRequest:
        asked = self.get_request()
        if not rules.can_return(self.request.user, asked):
            raise PermissionDenied(_("Dieser Sachstand ist nicht mehr abgegeben."))
        return asked

    def get_title(self) -> str:
        return _("Zurückgeben: %(measure)s") % {"measure": str(self.thing)[:120]}

    def get_cancel_url(self) -> str:
        return self.url_of(self.thing)

    def form_valid(self, form: RemarkForm) -> HttpResponse:
        asked, remark = self.thing, form.cleaned_data["remark"]
        reviewing.give_back(request=asked, remark=remark, by=self.request.user)
        messages.success(self.request, _returned(asked.recipient))
        return redirect(self.url_of(asked))


def _returned(recipient: RoundRecipient) -> str:
    if not recipient.email:
        return _("Zurückgegeben. Eine Mail geht nicht hinaus: Die Adresse ist entfernt.")
    if recipient.barred_at is not None:
        return _("Zurückgegeben. Eine Mail geht nicht hinaus: Der Zugang ist gesperrt.")
    return _("Zurückgegeben; die Mail geht an %(email)s.") % {"email": recipient.email}
