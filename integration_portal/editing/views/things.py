"""What pages that change something have in common."""

from django.utils.http import url_has_allowed_host_and_scheme

from integration_portal.history.things import ThingMixin

__all__ = ["ThingMixin", "came_from"]


def came_from(request) -> str:
    """The page to go back to, if the address names one of our own; otherwise empty."""
    url = request.POST.get("next") or request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return url if safe else ""
