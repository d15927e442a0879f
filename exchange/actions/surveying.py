"""All that the rows of a list need from around them, read once: things, places and numbers."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from concepts.models import FieldOfAction, Goal
from integration_portal.core.bulk import parts, reserve
from measures.models import Measure
from measures.models.numbers import Place, places, renumbered

from ..enums import RowOutcome
from ..models import MeasureImport
from .belonging import Belonging
from .checking import CHUNK
from .failing import RowFailed
from .making import Made

_SAID = ("number", "title", "description", "field")


@dataclass(frozen=True)
class Seat:
    """Where a measure to be made will stand."""

    pk: int
    position: int
    parent: Measure | None = None


class Survey:
    """Raises RowFailed for a number that was given to another measure since the preview."""

    def __init__(self, imported: MeasureImport):
        self.imported, self.edition = imported, imported.edition
        self.headings = {
            column["target"]: column["heading"] for column in imported.columns if column["target"]
        }
        self.made = Made(imported)
        self.goals = {goal.pk: goal for goal in Goal.objects.filter(field__edition=self.edition)}
        self.themes = {theme.pk: theme for theme in self.edition.themes.all()}
        self.members = {member.pk: member for member in imported.authority.members.all()}
        self.rows = list(
            imported.rows.filter(outcome__in=RowOutcome.written).values_list("pk", flat=True)
        )
        self.seats: dict[int, Seat] = {}  # of the rows that make a measure
        # Row or measure -> what is said of its name and place.
        self._new: dict[int, dict[str, Any]] = {}
        self._known: dict[int, dict[str, Any]] = {}
        self._belonging = Belonging(self.edition)
        self.parts: dict[int, list[Measure]] = {}  # measure -> those that become parts of it
        self._read_plans()
        self.made.settle()
        self._take_seats()
        # Automatic numbers of an open edition: measure -> number, for those that get another one.
        self.numbers = self._numbers() if self.edition.is_open else {}
        self._belonging.name(self.numbers)

    def heading(self, name: str) -> str:
        """What the list calls it; empty if it has no column of its own."""
        period = self.headings.get("period", "") if name.endswith("_planned") else ""
        return self.headings.get(name, "") or period

    def _read_plans(self) -> None:
        taken = set(self.edition.measures.exclude(number="").values_list("number", flat=True))
        for part in parts(self.rows, CHUNK):
            rows = self.imported.rows.filter(pk__in=part)
            for pk, line, outcome, measure, plan in rows.values_list(
                "pk", "line", "outcome", "measure", "plan"
            ):
                self.made.hear(plan)
                values = plan.get("values", {})
                said = {n: values[n] for n in _SAID if n in values}
                if outcome == RowOutcome.NEW:
                    self._refuse_double(line, said.get("number"), taken)
                    self._new[pk] = said
                    self._belonging.hear(pk, line, plan)
                elif said:
                    self._known[measure] = said

    def _refuse_double(self, line: int, number: str | None, taken: set[str]) -> None:
        if number in taken:
            raise RowFailed(
                line,
                self.heading("number"),
                _(
                    "Die Nummer %(number)s wurde seit der Vorschau vergeben. Prüfen Sie die "
                    "Liste noch einmal."
                )
                % {"number": number},
            )

    def _take_seats(self) -> None:
        """New measures stand behind those that their field, or what they are a part of, has."""
        key = ("parent", "field")
        last = self.edition.measures.values(*key).annotate(last=Max("position")).order_by()
        positions = Counter({row[:2]: row[2] for row in last.values_list(*key, "last")})
        pks = dict(zip(self._new, reserve(Measure, len(self._new)), strict=True))
        self._belonging.settle(pks, self._new)
        for row, said in self._new.items():
            parent = self._belonging.parent(row)
            place = (parent.pk if parent else None, self.made.field_id(said.get("field")))
            positions[place] += 1
            self.seats[row] = Seat(pks[row], positions[place], parent)
            if parent:
                part = Measure(title=said["title"], description=said.get("description", ""))
                self.parts.setdefault(parent.pk, []).append(part)

    def _numbers(self) -> dict[int, str]:
        own = self.edition.pk
        there = places(self.edition.measures.all())
        for place in there:
            self._say(place, self._known.get(place.pk, {}))
        for row, seat in self.seats.items():
            parent = self._belonging.parent_id(row)
            place = Place(seat.pk, own, None, parent, "", False, seat.position)
            self._say(place, self._new[row])
            there.append(place)
        there.sort(key=lambda place: (place.position, place.pk))
        fields = {field.pk: field.number for field in self.made.new.get(FieldOfAction, ())}
        return {place.pk: place.number for place in renumbered(there, fields)}

    def _say(self, place: Place, said: dict[str, Any]) -> None:
        if "field" in said:
            place.field_id = self.made.field_id(said["field"])
        if "number" in said:
            place.number, place.number_given = said["number"], True
