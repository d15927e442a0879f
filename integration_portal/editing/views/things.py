"""What pages that change something have in common."""

from integration_portal.core import addresses
from integration_portal.history.things import ThingMixin

__all__ = ["ThingMixin", "came_from"]


def came_from(request) -> str:
    """The page to go back to, if the address names one of our own; otherwise empty."""
    return addresses.own(request, request.POST.get("next") or request.GET.get("next", ""))
