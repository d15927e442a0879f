"""What somebody holds and another takes over: each room says it for its own things.

Rooms above register what they keep, in their AppConfig.ready(); accounts never imports them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from .models import LocalAuthority, User


@dataclass(frozen=True)
class Handover:
    """Who leaves an authority, who takes over there, who sees to it, and why."""

    authority: LocalAuthority
    leaver: User
    successor: User
    by: User
    reason: str

    @property
    def why(self) -> str:
        """For the history of everything that changes hands."""
        words = {"leaver": self.leaver, "successor": self.successor, "reason": self.reason}
        return _("Übergabe von %(leaver)s an %(successor)s: %(reason)s") % words


@dataclass(frozen=True)
class Part:
    """One kind of things a person holds. `held(leaver, authority)` names them for the preview.

    Without `pass_on` they follow another part by themselves, and are only shown.
    """

    key: str
    label: str | Promise
    held: Callable[[User, LocalAuthority], Iterable[str]]
    pass_on: Callable[[Handover], None] | None = None
    place: int = 100  # order of the preview and of the handing over
    note: str | Promise = ""


@dataclass(frozen=True)
class Holding:
    """A part with what this person holds of it."""

    part: Part
    things: list[str]

    @property
    def follows(self) -> bool:
        return self.part.pass_on is None


_parts: dict[str, Part] = {}


def register(part: Part) -> None:
    _parts[part.key] = part


def parts() -> list[Part]:
    return sorted(_parts.values(), key=lambda part: (part.place, part.key))


def holdings(leaver: User, authority: LocalAuthority) -> list[Holding]:
    """Everything the person holds there; parts without a thing are left out."""
    found = (Holding(part, [str(one) for one in part.held(leaver, authority)]) for part in parts())
    return [holding for holding in found if holding.things]
