"""A Sitzungsvorlage from its frozen data. What nobody filled is not printed."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from council.enums import FinanceAnswer
from council.models import CouncilPaper
from council.money import totals
from integration_portal.core.money import euro
from integration_portal.core.richtext import plain
from integration_portal.core.templatetags.formats import day
from integration_portal.core.text import fold
from integration_portal.history.thaw import Frozen, thaw

from .parts import joined, letterhead, table


def context(data: Mapping) -> dict[str, object]:
    words, paper = data["words"], thaw(CouncilPaper, data["paper"])
    return {
        "letterhead": letterhead(data),
        "words": words,
        "paper": paper,
        "kind_line": f"{words['paper']} {paper.number}".strip(),
        "withdrawn": data["withdrawn"],
        "facts": _facts(paper, words),
        "stations": _stations(data["stations"], words),
        "sections": _sections(paper),
        "strategic_goals": _strategic_goals(data["strategic_goals"], paper, words),
        "finances": _finances(paper),
        "implications": _implications(paper),
        "attachments": [_attachment(row) for row in paper.attachments],
        "withheld": data["withheld"],
        "related": [line for line in map(_related, data["related"]) if line],
        "cosignatures": _cosignatures(paper),
        "place_and_date": joined(paper.place, day(paper.signed_on)),
        "signatures": [{"function": row.function, "name": row.name} for row in paper.signatures],
    }


def _facts(paper: Frozen, words: Mapping[str, str]) -> list[dict]:
    author = joined(paper.author_function, paper.phone)
    version = _("%(number)s. Fassung") % {"number": paper.version} if paper.version > 1 else ""
    return [
        {"label": words["paper_number"], "value": paper.number},
        {"label": _("Art"), "value": joined(paper.kind, version)},
        {"label": _("Datum"), "value": day(paper.date)},
        {"label": words["department"], "value": str(paper.department or "")},
        {"label": _("Erstellt von"), "value": author},
        {"label": _("Ansprechstelle"), "value": paper.contact},
        {
            "label": _("Weitere Beteiligte"),
            "value": [str(one) for one in paper.further_departments],
            "lines": True,
        },
        {"label": _("Betrifft"), "value": _concerned(paper), "lines": True},
        {"label": _("Status"), "value": _("nichtöffentlich") if paper.confidential else ""},
    ]


def _concerned(paper: Frozen) -> list[str]:
    return [str(thing) for thing in (paper.edition, *paper.fields, *paper.measures) if thing]


def _stations(stations: list[dict], words: Mapping[str, str]) -> dict | None:
    columns = [
        {"label": words.get("consultation_body") or _("Gremium")},
        {"label": words.get("consultation_date") or _("Sitzungstermin"), "width": "32mm"},
        {"label": words.get("consultation_public") or _("Status"), "width": "34mm"},
        {"label": _("Aufgabe"), "width": "30mm"},
    ]
    rows = [
        [
            _("%(place)s. %(body)s") % {"place": place, "body": station["body"]},
            station["when"] or _("Termin offen"),
            station["public"],
            station["role"],
        ]
        for place, station in enumerate(stations, start=1)
    ]
    return table(columns, rows)


def _sections(paper: Frozen) -> list[dict]:
    """The reasons: sections with a heading, or with nothing but their letter or number."""
    return [
        {
            "heading": f"{_label(row.label)} {row.title}".strip() if row.title else "",
            "mark": "" if row.title else _label(row.label),
            "level": row.level + 2,
            "inner": row.level + 3 if row.title else row.level + 2,
            "body": row.body,
        }
        for row in paper.sections
        if row.title or plain(row.body)
    ]


def _label(label: str) -> str:
    """ "A" and "1" as headings have them: "A.", "1."; "3.1" and "a)" stay."""
    return f"{label}." if label and (label.isdecimal() or len(label) == 1) else label


def _strategic_goals(goals: list, paper: Frozen, words: Mapping[str, str]) -> list:
    """Not twice: many authors write them into a section of that name."""
    heading = fold(words["strategic_goals"])
    told = any(fold(row.title) == heading and plain(row.body) for row in paper.sections)
    return [] if told else goals


def _finances(paper: Frozen) -> dict | None:
    lines = paper.finance_lines
    facts = [
        {"label": _("Im Haushalt veranschlagt"), "value": paper.get_budgeted_display()},
        {"label": _("Deckung"), "value": paper.coverage},
        {"label": _("Folgekosten"), "value": paper.follow_up_costs},
    ]
    facts = [fact for fact in facts if fact["value"]]
    none = paper.finance_answer == FinanceAnswer.NONE
    if not (none or lines or facts):
        return None
    return {"none": none and not lines, "lines": _finance_table(lines), "facts": facts}


def _finance_table(lines: list[Frozen]) -> dict | None:
    """Once and running amounts are added up apart: the running ones come back every year."""
    columns: list[dict] = [
        {"label": _("Jahr"), "width": "17mm"},
        {"label": _("Wofür")},
        {"label": _("Art"), "width": "22mm"},
        {"label": _("Aufwand"), "width": "28mm", "number": True},
        {"label": _("Ertrag"), "width": "28mm", "number": True},
    ]
    rows = [
        [
            str(line.year),
            line.label,
            _("laufend") if line.recurring else _("einmalig"),
            euro(line.expense),
            euro(line.income),
        ]
        for line in lines
    ]
    sums, added = totals(lines), []
    if sums.has_once and sums.has_recurring:
        added = [
            [_("Summe"), "", _("einmalig"), *_sum(sums.once)],
            [_("Summe"), "", _("laufend"), *_sum(sums.recurring)],
        ]
    elif len(lines) > 1:
        added = [[_("Summe"), "", "", *_sum(sums.total)]]
    found = table(columns, [*rows, *added])
    if found is not None:
        found["rows"], found["sums"] = found["rows"][: len(rows)], found["rows"][len(rows) :]
    return found


def _sum(amounts) -> list[str]:
    return [euro(amounts.expense), euro(amounts.income) if amounts.income else ""]


def _implications(paper: Frozen) -> dict | None:
    columns = [
        {"label": _("Auswirkung auf"), "width": "34mm"},
        {"label": _("Wirkung"), "width": "30mm"},
        {"label": _("Erläuterung")},
    ]
    rows = [
        [row.get_kind_display(), row.get_effect_display(), row.text] for row in paper.implications
    ]
    return table(columns, rows)


def _attachment(row: Frozen) -> dict[str, str]:
    notes = []
    if row.announced_until and not (row.file or row.document):
        notes.append(_("wird nachgereicht bis %(day)s") % {"day": day(row.announced_until)})
    if row.confidential:
        notes.append(_("nichtöffentlich"))
    return {"title": row.title, "note": ", ".join(notes)}


def _related(row: Mapping[str, str]) -> str:
    """ "Vorlage BSV 3/2017, Ausschuss für Bildung, 05.04.2017" as far as it is known."""
    return joined(row["title"], row["body"], row["on"])


def _cosignatures(paper: Frozen) -> dict | None:
    columns = [{"label": _("Stelle")}, {"label": _("Mitgezeichnet am"), "width": "40mm"}]
    rows = [
        [str(row.organisation), day(row.signed_on) or _("steht aus")] for row in paper.cosignatures
    ]
    return table(columns, rows)
