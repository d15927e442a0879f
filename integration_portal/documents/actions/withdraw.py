"""Taking an issued document back, or erasing it where law asks for it."""

from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import storage
from ..models import IssuedDocument


@transaction.atomic
def withdraw(*, document: IssuedDocument, reason: str, by) -> IssuedDocument:
    """Readers no longer get it; officers still do. Raises ValidationError without a reason."""
    document = IssuedDocument.objects.select_for_update().get(pk=document.pk)
    if document.is_withdrawn:
        raise ValidationError(_("Dieses Dokument ist schon zurückgezogen."))
    document.withdrawn_reason = _reason(reason)
    document.withdrawn_at, document.withdrawn_by = timezone.now(), by
    document.save()
    return document


@transaction.atomic
def erase(*, document: IssuedDocument, reason: str, by) -> IssuedDocument:
    """File and data go for good; the entry and the checksum stay. Raises ValidationError."""
    document = IssuedDocument.objects.select_for_update().get(pk=document.pk)
    if document.is_erased:
        raise ValidationError(_("Dieses Dokument ist schon gelöscht."))
    document.erased_reason = _reason(reason)
    document.erased_at, document.erased_by = timezone.now(), by
    name = str(document.file.name)
    document.file, document.data = "", {}
    document.options = {}
    document.save()
    # Only when the entry is sure: a file without entry is litter, an entry without file a loss.
    transaction.on_commit(partial(storage.remove, name))
    return document


def _reason(reason: str) -> str:
    reason = " ".join(reason.split())
    if not reason:
        raise ValidationError(_("Geben Sie einen Grund an."))
    if len(reason) > 500:
        raise ValidationError(_("Der Grund ist zu lang: höchstens 500 Zeichen."))
    return reason
