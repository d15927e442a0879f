"""The Sachstandsbericht from its frozen data. What nobody filled is not printed."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concepts.models import FieldOfAction
from concepts.outline import tree
from integration_portal.core.money import euro, grouped
from integration_portal.documents.paper.charts import bar_chart, paired_bars
from integration_portal.history.thaw import Frozen, thaw
from measures.enums import Progress, TrafficLight

from . import measure as measures_of
from . import shortened
from .concept import status_line
from .deviations import deviating, deviations, without_report
from .fields import sorted_measures
from .figures import chart
from .naming import named
from .parts import joined, letterhead, plural, table
from .report_blocks import blocks
from .report_money import years_of


def context(data: Mapping) -> dict[str, object]:
    words = data["words"]
    measures = sorted_measures(data["measures"])
    whole = [one for one in measures if one.parent is None]
    fields = tree(thaw(FieldOfAction, row["state"], row["id"]) for row in data["fields"])
    found, short = deviations(measures, words), data["short"]
    stichtag, since = _written(data["stichtag"]), _written(data["since"])
    return {
        "letterhead": letterhead(data),
        "words": words,
        "stichtag": stichtag,
        "since": since,
        "short": short,
        "internal": data["internal"],
        "kind_line": _("Sachstandsbericht"),
        "heading": data["edition"],
        "cover_lines": _cover_lines(data, stichtag, since),
        "facts": facts_of(data),
        "charts": [
            picture
            for picture in (
                chart({**data, "as_adopted": False}, whole, fields),
                _change(whole, since, stichtag, words),
                _money(measures),
            )
            if picture
        ],
        **_deviations(found, short=short),
        **_decisions(data, short=short),
        **_told(data, measures, short=short),
        "moved": None if short else _moved(measures, words),
        "fields": [] if short else blocks(data, measures, fields),
        "fields_heading": _("%(measures)s nach %(field)s")
        % {"measures": plural(words, "measure"), "field": words["field_of_action"]},
        "nothing": _("Zu dieser Auswahl gibt es keine Maßnahme.") if not measures else "",
    }


def _duty(row: dict[str, str]) -> str:
    resolved = (_("fällig %(due)s, %(body)s %(on)s") % row).strip()
    said = ", ".join(filter(None, [resolved, row["responsible"]]))
    return f"{row['text']} ({said})"


def _deviations(found: list[dict], *, short: bool) -> dict[str, list]:
    if not short:
        return {"deviations": found, "further_deviations": []}
    further = [f"{row['heading']} ({row['label']})" for row in found[shortened.TOLD :]]
    told = [
        row | {name: shortened.cut(row[name]) for name in ("words", "next_steps")}
        for row in found[: shortened.TOLD]
    ]
    return {"deviations": told, "further_deviations": shortened.named(further)}


def _decisions(data: Mapping, *, short: bool) -> dict[str, list]:
    found = decisions(data["measures"], data["words"])
    if not short:
        return {"decisions": found, "further_decisions": []}
    further = [row["heading"] for row in found[shortened.TOLD :]]
    told = [row | {"text": shortened.cut(row["text"])} for row in found[: shortened.TOLD]]
    return {"decisions": told, "further_decisions": shortened.named(further)}


def _told(data: Mapping, measures: list[Frozen], *, short: bool) -> dict[str, Any]:
    """Silence, duties and changes of the plan; of the short report the first ones."""
    silent = without_report(measures)
    duties, amended = data["follow_ups"], data["amendments"]
    if not short:
        return {
            "silent": silent,
            "follow_ups": [_duty(row) for row in duties],
            "amendments": _amendments(amended),
            "further_amendments": [],
        }
    first = [row | {"reason": shortened.cut(row["reason"])} for row in amended[: shortened.TOLD]]
    further = [row["label"] for row in amended[shortened.TOLD :]]
    briefly = [_duty(row | {"text": shortened.cut(row["text"])}) for row in duties]
    return {
        "silent": shortened.named(silent),
        "follow_ups": shortened.named(briefly, shortened.TOLD),
        "amendments": _amendments(first),
        "further_amendments": shortened.named(further),
    }


def _written(iso: str) -> str:
    return f"{dt.date.fromisoformat(iso):%d.%m.%Y}" if iso else ""


def _cover_lines(data: Mapping, stichtag: str, since: str) -> list[str]:
    only = data["only"]
    lines = [
        _("Stichtag: %(day)s") % {"day": stichtag},
        _("Verglichen mit dem %(day)s") % {"day": since} if since else "",
        _("Für: %(body)s") % {"body": data["body"]} if data["body"] else "",
        status_line(data),
        _("Nur: %(fields)s") % {"fields": "; ".join(only["fields"])} if only["fields"] else "",
        _("Nur in der Federführung von: %(name)s") % {"name": only["organisation"]}
        if only["organisation"]
        else "",
        _("Nur Maßnahmen mit neuem Sachstand oder geändertem Plan") if only["changed"] else "",
        joined(*data["letterhead"]["lines"]),
    ]
    return [line for line in lines if line]


def facts_of(data: Mapping) -> list[dict]:
    """The report in numbers; each is counted from what stands below."""
    measures, since = sorted_measures(data["measures"]), _written(data["since"])
    whole = [one for one in measures if one.parent is None]
    progress = Counter(one.entry["progress"] for one in whole)
    lights = Counter(one.entry["report"]["light"] for one in whole if one.entry["report"])
    new = sum(bool(one.entry["report"]) and one.entry["report"]["new"] for one in whole)
    reached = sum(one.entry["reached"] for one in measures)
    from_when = _("seit dem %(day)s") % {"day": since} if since else _("in diesem Jahr")
    facts = [
        (plural(data["words"], "measure"), _counted(len(whole), progress, Progress)),
        (_("Ampel"), _counted(None, lights, TrafficLight)),
        (_("Neuer Sachstand"), f"{_number(new)} {from_when}" if new else ""),
        (_("Anderer Umsetzungsstand"), f"{_number(_moves(whole))} {from_when}" if since else ""),
        (_("Abweichungen"), _number(len(deviating(measures)))),
        (_("Entscheidungsbedarf"), _number(sum(map(asks, measures)))),
        (_("Überfällige Aufträge"), _number(len(data["follow_ups"]))),
        (_("Erreichte Menschen"), f"{grouped(reached)} {from_when}" if reached else ""),
        (_("Mittel"), _money_line(measures, data["stichtag"])),
    ]
    return [{"label": label, "value": value} for label, value in facts if value]


def _counted(total: int | None, counts: Counter, groups) -> str:
    """ "40: 12 umgesetzt, 20 im Plan"."""
    said = ", ".join(f"{counts[group]} {group.label}" for group in groups if counts[group])
    return said if total is None else f"{total}: {said}" if said else str(total)


def _number(count: int) -> str:
    return str(count) if count else ""


def _moves(measures: list[Frozen]) -> int:
    return sum(map(_has_moved, measures))


def _has_moved(measure: Frozen) -> bool:
    before, report = measure.entry["before"], measure.entry["report"]
    return bool(before and report and report["status"] != before["status"])


def _change(whole: list[Frozen], since: str, stichtag: str, words: Mapping) -> dict | None:
    """How many were how far, on both days."""
    if not since or not whole:
        return None
    then = Counter(one.entry["before"]["progress"] for one in whole if one.entry["before"])
    now = Counter(one.entry["progress"] for one in whole)
    groups = [group for group in Progress if then[group] or now[group]]
    rows = [(since, [then[g] for g in groups]), (stichtag, [now[g] for g in groups])]
    title = _("%(measures)s nach Fortschritt, damals und heute") % {
        "measures": plural(words, "measure")
    }
    return bar_chart(title, [str(group.label) for group in groups], rows, head=_("Am"))


def _money(measures: list[Frozen]) -> dict | None:
    """Planned and spent, year by year."""
    years = years_of(measures)
    if not years:
        return None
    rows = [(str(year), [budget, spent]) for year, (budget, spent) in years.items()]
    return paired_bars(
        _("Mittel nach Jahren"), [_("Ansatz"), _("verausgabt")], rows, said=euro, head=_("Jahr")
    )


def _money_line(measures: list[Frozen], stichtag: str) -> str:
    year = int(stichtag[:4])
    budget, spent = years_of(measures).get(year, (0, 0))
    if not budget:
        return ""
    share = ngettext("%(share)s Prozent", "%(share)s Prozent", round(spent / budget * 100))
    said = {"year": year, "budget": euro(budget), "spent": euro(spent)}
    line = _("%(year)s: geplant %(budget)s, verausgabt %(spent)s") % said
    return f"{line} ({share % {'share': round(spent / budget * 100)}})"


def decisions(entries: list[Mapping], words: Mapping[str, str]) -> list[dict[str, Any]]:
    """What somebody must decide before it goes on, in the order of the report."""
    return [_decision(one, words) for one in sorted_measures(entries) if asks(one)]


def asks(measure: Frozen) -> bool:
    """Whether it needs a decision to go on."""
    report = measure.entry["report"]
    return bool(report and report["decision_needed"])


def _decision(measure: Frozen, words: Mapping[str, str]) -> dict[str, Any]:
    return {
        "heading": named(measure, words),
        "leads": joined(*measures_of.leads(measure)),
        "text": measure.entry["report"]["decision_needed"],
    }


def _moved(measures: list[Frozen], words: Mapping) -> dict | None:
    """Whose Umsetzungsstand is another than on the day compared with."""
    columns = [
        {"label": words["measure"]},
        {"label": _("vorher"), "width": "42mm"},
        {"label": _("jetzt"), "width": "42mm"},
    ]
    rows = [
        [
            named(one, words),
            one.entry["before"]["status"] or _("ohne Sachstand"),
            one.entry["report"]["status"],
        ]
        for one in measures
        if _has_moved(one)
    ]
    return table(columns, rows)


def _amendments(amended: list[dict[str, str]]) -> dict | None:
    columns = [
        {"label": _("Am"), "width": "22mm"},
        {"label": _("Was"), "width": "62mm"},
        {"label": _("Warum")},
    ]
    rows = [[row["on"], f"{row['label']}: {row['kind']}", row["reason"]] for row in amended]
    return table(columns, rows)
