"""Reading the rows of a table, one after the other: which cell is read as what."""

from collections.abc import Callable

from django.core.exceptions import ValidationError

from ..enums import REPORT_TEXTS, Target
from ..tables.table import TableRow
from . import naming, stating
from .catalogue import Catalogue
from .wanted import Column, Wanted

_Reader = Callable[[Wanted, Column, str, Catalogue], None]
_READERS: dict[str, _Reader] = {
    Target.NUMBER: stating.read_number,
    Target.TITLE: stating.read_title,
    Target.PARENT: stating.read_parent,
    Target.DESCRIPTION: stating.read_description,
    Target.FIELD: naming.read_field,
    Target.FURTHER_FIELDS: naming.read_further_fields,
    Target.GOALS: naming.read_goals,
    Target.THEMES: naming.read_themes,
    Target.APPLIES_TO: naming.read_members,
    Target.STATUS: naming.read_status,
    Target.LIGHT: stating.read_light,
    Target.REPORTED_ON: stating.read_reported_on,
    Target.REACHED: stating.read_reached,
    Target.REPORT_SPENT: stating.read_report_spent,
    Target.PERIOD: stating.read_whole_period,
    Target.PERMANENT: stating.read_whether,
    Target.KEY_PROJECT: stating.read_whether,
    Target.TARGET_GROUPS: stating.read_target_groups,
    Target.ORIGIN: stating.read_choice,
    Target.COMMITMENT: stating.read_choice,
    Target.HORIZON: stating.read_choice,
    Target.CONTINUATION: stating.read_choice,
    **dict.fromkeys(REPORT_TEXTS, stating.read_report_text),
    **dict.fromkeys(Target.roles, naming.read_role),
    **dict.fromkeys(Target.rows, naming.read_rows),
    **dict.fromkeys(Target.money, stating.read_costs),
    **dict.fromkeys(Target.dates, stating.read_date),
}


def _reader_of(target: str) -> _Reader:
    if target.startswith("extra:"):
        return stating.read_extra
    if target.startswith("new:"):
        return stating.read_new_extra
    return _READERS.get(target, stating.read_text)


class Understanding:
    """Reads the rows of one table, one after the other: what is repeated is remembered."""

    def __init__(self, catalogue: Catalogue, columns: list[Column], *, fill_down: bool):
        self.catalogue, self.fill_down = catalogue, fill_down
        self.columns = [(column, _reader_of(column.target)) for column in columns if column.target]
        self.last_field = ""
        self.has_field_column = any(c.target == Target.FIELD for c in columns)

    def read(self, row: TableRow, unread: dict[tuple[int, int], str]) -> Wanted:
        """`unread` are the cells without a value that can be trusted, and why."""
        wanted = Wanted(row.line)
        for column, read in self.columns:
            if why := unread.get((row.line, column.index)):
                wanted.trouble(column.index, why)
                continue
            text = row.cells[column.index] if column.index < len(row.cells) else ""
            if column.target == Target.FIELD:
                text = self._field_text(text, row.group)
            if not text:
                continue
            try:
                read(wanted, column, text, self.catalogue)
            except ValidationError as error:
                wanted.trouble(column.index, " ".join(error.messages))
        if row.group and not self.has_field_column:
            naming.read_field(wanted, Column(-1, Target.FIELD), row.group, self.catalogue)
        return wanted

    def _field_text(self, text: str, group: str) -> str:
        if text:
            self.last_field = text
            return text
        if group:
            return group
        return self.last_field if self.fill_down else ""
