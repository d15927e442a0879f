from django.core.exceptions import PermissionDenied


def demand(allowed: bool) -> None:
    """Actions ask again what the page has asked: they have more than one door."""
    if not allowed:
        raise PermissionDenied
