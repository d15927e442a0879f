"""What differs, and what comes of it."""

from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _

from ..comparing import Sides

CHOICE = "wahl"
MINE, THEIRS = "mine", "theirs"


@dataclass
class Unit:
    """One field, or one whole row, in which the three states differ."""

    key: str  # name of the radio buttons
    label: str
    sides: Sides
    outcome: str  # "choice", "theirs" (taken over), "mine" (kept)
    chosen: str = MINE
    row: str = ""

    @property
    def heading(self) -> str:
        """ "Kosten: 2021, Feier: Ansatz" for a field of a row, "2021, Feier (Kosten, entfernt)"."""
        if not self.sides.whole_row:
            return f"{self.row}: {self.label}" if self.row else self.label
        words = {"row": self.row, "label": self.label}
        if self.is_choice:
            return f"{self.label}: {self.row}"
        if (self.sides.theirs if self.outcome == THEIRS else self.sides.mine) is None:
            return _("%(row)s (%(label)s, entfernt)") % words
        return _("%(row)s (%(label)s, ergänzt)") % words

    @property
    def is_choice(self) -> bool:
        return self.outcome == "choice"

    @property
    def takes_theirs(self) -> bool:
        return (self.chosen if self.is_choice else self.outcome) == THEIRS


@dataclass
class Merged:
    """What is to be shown (`units`) and what a form is to be filled with (`data`)."""

    units: list[Unit] = field(default_factory=list)
    data: QueryDict = field(default_factory=lambda: QueryDict(mutable=True))

    def _of(self, outcome: str) -> list[Unit]:
        return [unit for unit in self.units if unit.outcome == outcome]

    @property
    def choices(self) -> list[Unit]:
        return self._of("choice")

    @property
    def taken(self) -> list[Unit]:
        return self._of(THEIRS)

    @property
    def kept(self) -> list[Unit]:
        return self._of(MINE)
