"""Cells that state a value: numbers, texts, days, money, choices."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from integration_portal.core import money
from integration_portal.core.fuzzy import parse
from measures.enums import ExtraKind
from measures.models import Measure, StatusReport, extra_values

from ..enums import REPORT_TEXTS, Target
from ..understanding.cells import read_code, read_money, read_period, read_yes
from .catalogue import Catalogue
from .values import LIST, extra_value, fitting, listed
from .wanted import Column, Wanted

_FOOTNOTE_MARK = re.compile(r"\s*(?:\*+|[¹²³⁴⁵⁶⁷⁸⁹]+)$")
_MOST_PEOPLE = 2_147_483_647


def read_number(wanted: Wanted, column: Column, text: str, _catalogue: Catalogue) -> None:
    wanted.number, wanted.formerly = read_code(text)
    if len(wanted.number) > 20:
        wanted.trouble(column.index, _("Die Nummer ist länger als 20 Zeichen."), fatal=True)


def read_title(wanted: Wanted, column: Column, text: str, _catalogue: Catalogue) -> None:
    title = _FOOTNOTE_MARK.sub("", " ".join(text.split()))
    if len(title) > 300:
        wanted.trouble(
            column.index,
            _("Der Titel hat %(length)s Zeichen; möglich sind 300.") % {"length": len(title)},
            fatal=True,
        )
    wanted.values["title"] = title


def read_parent(wanted: Wanted, _column: Column, text: str, _catalogue: Catalogue) -> None:
    wanted.parent = " ".join(text.split())


def read_description(wanted: Wanted, _column: Column, text: str, _catalogue: Catalogue) -> None:
    before = wanted.values.get("description", "")
    wanted.values["description"] = f"{before}\n{text}".strip()


def read_light(wanted: Wanted, _column: Column, text: str, _catalogue: Catalogue) -> None:
    wanted.report["traffic_light"] = listed("light", text)


def read_report_text(wanted: Wanted, column: Column, text: str, _catalogue: Catalogue) -> None:
    name = REPORT_TEXTS[Target(column.target)]
    wanted.report[name] = fitting(StatusReport, name, text)


def read_reached(wanted: Wanted, _column: Column, text: str, _catalogue: Catalogue) -> None:
    people = extra_values.parse_number(text)
    if people is None or people < 0 or people > _MOST_PEOPLE or people % 1:
        raise ValidationError(_("„%(text)s“ ist keine Zahl von Personen.") % {"text": text[:60]})
    wanted.report["reached"] = int(people)


def read_report_spent(wanted: Wanted, _column: Column, text: str, _catalogue: Catalogue) -> None:
    euros = money.parse(text)
    if euros is None or not 0 <= euros <= money.MOST:
        raise ValidationError(_("„%(text)s“ ist kein möglicher Betrag.") % {"text": text[:60]})
    wanted.report["spent"] = f"{euros:.2f}"


def read_reported_on(wanted: Wanted, _column: Column, text: str, _catalogue: Catalogue) -> None:
    if date := parse(text):
        wanted.report["on"] = date.encode()


def read_whole_period(wanted: Wanted, _column: Column, text: str, _catalogue: Catalogue) -> None:
    period = read_period(text)
    if period.start:
        wanted.values["start_planned"] = period.start.encode()
    if period.end:
        wanted.values["end_planned"] = period.end.encode()
    if period.permanent:
        wanted.values["permanent"] = True


def read_date(wanted: Wanted, column: Column, text: str, _catalogue: Catalogue) -> None:
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


def read_whether(wanted: Wanted, column: Column, text: str, _catalogue: Catalogue) -> None:
    wanted.values[column.target] = read_yes(text)


def read_choice(wanted: Wanted, column: Column, text: str, _catalogue: Catalogue) -> None:
    wanted.values[column.target] = listed(column.target, text)


def read_costs(wanted: Wanted, column: Column, text: str, _catalogue: Catalogue) -> None:
    for amount in read_money(text):
        wanted.costs.append(
            {
                "name": column.target,
                "year": amount.year or column.year,
                "euros": str(amount.euros),
                "recurring": amount.recurring,
                "label": " ".join(text.split())[:200] if amount.about else "",
                "column": column.index,
            }
        )


def read_target_groups(wanted: Wanted, _column: Column, text: str, _catalogue: Catalogue) -> None:
    groups = text.split("\n") if "\n" in text else LIST.split(text)
    so_far = wanted.values.get("target_groups", "")
    said = "\n".join(filter(None, [so_far, *groups]))
    wanted.values["target_groups"] = fitting(Measure, "target_groups", said)


def read_text(wanted: Wanted, column: Column, text: str, _catalogue: Catalogue) -> None:
    said = " ".join(text.split())
    wanted.values[column.target] = fitting(Measure, column.target, said)


def read_new_extra(wanted: Wanted, column: Column, text: str, _catalogue: Catalogue) -> None:
    kind = column.target.removeprefix("new:")
    wanted.extra[f"new:{column.index}"] = extra_value(kind, text)


def read_extra(wanted: Wanted, column: Column, text: str, catalogue: Catalogue) -> None:
    key = column.target.removeprefix("extra:")
    known = catalogue.extra.get(key)
    value = extra_value(known.kind if known else ExtraKind.TEXT, text)
    if known and known.kind == ExtraKind.CHOICE and text not in known.choice_list:
        raise ValidationError(_("„%(text)s“ steht nicht in der Auswahl.") % {"text": text[:60]})
    wanted.extra[key] = value
