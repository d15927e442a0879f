"""Taking an issued document back, or erasing it: each on a page that says what goes."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from .. import rules
from ..actions.withdraw import erase, withdraw
from ..forms import ReasonForm
from ..models import IssuedDocument
from .files import DocumentMixin


class ReasonView(DocumentMixin, FormView):
    form_class = ReasonForm
    template_name = "base_confirm.html"
    heading = ""
    confirm_label = ""

    def dispatch(self, request, *args, **kwargs):
        self.document = self.get_document()
        if not self.allowed(self.document):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        try:
            self.act(form.cleaned_data["reason"])
        except ValidationError as error:
            form.add_error("reason", error)
            return self.form_invalid(form)
        messages.success(self.request, self.done() % {"title": self.document.title})
        return redirect(self.get_success_url())

    def get_success_url(self) -> str:
        return reverse("reports:documents", args=[self.authority.slug])

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            title=self.heading,
            crumbs=[(_("Dokumente"), self.get_success_url())],
            intro=self.document.title,
            consequences_title=_("Das geschieht dabei"),
            consequences=self.consequences(self.document),
            hindrances=[],
            confirm_label=self.confirm_label,
            cancel_url=self.get_success_url(),
            **kwargs,
        )


class WithdrawView(ReasonView):
    heading = gettext_lazy("Dokument zurückziehen")
    confirm_label = gettext_lazy("Zurückziehen")

    def allowed(self, document: IssuedDocument) -> bool:
        return rules.can_withdraw(self.request.user, document)

    def act(self, reason: str) -> None:
        withdraw(document=self.document, reason=reason, by=self.request.user)

    def done(self) -> str:
        return _("„%(title)s“ ist zurückgezogen.")

    def consequences(self, document: IssuedDocument) -> list[dict]:
        return [{"label": _("Nicht mehr lesbar für alle außer Ihnen und den übrigen "
                            "Integrationsbeauftragten"), "list": [document.title]}]  # fmt: skip


class EraseView(ReasonView):
    heading = gettext_lazy("Datei und Daten löschen")
    confirm_label = gettext_lazy("Endgültig löschen")

    def allowed(self, document: IssuedDocument) -> bool:
        return rules.can_erase(self.request.user, document)

    def act(self, reason: str) -> None:
        erase(document=self.document, reason=reason, by=self.request.user)

    def done(self) -> str:
        return _("Datei und Daten von „%(title)s“ sind gelöscht; der Eintrag bleibt.")

    def consequences(self, document: IssuedDocument) -> list[dict]:
        return [
            {"label": _("Für immer gelöscht werden"), "list": [_("die Datei"), _("ihre Daten")]},
            {"label": _("Es bleiben"), "list": [_("der Eintrag"), _("die Prüfsumme")]},
        ]
