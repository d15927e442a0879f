"""Words as a German compositor sets them: what belongs together does not break apart.

`settle` is applied to every text of a paper, so that templates and authors need not think of it.
"""

import re
import unicodedata

NBSP = "\u00a0"
JOINER = "\u2060"
PLACEHOLDER = "▯"

_UNITS = (
    "€|Euro|EUR|%|‰|Prozent|VZÄ|km|m²|Uhr|Mio\\.|Mrd\\.|Millionen|Milliarden|Jahren?|"
    "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
)
_SIGNS = "§§?|Art\\.|Abs\\.|Satz|Nr\\.|Nrn\\.|Ziff\\.|S\\.|Bd\\.|TOP|Kap\\.|Tab\\.|Abb\\.|ca\\."
_SPACE = "[ \u00a0]"
_RULES = (
    # "15.000 €", "8 %", "14. Dezember": a number and what it counts
    (re.compile(rf"(?<=\d){_SPACE}(?={_UNITS})|(?<=\d\.){_SPACE}(?={_UNITS})"), NBSP),
    # "§ 9", "Abs. 2", "TOP 4"
    (re.compile(rf"\b({_SIGNS}){_SPACE}(?=\d)|(§§?){_SPACE}(?=\d)"), None),
    # "z. B.", "u. a.", "d. h.", "i. d. R."
    (re.compile(rf"\b([a-zA-Z]\.){_SPACE}(?=[a-zA-Z]\.)"), None),
    # "Verein e. V.": the form of a body never begins a line
    (re.compile(rf"(?<=\w){_SPACE}(?=e\.{_SPACE}?V\.)"), NBSP),
    # "Dr. Schmidt", "Mio. €"
    (re.compile(rf"\b(Dr\.|Prof\.|Mio\.|Mrd\.){_SPACE}(?=\S)"), None),
    # a dash never begins a line
    (re.compile(" –(?= )"), f"{NBSP}–"),
    # "Integrations-/-lotsen": a hyphen stays with the word it begins. Not U+2011, which Fira Sans
    # lacks: it would be set in another font, and a search for "-lotsen" would not find it.
    (re.compile(r"(?<!\w)-(?=[^\W\d_])"), f"-{JOINER}"),
)
_HINT = re.compile(r"\d|§|–|\b[a-zA-Z]\.|Dr\.|Prof\.|(?<!\w)-")
# Controls, surrogates, characters that PDF/A forbids in a font's Unicode map, bidi overrides.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")


def settle(text: str) -> str:
    """Bind numbers to units, signs to numbers, parts of abbreviations to each other."""
    if not _HINT.search(text):
        return text
    for pattern, replacement in _RULES:
        if replacement is None:
            text = pattern.sub(lambda match: f"{match.group()[:-1]}{NBSP}", text)
        else:
            text = pattern.sub(replacement, text)
    return text


def printable(text: str) -> str:
    """Without controls; composed; private-use characters show as a placeholder."""
    if text.isascii() and not _FORBIDDEN.search(text):
        return text
    text = _FORBIDDEN.sub("", text)
    text = _PRIVATE.sub(PLACEHOLDER, text)
    return unicodedata.normalize("NFC", text)
