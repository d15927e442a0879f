"""/<authority>/dokumente/<pk>/vorlage/"""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from integration_portal.documents.models import IssuedDocument
from integration_portal.editing.views import FormPageView

from .. import rules
from ..actions.paper_of_report import waiting_paper
from ..forms import PaperOfReportForm


class PaperOfReportPage(FormPageView):
    """A Sachstandsbericht becomes a paper: what will stand in it, said before it is made."""

    form_class = PaperOfReportForm
    template_name = "reports/paper_of_report.html"
    title = gettext_lazy("Vorlage aus dem Sachstandsbericht anlegen")
    save_label = gettext_lazy("Vorlage anlegen")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"document": self.document}

    @property
    def document(self) -> IssuedDocument:
        visible = IssuedDocument.objects.visible_to(self.request.user)
        document = get_object_or_404(
            visible.filter(authority=self.authority, kind="sachstandsbericht"),
            pk=self.kwargs["pk"],
        )
        if not rules.can_make_paper(self.request.user, document):
            raise PermissionDenied
        return document

    def get_context_data(self, **kwargs):
        document = self.document
        return super().get_context_data(
            document=document, waiting=waiting_paper(document), **kwargs
        )

    def get_cancel_url(self):
        return reverse("reports:documents", args=[self.authority.slug])

    def get_saved_message(self, thing):
        return _("„%(paper)s“ ist angelegt, mit dem Bericht als Anlage.") % {
            "paper": str(thing)[:120]
        }
