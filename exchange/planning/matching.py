"""Which measure a row means: by its number, by its former number, by its title."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _

from integration_portal.core.text import fold
from measures.models import Measure

from .wanted import Wanted


class Matching:
    """The measures of one edition. Each is meant by one row at most."""

    def __init__(self, edition):
        rows = Measure.objects.filter(edition=edition).order_by("position", "pk")
        self._numbers: dict[str, list[int]] = defaultdict(list)
        self._titles: dict[str, list[int]] = defaultdict(list)
        self._title_of: dict[int, str] = {}
        self._number_of: dict[int, str] = {}
        for pk, number, title in rows.values_list("pk", "number", "title"):
            self._title_of[pk], self._number_of[pk] = fold(title), fold(number)
            self._titles[fold(title)].append(pk)
            if number:
                self._numbers[fold(number)].append(pk)

    def match(self, rows: Iterable[Wanted]) -> dict[int, int]:
        """Line -> measure. What two rows say twice is noted as a fatal problem of the second."""
        rows = list(rows)
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
        found: dict[int, int] = {}
        used: set[int] = set()
        for find in (self._by_number, self._by_former_number, self._by_title):
            for row in rows:
                if row.line in found or row.is_faulty:
                    continue
                pk = find(row, claimed, used)
                if pk is not None:
                    found[row.line] = pk
                    used.add(pk)
        return found

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

    def _by_title(self, row: Wanted, claimed: dict[str, int], used: set[int]) -> int | None:
        if not row.title:
            return None
        same = self._titles.get(fold(row.title), ())
        return next(
            (pk for pk in same if pk not in used and self._number_of[pk] not in claimed), None
        )

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
