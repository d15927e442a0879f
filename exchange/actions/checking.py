"""What a list would do: every row understood and compared, nothing written but the preview."""

import time
from collections import Counter
from collections.abc import Iterator

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from integration_portal.core.fuzzy import FuzzyDate
from integration_portal.history.many import newest_revisions
from integration_portal.history.reading import stated
from measures.models import Measure, MeasureRole

from ..enums import RowOutcome
from ..lines import LINES
from ..models import ImportMemory, ImportRow, MeasureImport
from ..planning.catalogue import Catalogue
from ..planning.comparing import Comparison
from ..planning.matching import Matching
from ..planning.reading import Understanding
from ..planning.wanted import Column, Wanted
from ..tables.table import TableRow, read_table
from ..understanding.headings import key_of
from .upload import open_sheet

CHUNK = 500


def check(imported: MeasureImport) -> None:
    """Fill the preview. Raises Refused if the file cannot be read any more."""
    table = read_table(open_sheet(imported), imported.head_line)
    columns = [
        Column(index, column["target"], column["year"])
        for index, column in enumerate(imported.columns)
    ]
    catalogue = Catalogue(imported)
    understanding = Understanding(catalogue, columns, fill_down=imported.fill_down)
    wanted = [understanding.read(row, table.unread) for row in table.rows]
    matches = Matching(imported.edition).match(wanted)
    ImportRow.objects.filter(imported=imported).delete()
    counts: Counter[str] = Counter()
    said_at = time.monotonic()
    for number, rows in enumerate(_compared(imported, table.rows, wanted, matches, catalogue)):
        ImportRow.objects.bulk_create(rows)
        counts.update(row.outcome for row in rows)
        counts["problems"] += sum(len(row.problems) for row in rows)
        if time.monotonic() - said_at > 1:
            said_at = time.monotonic()
            say(imported, _("Zeilen vergleichen"), (number + 1) * CHUNK)
    imported.total = len(table.rows)
    imported.counts = dict(counts)
    imported.aside = table.aside[:500]
    imported.open_questions = [
        {
            "kind": question.kind,
            "key": question.key,
            "name": question.name,
            "count": len(question.lines),
            "lines": question.lines[:5],
        }
        for question in catalogue.questions.values()
    ]


def _compared(
    imported: MeasureImport,
    table_rows: list[TableRow],
    wanted: list[Wanted],
    matches: dict[int, int],
    catalogue: Catalogue,
) -> Iterator[list[ImportRow]]:
    on = imported.reported_on or FuzzyDate.on(timezone.localdate())
    for start in range(0, len(wanted), CHUNK):
        part = wanted[start : start + CHUNK]
        pks = [matches[one.line] for one in part if one.line in matches]
        measures, seen = _to_compare(pks), newest_revisions(Measure, pks)
        rows = []
        for source, one in zip(table_rows[start : start + CHUNK], part, strict=True):
            pk = matches.get(one.line)
            measure = measures.get(pk) if pk else None
            row = ImportRow(imported=imported, line=one.line, cells=source.cells)
            row.group = source.group[:500]
            row.measure_id, row.seen = pk, seen.get(pk or 0, 0)
            if one.is_faulty:
                row.outcome = RowOutcome.FAULTY
            else:
                compared = Comparison(one, measure, catalogue, year=on.latest.year, on=on)
                row.plan, row.changes = compared.plan, compared.changes
                row.outcome = _outcome(measure, compared)
            title = one.title or (measure.title if measure else "")
            number = one.number or (measure.number if measure else "")
            row.label = f"{number} {title}".strip()[:330]
            row.problems, row.has_problems = one.problems, bool(one.problems)
            rows.append(row)
        yield rows


def _outcome(measure: Measure | None, compared: Comparison) -> RowOutcome:
    if measure is None:
        return RowOutcome.NEW
    return RowOutcome.CHANGED if compared.changed else RowOutcome.UNCHANGED


def _to_compare(pks: list[int]) -> dict[int, Measure]:
    """With what a row may speak of and nothing else: there are thousands."""
    roles = MeasureRole.objects.select_related("organisation")
    rows = Measure.objects.filter(pk__in=pks).select_related("field", "last_report")
    many = ("further_fields", "goals", "themes", "applies_to", "reports", *LINES)
    found = rows.prefetch_related(*many, Prefetch("roles", roles))
    return {measure.pk: measure for measure in found}


def measures_of(pks: list[int]) -> dict[int, Measure]:
    """With everything a state asks for, in a constant number of queries."""
    if not pks:
        return {}
    rows = stated(
        Measure.objects.filter(pk__in=pks),
        also=("last_report", "edition__authority"),
        further={"roles": ("organisation",)},
    )
    return {measure.pk: measure for measure in rows.prefetch_related("parts")}


def say(imported: MeasureImport, phase: str, done: int = 0) -> None:
    """A sign of life, in one short statement of its own."""
    MeasureImport.objects.filter(pk=imported.pk).update(
        phase=phase[:200], done=done, heartbeat_at=timezone.now()
    )


@transaction.atomic
def remember(imported: MeasureImport) -> None:
    """The authority's next list is understood as this one was."""
    memory, _created = ImportMemory.objects.get_or_create(authority_id=imported.authority_id)
    for column in imported.columns:
        if (key := key_of(column["heading"])) and not column["target"].startswith("new:"):
            memory.columns[key] = column["target"]
    for word, value in imported.decisions.get("status", {}).items():
        if value:
            memory.words[word] = value
    for key, value in imported.decisions.get("organisation", {}).items():
        if str(value).isdigit():
            memory.organisations[key] = int(value)
    memory.save()
