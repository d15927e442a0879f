"""/<authority>/sachstandsabfragen/: planning, opening, watching and closing a round."""

import datetime as dt
from collections.abc import Collection
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import DetailView, ListView, TemplateView, View

from concepts.current import edition_for
from integration_portal.accounts.views.base import AuthorityMixin
from integration_portal.editing.views import CreateView, DeleteView, EditView
from integration_portal.mail.models import OutboxMail
from measures.filters import MeasureFilter

from .. import letters, rules
from ..actions import reviewing, running
from ..enums import RequestState
from ..forms import RoundForm
from ..grouping import gaps_in, groups_of
from ..models import ReportingRound, RoundRecipient

WEEKS = dt.timedelta(weeks=4)


class RoundMixin(AuthorityMixin):
    model = ReportingRound
    rules = (rules.can_run_rounds,)

    def get_queryset(self):
        rounds = ReportingRound.objects.visible_to(self.request.user)
        return rounds.filter(authority=self.authority).select_related("authority", "edition")

    def get_round(self) -> ReportingRound:
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])


class RoundList(RoundMixin, ListView):
    template_name = "rounds/list.html"
    paginate_by = 25

    def get_queryset(self):
        return super().get_queryset().with_counts().order_by("-on", "-pk")

    def get_context_data(self, **kwargs):
        return super().get_context_data(title=_("Sachstandsabfragen"), **kwargs)


def list_filters() -> Collection[str]:
    """What of the address of a list of measures says which ones they are."""
    return MeasureFilter.base_filters


class RoundCreate(CreateView):
    """For the edition that counts, or the one of `?fassung=`."""

    model = ReportingRound
    form_class = RoundForm
    template_name = "rounds/form.html"
    rules = (rules.can_run_rounds,)
    save_label = gettext_lazy("Speichern und Empfänger prüfen")

    def new_thing(self) -> ReportingRound:
        slug = self.request.GET.get("fassung", "")
        edition = edition_for(self.request.user, self.authority, slug)
        if edition is None or edition.authority_id != self.authority.pk:
            raise Http404
        today = timezone.localdate()
        given = {
            name: value
            for name, value in self.request.GET.items()
            if name in list_filters() and value
        }
        return ReportingRound(
            edition=edition,
            authority=self.authority,
            title=_("Sachstandsbericht %(year)s") % {"year": today.year},
            on=today,
            due=today + WEEKS,
            selection=urlencode(given)[:500],
        )

    def get_title(self) -> str:
        return _("Sachstandsabfrage anlegen")

    def get_cancel_url(self) -> str:
        return reverse("rounds:list", args=[self.authority.slug])


class RoundEdit(RoundMixin, EditView):
    form_class = RoundForm
    template_name = "rounds/form.html"
    thing_rules = (rules.can_prepare,)


class RoundDelete(RoundMixin, DeleteView):
    thing_rules = (rules.can_prepare,)

    def get_success_url(self, thing) -> str:
        return reverse("rounds:list", args=[self.authority.slug])


class RoundPage(RoundMixin, DetailView):
    """Before it is opened: who will be asked. Afterwards: who has answered."""

    context_object_name = "round"

    def get_template_names(self) -> list[str]:
        return ["rounds/planned.html" if self.object.is_planned else "rounds/watch.html"]

    def get_context_data(self, **kwargs):
        found = self.object
        extra = self.planned(found) if found.is_planned else self.watched(found)
        return super().get_context_data(title=found.title, **extra, **kwargs)

    def planned(self, found: ReportingRound) -> dict:
        groups = groups_of(found, officer_email=self.request.user.email)
        return {
            "groups": groups,
            "gaps": gaps_in(groups),
            "count": sum(len(group.asked) for group in groups),
            "edit_url": reverse("rounds:edit", args=[self.authority.slug, found.pk]),
        }

    def watched(self, found: ReportingRound) -> dict:
        requests = found.requests.in_order().select_related("measure", "organisation", "recipient")
        rows = list(requests.defer("measure__description", "measure__search_text"))
        state = {choice: sum(row.state == choice for row in rows) for choice in RequestState}
        mails = OutboxMail.objects.filter(
            subject_type=RoundRecipient._meta.label_lower,
            subject_id__in=[row.recipient_id for row in rows],
        )
        return {
            "rows": rows,
            "recipients": _recipients(found),
            "parts": [
                {"label": choice.label, "count": count, "tone": choice.tone}
                for choice, count in state.items()
            ],
            "to_approve": state[RequestState.SUBMITTED],
            "waiting": sum(state[one] for one in map(RequestState, RequestState.waiting)),
            "undelivered": mails.wants_somebody().count(),
            "may_watch": rules.can_watch(self.request.user, found),
        }


def _recipients(found: ReportingRound) -> list[RoundRecipient]:
    done, waiting = (
        Count("requests", filter=Q(requests__state__in=states))
        for states in (RequestState.handed_in, RequestState.waiting)
    )
    drafts = Count("requests", filter=Q(requests__state=RequestState.DRAFTED))
    return list(
        found.recipients.annotate(
            asked=Count("requests"), done=done, waiting=waiting, drafts=drafts
        ).order_by("name", "pk")
    )


class LetterPreview(RoundMixin, TemplateView):
    """The letter as one recipient would get it, `?an=<address>`."""

    template_name = "rounds/preview.html"

    def get_context_data(self, **kwargs):
        found = self.get_round()
        groups = groups_of(found, officer_email=self.request.user.email)
        wanted = self.request.GET.get("an", "").lower()
        group = next((one for one in groups if one.email == wanted), groups[0] if groups else None)
        return super().get_context_data(
            title=_("Vorschau der Mail"),
            round=found,
            groups=groups,
            group=group,
            text=letters.preview(found, group.measures) if group else "",
            **kwargs,
        )


class ActionView(RoundMixin, View):
    """A button: does one thing, says what came of it, goes back."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, **kwargs) -> HttpResponse:
        thing = self.get_thing()
        try:
            messages.success(request, self.act(thing))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect(self.back(thing))

    def get_thing(self):
        return self.get_round()

    def back(self, thing) -> str:
        return thing.get_absolute_url()

    def act(self, thing) -> str:
        raise NotImplementedError


class Remind(ActionView):
    def act(self, thing: ReportingRound) -> str:
        count = running.remind(reporting_round=thing, by=self.request.user)
        return reminded(count)


def reminded(count: int) -> str:
    if not count:
        return _("Niemand wurde erinnert: Alle haben abgegeben oder heute schon Post bekommen.")
    return ngettext("%(n)s Stelle wird erinnert.", "%(n)s Stellen werden erinnert.", count) % {
        "n": count
    }


class ApproveAll(ActionView):
    def act(self, thing: ReportingRound) -> str:
        count = reviewing.approve_all(reporting_round=thing, by=self.request.user)
        return ngettext(
            "%(n)s Sachstand ist freigegeben.", "%(n)s Sachstände sind freigegeben.", count
        ) % {"n": count}


class AskedView(RoundMixin, TemplateView):
    """A step that cannot be taken back: a page of its own asks for it."""

    template_name = "base_confirm.html"

    def allowed(self, found: ReportingRound) -> bool:
        raise NotImplementedError

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        found = self.get_round()
        if not self.allowed(found):
            raise PermissionDenied(_("Das geht bei dieser Abfrage nicht mehr."))
        context = {"cancel_url": found.get_absolute_url(), **self.asks(found)}
        return self.render_to_response(self.get_context_data(**context))

    def post(self, request: HttpRequest, **kwargs) -> HttpResponse:
        found = self.get_round()
        if not self.allowed(found):
            messages.info(request, _("Das ist schon geschehen."))
            return redirect(found)
        try:
            messages.success(request, self.act(found))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect(found)

    def asks(self, found: ReportingRound) -> dict:
        raise NotImplementedError

    def act(self, found: ReportingRound) -> str:
        raise NotImplementedError


class OpenRound(AskedView):
    template_name = "rounds/open.html"

    def allowed(self, found: ReportingRound) -> bool:
        return rules.can_prepare(self.request.user, found)

    def asks(self, found: ReportingRound) -> dict:
        groups = groups_of(found, officer_email=self.request.user.email)
        return {
            "title": _("„%(title)s“ eröffnen?") % {"title": found.title},
            "round": found,
            "groups": groups,
            "gaps": gaps_in(groups),
            "count": sum(len(group.asked) for group in groups),
        }

    def act(self, found: ReportingRound) -> str:
        origin = self.request.build_absolute_uri("/").rstrip("/")
        opened = running.open_round(reporting_round=found, by=self.request.user, origin=origin)
        count = opened.recipients.count()
        return ngettext(
            "Die Abfrage läuft. %(n)s Mail geht hinaus; der Postausgang zeigt sie.",
            "Die Abfrage läuft. %(n)s Mails gehen hinaus; der Postausgang zeigt sie.",
            count,
        ) % {"n": count}


class CloseRound(AskedView):
    def allowed(self, found: ReportingRound) -> bool:
        return rules.can_watch(self.request.user, found)

    def asks(self, found: ReportingRound) -> dict:
        waiting = found.requests.waiting().in_order().select_related("measure")
        return {
            "title": _("„%(title)s“ schließen?") % {"title": found.title},
            "intro": _(
                "Danach kann niemand mehr abgeben und niemand wird erinnert. Was abgegeben ist, "
                "können Sie weiter freigeben. Was jemand gerade schreibt, geht nicht verloren: Es "
                "kommt als nachgereicht an."
            ),
            "consequences": [
                {
                    "label": _("Ohne Sachstand bleiben"),
                    "count": waiting.count(),
                    "list": [str(request.measure) for request in waiting[:20]],
                }
            ],
            "confirm_label": _("Abfrage schließen"),
        }

    def act(self, found: ReportingRound) -> str:
        running.close_round(reporting_round=found, by=self.request.user)
        return _("Die Abfrage ist geschlossen.")
