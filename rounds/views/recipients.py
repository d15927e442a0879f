"""/<authority>/sachstandsabfragen/empfaenger/<recipient>/"""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from integration_portal.accounts.views.base import AuthorityMixin
from integration_portal.mail.models import OutboxMail

from .. import rules
from ..actions import links, running
from ..models import RoundRecipient
from .rounds import ActionView, reminded


class RecipientMixin(AuthorityMixin):
    rules = (rules.can_run_rounds,)

    def get_queryset(self):
        recipients = RoundRecipient.objects.filter(round__authority=self.authority)
        return recipients.select_related("round__authority")


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
            **kwargs,
        )


class RecipientAction(RecipientMixin, ActionView):
    def get_thing(self) -> RoundRecipient:
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    def back(self, thing: RoundRecipient) -> str:
        return reverse("rounds:recipient", args=[self.authority.slug, thing.pk])

    def get_queryset(self):
        return RecipientMixin.get_queryset(self)


class Remind(RecipientAction):
    def act(self, thing: RoundRecipient) -> str:
        return reminded(
            running.remind(reporting_round=thing.round, recipient=thing, by=self.request.user)
        )


class SendAnew(RecipientAction):
    def act(self, thing: RoundRecipient) -> str:
        links.send_anew(recipient=thing, by=self.request.user)
        return _("Ein neuer Link geht an %(email)s. Frühere Links gelten nicht mehr.") % {
            "email": thing.email
        }


class Revoke(RecipientAction):
    def act(self, thing: RoundRecipient) -> str:
        links.revoke(recipient=thing, by=self.request.user)
        return _("Mit den bisherigen Links kommt niemand mehr hinein.")
