"""Other rooms keep the names of organisations in their search words: they are told of new ones.

when_renamed(refresh)  # in AppConfig.ready(): refresh(organisation) inside the transaction
"""

from collections.abc import Callable

from .models import Organisation

_listeners: list[Callable[[Organisation], None]] = []


def when_renamed(refresh: Callable[[Organisation], None]) -> None:
    """Call `refresh` whenever an organisation got another name, or took over another one."""
    if refresh not in _listeners:
        _listeners.append(refresh)


def renamed(organisation: Organisation) -> None:
    """Tell them, inside the transaction that gave it the name."""
    for refresh in _listeners:
        refresh(organisation)
