"""What a paper lacks before it goes out: sentences, never a reason to refuse a step."""

from django.utils.translation import gettext as _

from .enums import PaperState
from .models import CouncilPaper

# Whoever wants to have a say has had it before these.
_AFTER = (PaperState.APPROVED, PaperState.SENT)


def cosignature_warnings(paper: CouncilPaper) -> list[str]:
    """For a paper that is, or may next be, released or sent without all who should sign it."""
    concerned = paper.state == PaperState.APPROVED or set(_AFTER) & set(paper.next_states)
    missing = [str(row.organisation) for row in paper.cosignatures.all() if row.signed_on is None]
    if not (concerned and missing):
        return []
    return [_("Es haben noch nicht mitgezeichnet: %(names)s.") % {"names": ", ".join(missing)}]


def attachment_warnings(paper: CouncilPaper) -> list[str]:
    """Attachments that were announced and have not come."""
    missing = [row.title for row in paper.attachments.all() if not row.is_there]
    if not missing:
        return []
    return [_("Angekündigt und noch nicht da: %(titles)s.") % {"titles": ", ".join(missing)}]
