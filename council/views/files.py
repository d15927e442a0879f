"""Files of the council: attachments and excerpts of minutes, each asked who reads it."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from integration_portal.accounts.views.base import AuthorityMixin
from integration_portal.core.files import send
from integration_portal.documents.models import IssuedDocument
from integration_portal.documents.views.files import file_of
from integration_portal.editing.views import FormPageView
from integration_portal.history.thaw import thaw

from .. import rules
from ..forms.paper_life import SupplyForm
from ..models import Attachment, CouncilPaper, Outcome
from ..presenting import Viewer, parts_of
from .base import refuse
from .paper_life import version_of
from .papers import PaperMixin
from .stations import OfPaperMixin


def sent(file) -> FileResponse:
    try:
        return send(file)
    except FileNotFoundError as error:
        raise Http404(_("Diese Datei ist nicht mehr da.")) from error


class HousePaperMixin(AuthorityMixin, PaperMixin):
    def get_paper(self) -> CouncilPaper:
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["paper"])


class AttachmentFile(HousePaperMixin, View):
    """A readable paper's attachment that is open, or whose readers sit in one of its bodies."""

    def get(self, request, **kwargs):
        visible = Attachment.objects.visible_to(request.user).select_related("document")
        attachment = get_object_or_404(visible, paper=self.get_paper(), pk=kwargs["pk"])
        if attachment.file:
            return sent(attachment.file)
        if not attachment.is_there:
            raise Http404
        # A document of the portal travels with the paper it is attached to.
        return file_of(attachment.document)


class VersionAttachmentFile(HousePaperMixin, View):
    """An attachment as it was in an earlier version: a file, or a document of the portal."""

    def get(self, request, **kwargs):
        paper, viewer = self.get_paper(), Viewer(request.user)
        version = version_of(paper, kwargs["number"], viewer)
        frozen = thaw(CouncilPaper, version.revision.state, pk=paper.pk)
        seen = parts_of(frozen, viewer, live=paper)["attachments"]
        row = next((row for row in seen if row.pk == kwargs["pk"]), None)
        if row is None or not (row.file or row.is_there):
            raise Http404
        if not row.file:
            return file_of(IssuedDocument.objects.get(pk=row.document.pk))
        field = Attachment._meta.get_field("file")
        return sent(field.attr_class(Attachment(), field, str(row.file)))


class ExcerptFile(HousePaperMixin, View):
    """The minutes of a station, for who may see its result."""

    def get(self, request, **kwargs):
        visible = Outcome.objects.visible_to(request.user)
        outcome = get_object_or_404(visible, consultation__paper=self.get_paper(), pk=kwargs["pk"])
        if not outcome.excerpt:
            raise Http404
        return sent(outcome.excerpt)


class SupplyPage(OfPaperMixin, FormPageView):
    """The file that was announced has come."""

    form_class = SupplyForm
    save_label = gettext_lazy("Anlage speichern")

    def get_thing(self):
        paper = self.get_paper()
        if not rules.can_supply_attachments(self.request.user, paper):
            refuse(self.request.user, paper, rules.why_not(paper))
        attachments = paper.attachments.filter(file="", document=None)
        return get_object_or_404(attachments, pk=self.kwargs["pk"])

    def get_title(self):
        return _("Anlage nachreichen: %(title)s") % {"title": self.thing.title}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"attachment": self.thing}
