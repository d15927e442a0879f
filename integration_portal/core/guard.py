"""What every action asks before it begins."""

from django.core.exceptions import PermissionDenied


def demand(allowed: bool) -> None:
    """Raises PermissionDenied. Actions ask again what the page has asked: they have more doors."""
    if not allowed:
        raise PermissionDenied
