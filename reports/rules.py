"""Who may do what with what stands above the rooms. Reading goes through `visible_to`."""

from council.rules import can_write_council
from integration_portal.documents.models import IssuedDocument


def can_make_paper(user, document: IssuedDocument) -> bool:
    """Officers, of a Sachstandsbericht that may be shown to a body."""
    showable = not (
        document.draft or document.internal or document.is_withdrawn or document.is_erased
    )
    return (
        showable
        and document.kind == "sachstandsbericht"
        and can_write_council(user, document.authority_id)
    )
