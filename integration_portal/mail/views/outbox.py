"""/<authority>/postausgang/: what was sent to whom, why, and what became of it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, ListView, View

from integration_portal.accounts.views.base import AuthorityMixin

from .. import actions, rules
from ..enums import OutboxState
from ..models import OutboxMail

# What the tabs show, by the word in the address.
TABS = {
    "": (gettext_lazy("alle"), tuple(OutboxState.values)),
    "offen": (gettext_lazy("braucht eine Entscheidung"), OutboxState.wants_somebody),
    "wartet": (gettext_lazy("wartet"), (OutboxState.QUEUED, OutboxState.SENDING)),
    "gesendet": (gettext_lazy("gesendet"), (OutboxState.SENT,)),
}


class OutboxMixin(AuthorityMixin):
    model = OutboxMail
    rules = (rules.can_see_outbox,)

    def get_queryset(self):
        OutboxMail.objects.mark_silent()
        mails = OutboxMail.objects.visible_to(self.request.user).filter(authority=self.authority)
        return mails.select_related("authority", "decided_by")


class Outbox(OutboxMixin, ListView):
    template_name = "mail/outbox.html"
    paginate_by = 50

    @property
    def tab(self) -> str:
        wanted = self.request.GET.get("stand", "")
        return wanted if wanted in TABS else ""

    def get_queryset(self):
        return super().get_queryset().filter(state__in=TABS[self.tab][1]).defer("text")

    def get_context_data(self, **kwargs):
        return super().get_context_data(title=_("Postausgang"), tabs=self.tabs(), **kwargs)

    def tabs(self) -> list[dict]:
        mails = OutboxMail.objects.filter(authority=self.authority).order_by()
        count = dict(mails.values_list("state").annotate(Count("pk")))
        here = reverse("mail:outbox", args=[self.authority.slug])
        return [
            {
                "label": label,
                "url": f"{here}?stand={word}" if word else here,
                "current": word == self.tab,
                "count": sum(count.get(state, 0) for state in states),
            }
            for word, (label, states) in TABS.items()
        ]


class MailDetail(OutboxMixin, DetailView):
    template_name = "mail/mail.html"
    context_object_name = "mail"

    def get_context_data(self, **kwargs):
        mail, user = self.object, self.request.user
        return super().get_context_data(
            title=mail.subject,
            may_send_again=rules.can_send_again(user, mail),
            may_confirm=rules.can_confirm(user, mail),
            **kwargs,
        )


class DecideView(OutboxMixin, View):
    """A button below a mail. Pressed twice, or after it was decided, it changes nothing."""

    http_method_names = ["post", "options"]
    said = ""

    def decide(self, mail: OutboxMail) -> bool:
        raise NotImplementedError

    def post(self, request: HttpRequest, **kwargs) -> HttpResponse:
        mail = get_object_or_404(self.get_queryset(), pk=kwargs["pk"])
        try:
            decided = self.decide(mail)
        except PermissionDenied:
            decided = False
        if decided:
            messages.success(request, self.said % {"to": mail.to})
        else:
            messages.info(request, _("Über diese Mail ist schon entschieden."))
        return redirect(mail)


class SendAgain(DecideView):
    said = gettext_lazy("Die Mail an %(to)s geht noch einmal hinaus.")

    def decide(self, mail: OutboxMail) -> bool:
        return actions.send_again(mail=mail, by=self.request.user)


class Confirm(DecideView):
    said = gettext_lazy("Die Mail an %(to)s gilt als gesendet.")

    def decide(self, mail: OutboxMail) -> bool:
        return actions.confirm(mail=mail, by=self.request.user)
