"""/<authority>/konten/<pk>/uebergeben/"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from ..actions.handover import hand_over
from ..forms.handover import HandoverForm
from ..handover import Holding, holdings
from ..rules import can_hand_over
from .accounts import AccountView


class HandOver(AccountView, FormView):
    """Everything somebody holds here, listed, and handed to another in one step."""

    template_name = "accounts/hand_over.html"
    form_class = HandoverForm
    extra_context = {"save_label": _("Alles übergeben")}

    def dispatch(self, request, *args, **kwargs):
        if self.account == request.user:
            raise PermissionDenied(
                _(
                    "Das ist Ihr eigenes Konto. Bitten Sie jemand anderen aus der "
                    "Portalverwaltung, Ihre Zuständigkeit zu übergeben."
                )
            )
        if not can_hand_over(request.user, self.account, self.authority):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def holdings(self) -> list[Holding]:
        return holdings(self.account, self.authority)

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {
            "authority": self.authority,
            "leaver": self.account,
            "holdings": self.holdings,
            "may_lock": self.whole,
        }

    def get_context_data(self, **kwargs):
        roles = self.account.roles.filter(authority=self.authority)
        return super().get_context_data(
            title=_("Zuständigkeit übergeben: %(account)s") % {"account": self.account},
            account=self.account,
            roles=[role.get_kind_display() for role in roles],
            holdings=self.holdings,
            cancel_url=self.to_account().url,
            **kwargs,
        )

    def form_valid(self, form: HandoverForm) -> HttpResponse:
        asked = form.cleaned_data
        event = hand_over(
            authority=self.authority,
            leaver=self.account,
            successor=asked["successor"],
            by=self.request.user,
            reason=asked["reason"],
            keys=asked.get("keys", ()),
            lock=asked.get("lock", False),
        )
        messages.success(
            self.request,
            _("Übergeben an %(successor)s. Was überging, steht im Verlauf der Zugänge.")
            % {"successor": event.successor},
        )
        return redirect("accounts:events", authority=self.authority.slug)
