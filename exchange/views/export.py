"""/<authority>/austausch/export/<kind>/: the list as it is filtered, as a file."""

import tempfile
from collections.abc import Callable

from django.http import FileResponse, Http404, HttpRequest, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.text import slugify
from django.views import View

from concepts.current import edition_for
from concepts.models import Edition
from integration_portal.accounts.views.base import AuthorityMixin
from integration_portal.core.chips import chips_of
from measures.filters import MeasureFilter, ordered
from measures.models import Measure

from ..writing.delimited import lines_of
from ..writing.objects import pieces_of
from ..writing.plan import Export, export_of
from ..writing.workbook import write_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
IN_MEMORY = 4 * 1024 * 1024  # bytes of a workbook; larger ones lie on the disk meanwhile


class ExportView(AuthorityMixin, View):
    """What the list of this address shows, all its pages. Who reads the list may take it along."""

    def get(self, request: HttpRequest, **kwargs) -> HttpResponseBase:
        write = KINDS.get(kwargs["kind"])
        edition = edition_for(request.user, self.authority, request.GET.get("fassung", ""))
        if write is None or edition is None:
            raise Http404
        chosen = _chosen(request.GET, edition)
        export = export_of(
            ordered(chosen.qs, request.GET.get("sort", "nummer")),
            edition=edition,
            user=request.user,
            filters=[chip.label for chip in chips_of(chosen.form, request)],
        )
        answer = write(export)
        answer["Cache-Control"] = "private, no-store"
        answer["Content-Disposition"] = f'attachment; filename="{_name(export)}.{kwargs["kind"]}"'
        return answer


def _chosen(query: QueryDict, edition: Edition) -> MeasureFilter:
    """As the list: a filter whose value is not there any more leaves nothing out."""
    found = Measure.objects.filter(edition=edition).whole()
    chosen = MeasureFilter(query, queryset=found, edition=edition)
    if chosen.form.is_valid():
        return chosen
    mended = query.copy()
    for name in chosen.form.errors:
        mended.pop(name, None)
    return MeasureFilter(mended, queryset=found, edition=edition)


def _name(export: Export) -> str:
    parts = (export.edition.authority.slug, export.edition.slug)
    return slugify(f"massnahmen {' '.join(parts)} {timezone.localdate():%Y-%m-%d}")


def _workbook(export: Export) -> HttpResponseBase:
    # Closed by the answer.
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    write_workbook(export, file)
    file.seek(0)
    return FileResponse(file, content_type=XLSX)


def _csv(export: Export) -> HttpResponseBase:
    return StreamingHttpResponse(lines_of(export), content_type="text/csv; charset=utf-8")


def _json(export: Export) -> HttpResponseBase:
    return StreamingHttpResponse(pieces_of(export), content_type="application/json")


KINDS: dict[str, Callable[[Export], HttpResponseBase]] = {
    "xlsx": _workbook,
    "csv": _csv,
    "json": _json,
}
