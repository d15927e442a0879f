"""Numbers of council papers: "BSV 3/2017" by the pattern "{body} {number}/{year}".

The council office gives the number; the pattern suggests the next one and checks what was typed. An
unusual number is worth a warning and no more.
"""

import re
from string import Formatter

from django.utils import timezone
from django.utils.translation import gettext as _

from .models import CouncilPaper

_PARTS = {
    "number": r"(?P<number>\d+)",
    "year": r"(?P<year>\d{4}|\d{2})",
    "body": r"(?P<body>\S.*?)",
}


def expression(pattern: str) -> re.Pattern:
    """What a number by the pattern looks like; spaces count loosely."""
    found = ""
    for text, name, _spec, _conversion in Formatter().parse(pattern):
        found += r"\s*".join(re.escape(word) for word in re.split(r"\s+", text))
        if name:
            found += f"(?P={name})" if f"(?P<{name}>" in found else _PARTS[name]
    return re.compile(found, re.IGNORECASE)


def parts_of(pattern: str, number: str) -> dict[str, str] | None:
    """ "BSV 3/2017" as {"body": "BSV", "number": "3", "year": "2017"}; None if it does not fit."""
    match = expression(pattern).fullmatch(" ".join(number.split()))
    return match.groupdict() if match else None


def leading_body(paper: CouncilPaper) -> str:
    """The short name of the first body of the Beratungsfolge, which leads (OParl 1.1)."""
    first = next(iter(paper.consultations.all()), None) if paper.pk else None
    return (first.body.short_name or first.body.name) if first else ""


def suggest_number(paper: CouncilPaper) -> str:
    """The next free number of the year by the authority's pattern; empty if the body is unknown."""
    pattern, body = str(paper.authority.word("number_pattern")), leading_body(paper)
    if "{body}" in pattern and not body:
        return ""
    year = str((paper.date or timezone.localdate()).year)
    used, width = [0], 0
    given = CouncilPaper.objects.filter(authority=paper.authority_id).exclude(number="")
    for number in given.exclude(pk=paper.pk).values_list("number", flat=True):
        parts = parts_of(pattern, number)
        if parts is None or not _same_series(parts, year, body):
            continue
        used.append(int(parts["number"]))
        width = max(width, len(parts["number"]) if parts["number"].startswith("0") else 0)
    following = str(max(used) + 1).zfill(width)
    return Formatter().format(pattern, number=following, year=year, body=body)


def _same_series(parts: dict[str, str], year: str, body: str) -> bool:
    return parts.get("year", year)[-2:] == year[-2:] and (
        parts.get("body", body).casefold() == body.casefold()
    )


def number_warnings(paper: CouncilPaper) -> list[str]:
    """What is unusual about the number, in sentences. Never a reason to refuse it."""
    if not paper.number:
        return []
    pattern = str(paper.authority.word("number_pattern"))
    parts = parts_of(pattern, paper.number)
    if parts is None:
        return [
            _("Die Nummer „%(number)s“ folgt nicht dem Muster „%(pattern)s“.")
            % {"number": paper.number, "pattern": _said(pattern)}
        ]
    year = str(paper.date.year) if paper.date else ""
    if year and parts.get("year", year)[-2:] != year[-2:]:
        return [
            _("Die Nummer nennt das Jahr %(said)s, die Vorlage ist von %(year)s.")
            % {"said": parts["year"], "year": year}
        ]
    return []


def _said(pattern: str) -> str:
    """The pattern in German words: "{body} {number}/{year}" as "Gremium Nummer/Jahr"."""
    words = {"number": _("Nummer"), "year": _("Jahr"), "body": _("Gremium")}
    return Formatter().format(pattern, **words)
