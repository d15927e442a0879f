"""Files that come with an answer: kept with the draft, part of the report once it is handed in."""

from collections.abc import Iterable
from functools import partial

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from measures.models import ReportAttachment, StatusReport

from ..models import RequestFile, StatusRequest


@transaction.atomic
def replace_files(*, request: StatusRequest, files: Iterable[File], gone: Iterable[int]) -> None:
    """Keep judged files with the draft, take others away that nobody has handed in yet.

    Raises OSError if the disk is full; nothing has changed then.
    """
    waiting = RequestFile.objects.filter(request=request, handed_in_at=None)
    for kept in waiting.filter(pk__in=gone):
        file = kept.file
        kept.delete()
        transaction.on_commit(partial(file.storage.delete, str(file.name)))
    for new in files:
        RequestFile.objects.create(request=request, file=new)


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
