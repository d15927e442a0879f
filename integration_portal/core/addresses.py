"""What an address says, read with care."""

from django.http import Http404


def number(text: str | None) -> int | None:
    """An id from the address; nothing where none is said. Raises Http404 for anything else."""
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 19):  # no database has more
        raise Http404
    return int(text)
