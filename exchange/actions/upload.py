"""A list arrives: kept as it is, looked into, its columns guessed. Nothing is written elsewhere."""

import hashlib
import itertools
import re

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from concepts.models import Edition
from integration_portal.core.files import clean_name
from integration_portal.core.fuzzy import FuzzyDate, parse
from measures.models import ExtraField

from ..models import ImportMemory, MeasureImport
from ..tables.guard import Refused, kind_of
from ..tables.reading import read_sheet
from ..tables.sheet import Sheet
from ..tables.table import Table, read_table
from ..understanding.headings import guess, key_of, year_in

EXAMPLES = 3
_AS_OF = re.compile(r"(?:stand|stichtag)\s*:?\s*(?:vom|am|zum)?\s*([^|;,()]{4,30})", re.IGNORECASE)


def upload(*, edition: Edition, file, by) -> MeasureImport:
    """Look into a list and keep it. Raises Refused with the reason for one that is not opened."""
    return keep(imported=look_into(edition=edition, file=file, by=by), file=file)


def look_into(*, edition: Edition, file, by) -> MeasureImport:
    """What the list is, not kept yet. Raises Refused.

    A large one takes its time to read: nobody's writing should wait for it, so do it before the
    transaction that keeps it.
    """
    kind = kind_of(file)
    sheets, sheet = read_sheet(file, kind)
    file.seek(0)
    imported = MeasureImport(
        authority_id=edition.authority_id,
        edition=edition,
        name=clean_name(file.name or _("Liste"), kind),
        kind=kind,
        size=file.size,
        sha256=hashlib.sha256(file.read()).hexdigest(),
        sheets=sheets,
        by=by,
    )
    look(imported, sheet)
    return imported


@transaction.atomic
def keep(*, imported: MeasureImport, file) -> MeasureImport:
    file.seek(0)
    imported.file.save(imported.name, file, save=False)
    imported.save()
    return imported


def look_anew(*, imported: MeasureImport, sheet: str, head_line: int) -> None:
    """Another sheet, or the head in another line; `deciding.keep_reading` keeps it.

    Raises Refused if nothing is there. Before the transaction, as `look_into`.
    """
    imported.sheet, imported.head_line = sheet, head_line
    look(imported, open_sheet(imported))


def open_sheet(imported: MeasureImport) -> Sheet:
    """The sheet of a kept list. Raises Refused, also if the file is gone."""
    try:
        with imported.file.open("rb") as file:
            return read_sheet(file, imported.kind, imported.sheet)[1]
    except FileNotFoundError as error:
        raise Refused(
            _("Die hochgeladene Datei ist nicht mehr da."),
            _("Laden Sie sie noch einmal hoch."),
            "gone",
        ) from error


def look(imported: MeasureImport, sheet: Sheet) -> None:
    """Find head and columns and guess what they mean. Saving is the caller's. Raises Refused."""
    table = read_table(sheet, imported.head_line)
    if not table.rows:
        raise Refused(
            _("In dieser Tabelle steht unter den Überschriften keine Zeile."),
            _("Wählen Sie eine Datei mit mindestens einer Maßnahme."),
            "no_rows",
        )
    imported.sheet = sheet.name
    imported.head_line = table.head_line
    imported.total = len(table.rows)
    targets = guess(table.headings, known_columns(imported))
    imported.columns = [
        {
            "heading": heading,
            "target": target,
            "year": year_in(heading),
            "examples": _examples(table, index),
        }
        for index, (heading, target) in enumerate(zip(table.headings, targets, strict=True))
    ]
    imported.fill_down = _is_sparse(table, targets)
    imported.reported_on = _said_day(table) or FuzzyDate.on(timezone.localdate())


def known_columns(imported: MeasureImport) -> dict[str, str]:
    """Folded heading -> target: the concept's own fields by name, and what was chosen before."""
    extra = {
        key_of(field.name): f"extra:{field.key}"
        for field in ExtraField.objects.filter(concept=imported.edition.concept_id)
    }
    memory = ImportMemory.objects.filter(authority=imported.authority_id).first()
    remembered = {
        key: target
        for key, target in (memory.columns if memory else {}).items()
        if not target.startswith("extra:") or target in extra.values()
    }
    return extra | remembered


def _examples(table: Table, column: int) -> list[str]:
    texts = dict.fromkeys(row.cells[column] for row in table.rows if row.cells[column])
    return [text[:80] for text in list(texts)[:EXAMPLES]]


def _is_sparse(table: Table, targets: list[str]) -> bool:
    """A field of action that is said once and meant for the rows below, too."""
    if "field" not in targets:
        return False
    column = targets.index("field")
    texts = [row.cells[column] for row in table.rows]
    if not texts[0] or all(texts):
        return False
    return not any(one and one == two for one, two in itertools.pairwise(texts))


def _said_day(table: Table) -> FuzzyDate | None:
    """ "Stand: 31.12.2023" above the table or beside a heading."""
    for text in [*table.above, *table.headings, *(text for _line, text, _why in table.aside)]:
        for match in _AS_OF.finditer(text):
            words = match[1].split()
            for count in (3, 2, 1):
                try:
                    found = parse(" ".join(words[:count]))
                except ValidationError:
                    continue
                if found and found.earliest <= timezone.localdate():
                    return found
    return None
