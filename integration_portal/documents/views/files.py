"""Files leave only here: as a download, or shown in the browser if we rendered them ourselves."""

import logging

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views import View

from integration_portal.accounts.views.base import AuthorityMixin

from .. import rules
from ..actions.issue import preview
from ..models import IssuedDocument
from ..models.issued_document import stem_of
from ..recipes import recipes
from ..rendering import RenderingUnavailable

logger = logging.getLogger(__name__)


class DocumentMixin(AuthorityMixin):
    """The issued document of the address, if this person may read it; 404 otherwise."""

    def get_document(self) -> IssuedDocument:
        visible = IssuedDocument.objects.visible_to(self.request.user)
        return get_object_or_404(visible, authority=self.authority, pk=self.kwargs["pk"])


class FileView(DocumentMixin, View):
    """The frozen file, as a download."""

    as_attachment = True

    def get(self, request, **kwargs) -> FileResponse:
        return file_of(self.get_document(), as_attachment=self.as_attachment)


class FilePreviewView(FileView):
    """The same, in the browser's own viewer: only PDFs that we rendered ourselves come this way."""

    as_attachment = False


class RecipePreviewView(AuthorityMixin, View):
    """A paper as it would be issued now, marked as a preview and kept nowhere."""

    def get(self, request, **kwargs) -> HttpResponse:
        recipe = recipes.get(kwargs["kind"])
        if recipe is None:
            raise Http404
        subject = get_object_or_404(recipe.subjects(self.authority, request.user), pk=kwargs["pk"])
        if not rules.can_issue(request.user, self.authority):
            raise PermissionDenied
        try:
            paper = preview(
                recipe=recipe, subject=subject, options=recipe.read_options(request.GET, subject)
            )
        except RenderingUnavailable as error:
            context = {"authority": self.authority, "title": _("Vorschau"), "reason": str(error)}
            return render(request, "documents/unavailable.html", context, status=503)
        response = HttpResponse(paper.pdf, content_type="application/pdf")
        name = stem_of(recipe.title(subject)) or recipe.kind
        response["Content-Disposition"] = f'inline; filename="{name}-vorschau.pdf"'
        return _guarded(response)


def file_of(document: IssuedDocument, *, as_attachment: bool = True) -> FileResponse:
    """The frozen file as an answer; who may read it is the caller's question. Raises Http404."""
    if document.is_erased:
        raise Http404(_("Diese Datei wurde gelöscht."))
    try:
        content = document.file.open("rb")
    except OSError as error:
        logger.exception("file of issued document %s is missing", document.pk)
        raise Http404(_("Diese Datei ist nicht mehr da.")) from error
    response = FileResponse(
        content,
        as_attachment=as_attachment,
        filename=document.filename,
        content_type="application/pdf",
    )
    if as_attachment:
        # Should a browser show it after all, it shows it without any rights of the portal.
        response["Content-Security-Policy"] = "sandbox"
    return _guarded(response)


def _guarded[R: HttpResponseBase](response: R) -> R:
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
