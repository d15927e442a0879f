"""Files that come with an answer: kept with the draft, part of the report once it is handed in."""

from collections.abc import Iterable
from functools import partial

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from integration_portal.history.actions import record
from measures.models import ReportAttachment, StatusReport

from ..models import RequestFile, StatusRequest
from ._guard import held_request


@transaction.atomic
def replace_files(
    *, request: StatusRequest, files: Iterable[File], gone: Iterable[int], by=None
) -> None:
    """Keep judged files with the draft, take others away, as far as they can be taken back.

    Raises OSError if the disk is full; nothing has changed then.
    """
    held = held_request(request)
    kept = RequestFile.objects.filter(request=held, pk__in=gone)
    loose = kept if held.gives_files_back else kept.filter(handed_in_at=None)
    for file in loose:
        if file.handed_in_at is not None:
            _take_out_of_the_report(held, file, by)
        file.delete()
        transaction.on_commit(partial(file.file.storage.delete, str(file.file.name)))
    for new in files:
        RequestFile.objects.create(request=held, file=new)


def _take_out_of_the_report(held: StatusRequest, file: RequestFile, by) -> None:
    """The history tells of it, as of any other change of the report."""
    ReportAttachment.objects.filter(report=held.report, file=file.file.name).delete()
    if held.report is not None:
        record(held.report, by=by, reason=_("Anlage zurückgenommen: %s") % file)


def hand_in_files(request: StatusRequest, report: StatusReport) -> None:
    """What was kept with the draft belongs to the report from now on."""
    waiting = list(RequestFile.objects.filter(request=request, handed_in_at=None))
    if not waiting:
        return
    report.save()
    ReportAttachment.objects.bulk_create(
        ReportAttachment(report=report, title=str(kept), file=kept.file.name) for kept in waiting
    )
    RequestFile.objects.filter(pk__in=[kept.pk for kept in waiting]).update(
        handed_in_at=timezone.now()
    )
