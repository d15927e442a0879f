"""Who may take lists over."""

from integration_portal.accounts.rules import is_officer

from .enums import ImportState
from .models import MeasureImport


def can_import(user, authority) -> bool:
    return is_officer(user, authority)


def can_change_import(user, imported: MeasureImport) -> bool:
    """Match columns, decide and apply: until it is in the concept."""
    return imported.state in ImportState.before and can_import(user, imported.authority_id)


def can_undo(user, imported: MeasureImport) -> bool:
    return imported.state == ImportState.APPLIED and can_import(user, imported.authority_id)
