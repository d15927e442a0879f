"""Where somebody's name and address stand outside the address book: each room says it for its own.

Rooms register what they keep, in their AppConfig.ready(). The address book tells it to whoever asks
for their data, and has it erased when somebody becomes unrecognisable.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from .models import LocalAuthority


@dataclass(frozen=True)
class Somebody:
    """One person as one authority knows them, by every name and address they ever had there."""

    authority: LocalAuthority
    names: frozenset[str]
    emails: frozenset[str]  # in lower case; none that others are reached at, too


@dataclass(frozen=True)
class Trace:
    """One kind of rows. `told` gives plain JSON values by their German names."""

    key: str
    label: str | Promise
    told: Callable[[Somebody], list[dict]]
    erase: Callable[[Somebody], None]


_traces: dict[str, Trace] = {}


def register(trace: Trace) -> None:
    _traces[trace.key] = trace


def told(who: Somebody) -> list[dict]:
    """Everything the rooms keep about them; kinds without a row are left out."""
    found = ((trace, trace.told(who)) for trace in _traces.values())
    return [{"art": str(trace.label), "eintraege": rows} for trace, rows in found if rows]


def erase(who: Somebody) -> None:
    """For ever, in every room. Runs in the transaction of whoever asks for it."""
    for trace in _traces.values():
        trace.erase(who)
