"""What an address says, read with care."""

from django.http import Http404, HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def number(text: str | None) -> int | None:
    """An id from the address; nothing where none is said. Raises Http404 for anything else."""
    if not text:
        return None
    if not is_id(text):
        raise Http404
    return int(text)


def is_id(text: str) -> bool:
    """Whether a browser sent a number that a database can count to."""
    return text.isascii() and text.isdecimal() and len(text) < 19


def own(request: HttpRequest, url: str) -> str:
    """The address, if it is one of our own pages; otherwise empty."""
    safe = url_has_allowed_host_and_scheme(
        url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return url if safe and url.startswith("/") else ""
