"""HTML drawn lately, kept in each process: drawing takes longer than the rest of a page."""

import threading
from collections.abc import Callable, Hashable

from django.utils.safestring import SafeString
from django.utils.translation import get_language


class Drawn:
    """At most so many pieces, the oldest goes first. The key must hold all that a piece says."""

    def __init__(self, most: int):
        self._most = most
        self._kept: dict[Hashable, SafeString] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable, draw: Callable[[], SafeString]) -> SafeString:
        """What was drawn for the key in the language of now, or draws it."""
        key = (key, get_language())
        kept = self._kept.get(key)
        if kept is None:
            kept = draw()
            with self._lock:
                if len(self._kept) >= self._most:
                    del self._kept[next(iter(self._kept))]
                self._kept[key] = kept
        return kept
