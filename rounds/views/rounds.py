"""/<authority>/sachstandsabfragen/: rounds, watching one, and closing it."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import DetailView, ListView

from integration_portal.mail.models import OutboxMail

from .. import rules
from ..actions import reviewing, running
from ..enums import RequestState
from ..models import ReportingRound, RoundRecipient
from .base import AskedView, RoundAction, RoundMixin


class RoundList(RoundMixin, ListView):
    template_name = "rounds/list.html"
    paginate_by = 25

    def get_queryset(self):
        return super().get_queryset().with_counts().order_by("-on", "-pk")

    def get_context_data(self, **kwargs):
        return super().get_context_data(title=_("Sachstandsabfragen"), **kwargs)


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
        edit_url = reverse("rounds:edit", args=[self.authority.slug, found.pk])
        return {**self.whom(found), "edit_url": edit_url}

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


class Remind(RoundAction):
    def act(self, thing: ReportingRound) -> str:
        return reminded(running.remind(reporting_round=thing, by=self.request.user))


def reminded(count: int) -> str:
    if not count:
        return _("Niemand wurde erinnert: Alle haben abgegeben oder heute schon Post bekommen.")
    return ngettext("%(n)s Stelle wird erinnert.", "%(n)s Stellen werden erinnert.", count) % {
        "n": count
    }


class ApproveAll(RoundAction):
    def act(self, thing: ReportingRound) -> str:
        count = reviewing.approve_all(reporting_round=thing, by=self.request.user)
        return ngettext(
            "%(n)s Sachstand ist freigegeben.", "%(n)s Sachstände sind freigegeben.", count
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
