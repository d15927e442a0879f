"""What people write into one cell: codes, several organisations, periods, money, yes and no."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from integration_portal.core import money
from integration_portal.core.fuzzy import FuzzyDate, parse
from integration_portal.core.text import fold

# Numbers of measures

_FORMERLY = re.compile(
    r"^(?P<now>.*?)[\s,;(\[]*\b(?:vorher|bisher|frueher|früher|ehemals|vormals|alt|zuvor)\b[:\s.]*"
    r"(?P<before>[^)\]]+?)\s*[)\]]?$",
    re.IGNORECASE | re.DOTALL,
)
_NUMBER_WORD = re.compile(r"^(?:nr\.?|nummer|ma(?:ß|ss)nahmen?|m\.)\s+(?=\S*\d)", re.IGNORECASE)


def read_code(text: str) -> tuple[str, str]:
    """ "SG-3 (vorher: SG-2)" -> ("SG-3", "SG-2"); the second is empty as a rule."""
    said = " ".join(text.split())
    before = ""
    if match := _FORMERLY.match(said):
        said, before = match["now"], match["before"]
    return _bare_code(said), _bare_code(before)


def _bare_code(text: str) -> str:
    bare = _NUMBER_WORD.sub("", text.strip())
    return bare.strip(" *").removesuffix(".").strip()


# Organisations

_STRONG = re.compile(r"\s*[;|•]\s*|\s+[-–]\s+(?=[A-ZÄÖÜ])")
_WEAK = (
    re.compile(r"\s*/\s*"),
    re.compile(r"\s*,\s*"),
    re.compile(r"\s+(?:und|u\.|&|\+|sowie)\s+"),
)
# After these words an enumeration goes on inside one name: "Amt für Schule, Jugend und Sport".
_INSIDE = re.compile(r"\b(für|fuer|der|des|von|zur|zum|im|in)\b", re.IGNORECASE)
_STARTS_A_NAME = re.compile(
    r"^(fachbereich|fachdienst|fachstelle|fb|fd|amt\b|\w*amt\b|stabsstelle|dezernat|referat"
    r"|abteilung|verein"
    r"|caritas|diakonie|awo|drk|vhs|volkshochschule|jobcenter|agentur|integrations\w+|migrations\w+"
    r"|schule|schulen|kita|kitas|stadt\w*|landratsamt|kreis\w*|gemeinde\w*|bildungs\w+"
    r"|[A-ZÄÖÜ]{2,}\b|\w+ e\. ?v\.)"
)
_ROLE_WORD = re.compile(
    r"^(?:federf(?:ü|ue)hrung|ff\.?|tr(?:ä|ae)ger|partner|kooperation(?:spartner)?|leitung)\s*:\s*",
    re.IGNORECASE,
)


def split_names(text: str, known: Callable[[str], object]) -> list[str]:
    """Each organisation a cell names, in its order, once. `known` says whether a name is one."""
    found: list[str] = []
    lines = (line.strip() for line in text.split("\n"))
    # A name that holds a dash or a semicolon is known as a whole.
    pieces = (piece for line in lines for piece in ([line] if known(line) else _STRONG.split(line)))
    for piece in pieces:
        name = piece if known(piece) else _ROLE_WORD.sub("", piece.strip(" *,-–•\t")).strip()
        if name:
            found += _pieces(name, known, 0)
    return list(dict.fromkeys(found))


def _pieces(name: str, known: Callable[[str], object], step: int) -> list[str]:
    if step == len(_WEAK) or known(name):
        return [name]
    parts = [part.strip() for part in _WEAK[step].split(name) if part.strip()]
    if len(parts) > 1 and not _parts_of_one_name(parts, known):
        return [piece for part in parts for piece in _pieces(part, known, step)]
    return _pieces(name, known, step + 1)


def _parts_of_one_name(parts: list[str], known: Callable[[str], object]) -> bool:
    if any(known(part) for part in parts):
        return False
    if any(len(part) < 2 for part in parts):
        return True
    goes_on = bool(_INSIDE.search(parts[0]))
    return goes_on and not all(_starts(part) for part in parts[1:])


def _starts(part: str) -> bool:
    return bool(_STARTS_A_NAME.match(part.lower()) or re.match(r"[A-ZÄÖÜ]{2,}\b", part))


# Periods

_ONGOING = re.compile(
    r"^(fort)?laufend\w*$|^(auf )?dauer(haft|aufgabe)?$|^daueraufgabe.*|^staendig$|^kontinuierlich$"
    r"|^unbefristet$|^regelmaessig$|^dauernd$|^permanent$|^fortlaufend.*"
)
_FROM = re.compile(
    r"^(?:ab|seit|beginn:?|start:?)\s+(.+?)(?:\s*[,;(–-]?\s*(?:fort)?laufend\)?)?$", re.I
)
_TO = re.compile(r"^(?:bis|ende(?=\s+\d{1,2}\.)|spätestens)\s+(?:spätestens\s+|zum\s+)?(.+)$", re.I)
_SPAN = re.compile(r"^(?:von\s+)?(.+?)\s*(?:\s(?:bis|-|–)\s|–|(?<=\d)-(?=\d))\s*(.+)$", re.I)
_OPEN_SPAN = re.compile(
    r"^(.+?)\s*(?:bis|-|–)\s*(?:auf weiteres|heute|fort?laufend|laufend|dauerhaft|offen)?$", re.I
)


@dataclass(frozen=True)
class Period:
    """When something runs. A single date says when it begins and ends."""

    start: FuzzyDate | None = None
    end: FuzzyDate | None = None
    permanent: bool = False


def read_period(text: str) -> Period:
    """ "ab 2021", "laufend", "2020-2022", "seit 2019, laufend". Raises ValidationError."""
    said = " ".join(text.replace("\n", " ").split())
    if not said:
        return Period()
    if _ONGOING.match(fold(said)):
        return Period(permanent=True)
    if match := _FROM.match(said):
        ongoing = "laufend" in said.lower()
        if date := _date(match[1]):
            return Period(start=date, permanent=ongoing)
    if (match := _TO.match(said)) and (date := _date(match[1])):
        return Period(end=date)
    if (match := _SPAN.match(said)) and (span := _span(match[1], match[2])):
        return span
    if (match := _OPEN_SPAN.match(said)) and match[1] != said and (date := _date(match[1])):
        return Period(start=date, permanent=True)
    date = parse(said)
    return Period(start=date, end=date)


def _span(first: str, last: str) -> Period | None:
    if re.fullmatch(r"[12]\d{3}", first) and re.fullmatch(r"\d{2}", last):
        last = first[:2] + last
    start, end = _date(first), _date(last)
    if start is None and end is not None:
        start = _date(f"{first.rstrip('.')} {end.latest.year}") or _date(
            f"{first}{end.latest.year}"
        )
    if start is None or end is None or start.earliest > end.latest:
        return None
    return Period(start=start, end=end)


def _date(text: str) -> FuzzyDate | None:
    try:
        return parse(text.strip(" ,;.()") if not text.strip().endswith(".") else text.strip())
    except ValidationError:
        return None


# Money

_YEAR = r"(?<!\d)(19[5-9]\d|20\d\d)(?!\d|[.,]\d{3})"
_AMOUNT = re.compile(
    r"(?P<sum>\d{1,3}(?:[. ]\d{3})+(?:,\d{1,2})?|\d+(?:,\d{1,2})?)\s*(?P<unit>t€|teur|tsd\.?"
    r"|tausend|mio\.?)?\s*"
    r"(?:,[-–]{1,2})?\s*(?:€|eur(?:o)?)?(?:,?-+)?",
    re.I,
)
_PER_YEAR = re.compile(
    r"/\s*(jahr|a\b|p\. ?a)|p\. ?a\.|pro jahr|je jahr|im jahr\b|jaehrlich|jährlich|jährl", re.I
)
_ABOUT = re.compile(
    r"\b(ca\.?|etwa|rund|circa|ungefähr|max\.?|maximal|bis zu|min\.?|mindestens)\s*", re.I
)
_NOTHING = re.compile(
    r"^(keine?( zusaetzlichen?)?( (kosten|mittel))?|kostenneutral|entfaellt|[-–/]+|k\. ?a\.?|n\. "
    r"?n\.?|offen|noch offen|unbekannt|\?+)$"
)
_TIMES = {"t": 1000, "mi": 1_000_000}


@dataclass(frozen=True)
class Amount:
    """Euros of one budget year; `year` is None where the cell does not say which."""

    euros: Decimal
    year: int | None = None
    recurring: bool = False
    about: bool = False


def read_money(text: str) -> list[Amount]:
    """ "ca. 5.000 €/Jahr", "2021: 5.000 €, 2022: 6.000 €", "10 T€". Raises ValidationError.

    Nothing for "keine" and for "kostenneutral": that is no amount.
    """
    said = " ".join(text.replace("\n", "; ").split())
    if not said or _NOTHING.match(fold(said)):
        return []
    recurring, about = bool(_PER_YEAR.search(said)), bool(_ABOUT.search(said))
    bare = _ABOUT.sub("", _PER_YEAR.sub("", said)).strip(" ;.,()")
    parts = re.split(r"\s*;\s*|,\s+|\s+\+\s+|\s+und\s+", bare)
    found = [_amount(part) for part in parts if part.strip()]
    if len(found) > 1 and any(one.year is None for one in found):
        raise _no_money(text)
    return [Amount(one.euros, one.year, recurring, about) for one in found]


def _amount(part: str) -> Amount:
    year = re.search(_YEAR, part)
    rest = part
    if year and (part.strip() != year[0]):
        rest = (part[: year.start()] + part[year.end() :]).strip(" :()=-–.")
        rest = re.sub(r"^(in|für|im jahr|hj)\b|\b(in|für|im jahr|hj)$", "", rest, flags=re.I)
    match = _AMOUNT.fullmatch(rest.strip(" :()=-–"))
    if not match:
        raise _no_money(part)
    euros = money.parse(match["sum"].replace(" ", ".")) or Decimal(0)
    unit = (match["unit"] or "").lower()
    euros *= next((times for start, times in _TIMES.items() if unit.startswith(start)), 1)
    if euros > money.MOST:
        raise _no_money(part)
    return Amount(euros, int(year[1]) if year and rest != part else None)


def _no_money(text: str) -> ValidationError:
    return ValidationError(
        _("„%(text)s“ ist nicht als Betrag zu verstehen.") % {"text": text[:60]}, code="money"
    )


# Yes and no

_YES = {"ja", "j", "x", "yes", "wahr", "true", "1", "✓", "✔", "☒", "☑"}
_NO = {"nein", "n", "no", "falsch", "false", "0", "-", "–", "☐", ""}


def read_yes(text: str) -> bool:
    """Raises ValidationError for anything but a usual yes or no."""
    said = fold(text).strip(" .")
    if said in _YES:
        return True
    if said in _NO:
        return False
    raise ValidationError(_("„%(text)s“ ist weder ja noch nein.") % {"text": text[:40]})
