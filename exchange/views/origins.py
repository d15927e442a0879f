"""Where a measure comes from: the file, the row, the words of every cell."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.generic import DetailView, View

from integration_portal.accounts.views.base import AuthorityMixin
from measures.models import Measure
from measures.rules import can_read_history

from .. import rules
from ..models import ImportRow
from .base import ImportMixin


class ImportFile(ImportMixin, View):
    """The list as it was uploaded."""

    def get(self, request, **kwargs) -> FileResponse:
        imported = self.imported
        try:
            content = imported.file.open("rb")
        except OSError as error:
            raise Http404(_("Diese Datei ist nicht mehr da.")) from error
        response = FileResponse(
            content, as_attachment=True, filename=imported.name, content_type=imported.content_type
        )
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "private, no-store"
        return response


class MeasureOrigin(AuthorityMixin, DetailView):
    """For those who work inside: every row of a list that said something about the measure."""

    template_name = "exchange/origin.html"
    context_object_name = "measure"
    pk_url_kwarg = "measure"

    def get_object(self, queryset=None) -> Measure:
        visible = Measure.objects.visible_to(self.request.user).of_authority(self.authority)
        measure = get_object_or_404(visible.select_related("edition"), pk=self.kwargs["measure"])
        measure.edition.authority = self.authority
        if not can_read_history(self.request.user, measure):
            raise PermissionDenied
        return measure

    def get_context_data(self, **kwargs) -> dict[str, Any]:
        rows = ImportRow.objects.origin_of(self.object).select_related("imported")[:50]
        return super().get_context_data(
            title=_("Herkunft: %(measure)s") % {"measure": self.object},
            origins=[
                {
                    "row": row,
                    "imported": row.imported,
                    "cells": [
                        (heading or _("Spalte %(number)s") % {"number": number}, text)
                        for number, (heading, text) in enumerate(
                            zip(row.imported.headings, row.cells, strict=False), start=1
                        )
                        if text
                    ],
                }
                for row in rows
            ],
            section="measures",
            is_officer=rules.can_import(self.request.user, self.authority),
            **kwargs,
        )
