"""Which measure a row means: by its number, by its former number, by its title."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from integration_portal.core.text import fold
from measures.models import Measure

from .parents import Parents
from .wanted import Wanted


class Matching:
    """The measures of one edition. Each is meant by one row at most."""

    def __init__(self, edition):
        rows = Measure.objects.filter(edition=edition).order_by("position", "pk")
        self._numbers: dict[str, list[int]] = defaultdict(list)
        self._titles: dict[str, list[int]] = defaultdict(list)
        self._title_of: dict[int, str] = {}
        self._number_of: dict[int, str] = {}
        self._parent_of: dict[int, int | None] = {}
        for pk, number, title, parent in rows.values_list("pk", "number", "title", "parent"):
            self._title_of[pk], self._number_of[pk] = fold(title), fold(number)
            self._parent_of[pk] = parent
            self._titles[fold(title)].append(pk)
            if number:
                self._numbers[fold(number)].append(pk)

    def match(self, rows: Sequence[Wanted]) -> dict[int, int]:
        """Line -> measure, and whether a row can be taken at all: what it lacks, what another row
        said before it and what its measure stands in the way of is noted as a problem.

        Of a new part of a measure `belongs_to` says which one.
        """
        claimed = self._claimed(rows)
        parents = Parents(rows, claimed, self._whole(self._numbers), self._whole(self._titles))
        found: dict[int, int] = {}
        used: set[int] = set()

        def by_title(row: Wanted, claimed: dict[str, int], used: set[int]) -> int | None:
            return self._by_title(row, claimed, used, parents.candidates(row, found))

        for find in (self._by_number, self._by_former_number, by_title):
            for row in rows:
                if row.line in found or row.is_faulty:
                    continue
                pk = find(row, claimed, used)
                if pk is not None:
                    found[row.line] = pk
                    used.add(pk)
        for row in rows:
            if not row.title and row.line not in found:
                row.trouble(-1, _("Der Zeile fehlt ein Titel."), fatal=True)
        parents.settle(found, self._parent_of)
        return found

    @staticmethod
    def _claimed(rows: Iterable[Wanted]) -> dict[str, int]:
        claimed: dict[str, int] = {}
        for row in rows:
            number = fold(row.number)
            if number and number in claimed:
                row.trouble(
                    -1,
                    _("Die Nummer %(number)s steht schon in Zeile %(line)s.")
                    % {"number": row.number, "line": claimed[number]},
                    fatal=True,
                )
            elif number:
                claimed[number] = row.line
        return claimed

    def _whole(self, pks: dict[str, list[int]]) -> dict[str, int]:
        """Name -> the first measure of it that is no part itself."""
        whole = {
            name: next((pk for pk in some if not self._parent_of[pk]), 0)
            for name, some in pks.items()
        }
        return {name: pk for name, pk in whole.items() if pk}

    def _by_number(self, row: Wanted, claimed: dict[str, int], used: set[int]) -> int | None:
        if (
            row.formerly
            and self._titles_agree(row, row.formerly)
            and not self._titles_agree(row, row.number)
        ):
            return None  # renumbered in a chain: the former number says which one
        return self._one_of(self._numbers.get(fold(row.number), ()), row, used)

    def _by_former_number(self, row: Wanted, claimed: dict[str, int], used: set[int]) -> int | None:
        if not row.formerly:
            return None
        if fold(row.formerly) in claimed and not self._titles_agree(row, row.formerly):
            return None  # another row has that number now
        return self._one_of(self._numbers.get(fold(row.formerly), ()), row, used)

    def _by_title(
        self, row: Wanted, claimed: dict[str, int], used: set[int], parents: set[int] | None
    ) -> int | None:
        """Whole measures first; of what is said to be a part, those of the same measure alone."""
        if not row.title:
            return None
        same = self._titles.get(fold(row.title), ())
        if parents is not None:
            same = [pk for pk in same if self._parent_of[pk] in parents]
        free = (
            pk
            for pk in sorted(same, key=lambda pk: bool(self._parent_of[pk]))
            if pk not in used and self._number_of[pk] not in claimed
        )
        return next(free, None)

    def _titles_agree(self, row: Wanted, number: str) -> bool:
        title = fold(row.title)
        return any(self._title_of[pk] == title for pk in self._numbers.get(fold(number), ()))

    def _one_of(self, pks: Iterable[int], row: Wanted, used: set[int]) -> int | None:
        free = [pk for pk in pks if pk not in used]
        title = fold(row.title)
        same = [pk for pk in free if self._title_of[pk] == title]
        if same or len(free) == 1:
            return (same or free)[0]
        return None
