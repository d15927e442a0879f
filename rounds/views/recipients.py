"""/<authority>/sachstandsabfragen/empfaenger/<recipient>/"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView

from integration_portal.accounts.views.base import AuthorityMixin
from integration_portal.editing.views.pages import FormPageView
from integration_portal.mail.models import OutboxMail

from .. import rules
from ..actions import links, running
from ..forms import AddressForm
from ..models import RoundRecipient
from .base import ActionView
from .rounds import reminded


class RecipientMixin(AuthorityMixin):
    rules = (rules.can_run_rounds,)

    def get_queryset(self):
        recipients = RoundRecipient.objects.filter(round__authority=self.authority)
        return recipients.select_related("round__authority")

    def get_recipient(self) -> RoundRecipient:
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    def url_of(self, recipient: RoundRecipient) -> str:
        return reverse("rounds:recipient", args=[self.authority.slug, recipient.pk])


class RecipientPage(RecipientMixin, DetailView):
    """Whom one asks: what for, which mails went there, and the ways in."""

    template_name = "rounds/recipient.html"
    context_object_name = "recipient"

    def get_context_data(self, **kwargs):
        recipient = self.object
        return super().get_context_data(
            title=recipient.name,
            round=recipient.round,
            rows=recipient.requests.in_order().select_related("measure"),
            mails=OutboxMail.objects.of(recipient).select_related("authority"),
            links=recipient.links.valid().count(),
            may_send=rules.can_send_links(self.request.user, recipient),
            may_remind=rules.can_remind(self.request.user, recipient),
            may_watch=rules.can_watch(self.request.user, recipient.round),
            **kwargs,
        )


class RecipientAction(RecipientMixin, ActionView):
    def get_thing(self) -> RoundRecipient:
        return self.get_recipient()

    def back(self, thing: RoundRecipient) -> str:
        return self.url_of(thing)


class Remind(RecipientAction):
    def act(self, thing: RoundRecipient) -> str:
        return reminded(
            running.remind(reporting_round=thing.round, recipient=thing, by=self.request.user)
        )


class SendAnew(RecipientAction):
    def act(self, thing: RoundRecipient) -> str:
        links.send_anew(recipient=thing, by=self.request.user)
        return new_link_sent(thing)


def new_link_sent(recipient: RoundRecipient) -> str:
    said = _("Ein neuer Link geht an %(email)s. Frühere Links gelten nicht mehr.")
    return said % {"email": recipient.email}


class Revoke(RecipientAction):
    def act(self, thing: RoundRecipient) -> str:
        links.revoke(recipient=thing, by=self.request.user)
        return _(
            "Der Zugang ist gesperrt: Bisherige Links gelten nicht mehr, neue gehen nicht hinaus."
        )


class AskAt(RecipientMixin, FormPageView):
    """Another address for what is still asked: a mail came back, or nobody is there any more."""

    form_class = AddressForm
    template_name = "rounds/form_below.html"
    save_label = gettext_lazy("Adresse ändern und Link senden")

    def get_thing(self) -> RoundRecipient:
        recipient = self.get_recipient()
        if not rules.can_watch(self.request.user, recipient.round):
            raise PermissionDenied(_("Die Abfrage läuft nicht mehr."))
        return recipient

    def get_title(self) -> str:
        return _("Adresse ändern: %(name)s") % {"name": self.thing}

    def get_cancel_url(self) -> str:
        return self.url_of(self.thing)

    def form_valid(self, form: AddressForm) -> HttpResponse:
        asked = links.ask_at(
            recipient=self.thing, email=form.cleaned_data["email"], by=self.request.user
        )
        messages.success(self.request, new_link_sent(asked))
        return redirect(self.url_of(asked))
