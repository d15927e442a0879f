"""What one row says about a measure, in plain values: understood, nothing compared yet."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from integration_portal.core.fuzzy import parse
from integration_portal.core.text import fold
from measures.enums import ExtraKind
from measures.models import Measure, StatusReport

from ..enums import Target
from ..tables.table import TableRow
from ..understanding.cells import read_code, read_money, read_period, read_yes, split_names
from ..understanding.words import word_key
from .catalogue import FIELD, ORGANISATION, STATUS, Catalogue, bare_field
from .values import LIST, extra_value, fitting, listed, names

_FOOTNOTE_MARK = re.compile(r"\s*(?:\*+|[¹²³⁴⁵⁶⁷⁸⁹]+)$")
_ROLES = {
    Target.LEAD: "lead",
    Target.PROVIDER: "provider",
    Target.PARTNER: "partner",
    Target.FUNDER: "funder",
}


@dataclass
class Wanted:
    """One row understood. References are ids, or {"new": name} for what is still to be made."""

    line: int
    number: str = ""
    formerly: str = ""
    values: dict[str, Any] = field(default_factory=dict)  # field of Measure -> plain value
    fields: list[Any] = field(default_factory=list)  # further fields of action
    goals: list[int] = field(default_factory=list)
    themes: list[int] = field(default_factory=list)
    roles: dict[str, list[Any]] = field(default_factory=dict)
    partial_roles: set[str] = field(default_factory=set)  # a name in the cell was left out
    costs: list[dict[str, Any]] = field(default_factory=list)
    report: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
    problems: list[dict[str, Any]] = field(default_factory=list)

    @property
    def title(self) -> str:
        return self.values.get("title", "")

    @property
    def is_faulty(self) -> bool:
        return any(problem["fatal"] for problem in self.problems)

    def trouble(self, column: int, text: Any, *, fatal: bool = False) -> None:
        self.problems.append({"column": column, "text": str(text), "fatal": fatal})


@dataclass(frozen=True)
class Column:
    """Where something stands in the table, and what it is."""

    index: int
    target: str
    year: int | None = None


class Understanding:
    """Reads the rows of one table, one after the other: what is repeated is remembered."""

    def __init__(self, catalogue: Catalogue, columns: list[Column], *, fill_down: bool):
        self.catalogue, self.fill_down = catalogue, fill_down
        self.columns = [column for column in columns if column.target]
        self.last_field = ""
        self.has_field_column = any(c.target == Target.FIELD for c in self.columns)

    def read(self, row: TableRow, unread: dict[tuple[int, int], str]) -> Wanted:
        wanted = Wanted(row.line)
        for column in self.columns:
            if why := unread.get((row.line, column.index)):
                wanted.trouble(column.index, why)
                continue
            text = row.cells[column.index] if column.index < len(row.cells) else ""
            if column.target == Target.FIELD:
                text = self._field_text(text, row.group)
            if text:
                self._read_cell(wanted, column, text)
        if row.group and not self.has_field_column:
            self._field(wanted, Column(-1, Target.FIELD), row.group)
        return wanted

    def _field_text(self, text: str, group: str) -> str:
        if text:
            self.last_field = text
            return text
        if group:
            return group
        return self.last_field if self.fill_down else ""

    def _read_cell(self, wanted: Wanted, column: Column, text: str) -> None:
        read = _READERS.get(column.target)
        try:
            if read is not None:
                read(self, wanted, column, text)
            elif column.target.startswith("extra:"):
                self._extra(wanted, column, text)
            elif column.target.startswith("new:"):
                kind = column.target.removeprefix("new:")
                wanted.extra[f"new:{column.index}"] = extra_value(kind, text)
            else:
                self._text(wanted, column, text)
        except ValidationError as error:
            wanted.trouble(column.index, " ".join(error.messages))

    # One target each

    def _number(self, wanted: Wanted, column: Column, text: str) -> None:
        wanted.number, wanted.formerly = read_code(text)
        if len(wanted.number) > 20:
            wanted.trouble(column.index, _("Die Nummer ist länger als 20 Zeichen."), fatal=True)

    def _title(self, wanted: Wanted, column: Column, text: str) -> None:
        title = _FOOTNOTE_MARK.sub("", " ".join(text.split()))
        if len(title) > 300:
            wanted.trouble(
                column.index,
                _("Der Titel hat %(length)s Zeichen; möglich sind 300.") % {"length": len(title)},
                fatal=True,
            )
        wanted.values["title"] = title

    def _description(self, wanted: Wanted, column: Column, text: str) -> None:
        before = wanted.values.get("description", "")
        wanted.values["description"] = f"{before}\n{text}".strip()

    def _field(self, wanted: Wanted, column: Column, text: str) -> None:
        found = self.catalogue.field(text, wanted.line)
        if found is not None:
            wanted.values["field"] = found
        elif not self.catalogue.is_left_out(FIELD, fold(bare_field(text)[:200])):
            wanted.trouble(
                column.index,
                _("Das Handlungsfeld „%(name)s“ gibt es noch nicht.") % {"name": text[:80]},
            )

    def _further_fields(self, wanted: Wanted, column: Column, text: str) -> None:
        for name in names(text, self.catalogue.knows_field):
            found = self.catalogue.field(name, wanted.line)
            if found is not None and found not in wanted.fields:
                wanted.fields.append(found)
            elif found is None:
                wanted.trouble(
                    column.index,
                    _("Das Handlungsfeld „%(name)s“ gibt es noch nicht.") % {"name": name[:80]},
                )

    def _goals(self, wanted: Wanted, column: Column, text: str) -> None:
        self._known(
            wanted,
            column,
            text,
            self.catalogue.goal,
            wanted.goals,
            _("Das Ziel „%(name)s“ steht nicht in der Fassung."),
        )

    def _themes(self, wanted: Wanted, column: Column, text: str) -> None:
        self._known(
            wanted,
            column,
            text,
            self.catalogue.theme,
            wanted.themes,
            _("Das Querschnittsthema „%(name)s“ steht nicht in der Fassung."),
        )

    def _known(
        self,
        wanted: Wanted,
        column: Column,
        text: str,
        find: Callable[[str], int | None],
        into: list[int],
        message: str,
    ) -> None:
        for name in names(text, find):
            found = find(name)
            if found is None:
                wanted.trouble(column.index, message % {"name": name[:80]})
            elif found not in into:
                into.append(found)

    def _role(self, wanted: Wanted, column: Column, text: str) -> None:
        kind = _ROLES[Target(column.target)]
        roles = wanted.roles.setdefault(kind, [])
        for name in split_names(text, self.catalogue.knows_organisation):
            found = self.catalogue.organisation(name, wanted.line)
            if found is None:
                wanted.partial_roles.add(kind)
                if not self.catalogue.is_left_out(ORGANISATION, fold(name[:200])):
                    wanted.trouble(
                        column.index,
                        _("Die Organisation „%(name)s“ gibt es noch nicht.") % {"name": name[:80]},
                    )
            elif found not in roles:
                roles.append(found)

    def _status(self, wanted: Wanted, column: Column, text: str) -> None:
        found = self.catalogue.status(text, wanted.line)
        if found:
            wanted.report["status"] = found
        elif not self.catalogue.is_left_out(STATUS, word_key(text)):
            wanted.trouble(
                column.index,
                _("Für das Wort „%(word)s“ ist noch kein Umsetzungsstand gewählt.")
                % {"word": text[:60]},
            )

    def _light(self, wanted: Wanted, column: Column, text: str) -> None:
        wanted.report["traffic_light"] = listed("light", text)

    def _report_text(self, wanted: Wanted, column: Column, text: str) -> None:
        name = "text" if column.target == Target.REPORT_TEXT else "next_steps"
        wanted.report[name] = fitting(StatusReport, name, text)

    def _reported_on(self, wanted: Wanted, column: Column, text: str) -> None:
        if date := parse(text):
            wanted.report["on"] = date.encode()

    def _period(self, wanted: Wanted, column: Column, text: str) -> None:
        period = read_period(text)
        if period.start:
            wanted.values["start_planned"] = period.start.encode()
        if period.end:
            wanted.values["end_planned"] = period.end.encode()
        if period.permanent:
            wanted.values["permanent"] = True

    def _date(self, wanted: Wanted, column: Column, text: str) -> None:
        try:
            date = parse(text)
        except ValidationError:
            period = read_period(text)
            if period.permanent:
                wanted.values["permanent"] = True
            is_end = column.target.startswith("end")
            date = period.end if is_end else period.start or period.end
        if date:
            wanted.values[column.target] = date.encode()

    def _yes(self, wanted: Wanted, column: Column, text: str) -> None:
        wanted.values[column.target] = read_yes(text)

    def _choice(self, wanted: Wanted, column: Column, text: str) -> None:
        wanted.values[column.target] = listed(column.target, text)

    def _money(self, wanted: Wanted, column: Column, text: str) -> None:
        name = "budget" if column.target == Target.BUDGET else "spent"
        for amount in read_money(text):
            wanted.costs.append(
                {
                    "name": name,
                    "year": amount.year or column.year,
                    "euros": str(amount.euros),
                    "recurring": amount.recurring,
                    "label": " ".join(text.split())[:200] if amount.about else "",
                    "column": column.index,
                }
            )

    def _target_groups(self, wanted: Wanted, column: Column, text: str) -> None:
        groups = text.split("\n") if "\n" in text else LIST.split(text)
        groups = [part for part in groups if part]
        so_far = wanted.values.get("target_groups", "")
        said = "\n".join(filter(None, [so_far, *groups]))
        wanted.values["target_groups"] = fitting(Measure, "target_groups", said)

    def _text(self, wanted: Wanted, column: Column, text: str) -> None:
        said = " ".join(text.split())
        wanted.values[column.target] = fitting(Measure, column.target, said)

    def _extra(self, wanted: Wanted, column: Column, text: str) -> None:
        key = column.target.removeprefix("extra:")
        known = self.catalogue.extra.get(key)
        wanted.extra[key] = extra_value(known.kind if known else ExtraKind.TEXT, text)
        if known and known.kind == ExtraKind.CHOICE and text not in known.choice_list:
            del wanted.extra[key]
            raise ValidationError(_("„%(text)s“ steht nicht in der Auswahl.") % {"text": text[:60]})


_READERS: dict[str, Callable[[Understanding, Wanted, Column, str], None]] = {
    Target.NUMBER: Understanding._number,
    Target.TITLE: Understanding._title,
    Target.DESCRIPTION: Understanding._description,
    Target.FIELD: Understanding._field,
    Target.FURTHER_FIELDS: Understanding._further_fields,
    Target.GOALS: Understanding._goals,
    Target.THEMES: Understanding._themes,
    Target.STATUS: Understanding._status,
    Target.LIGHT: Understanding._light,
    Target.REPORT_TEXT: Understanding._report_text,
    Target.NEXT_STEPS: Understanding._report_text,
    Target.REPORTED_ON: Understanding._reported_on,
    Target.PERIOD: Understanding._period,
    Target.PERMANENT: Understanding._yes,
    Target.KEY_PROJECT: Understanding._yes,
    Target.TARGET_GROUPS: Understanding._target_groups,
    Target.ORIGIN: Understanding._choice,
    Target.COMMITMENT: Understanding._choice,
    Target.HORIZON: Understanding._choice,
    Target.CONTINUATION: Understanding._choice,
    **dict.fromkeys(Target.roles, Understanding._role),
    **dict.fromkeys(Target.money, Understanding._money),
    **dict.fromkeys(Target.dates, Understanding._date),
}
