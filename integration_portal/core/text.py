"""Plain words for sorting and searching: both databases order and compare them alike."""

import re
import textwrap
import unicodedata

_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o", "œ": "oe"}
)
_NUMBER = re.compile(r"\d+")
_SPACE = re.compile(r"\s+")
LONGEST_SEARCH = 200  # characters
MOST_WORDS = 20


def fold(text: object) -> str:
    """Lower case, no accents, umlauts written out: "Äpfel" becomes "aepfel", "APFEL" "apfel"."""
    lowered = unicodedata.normalize("NFC", str(text or "")).lower().translate(_UMLAUTS)
    bare = "".join(
        c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c)
    )
    return _SPACE.sub(" ", bare).strip()


def words_sought(text: object) -> list[str]:
    """The words of a search, folded, each once. What nobody would type is left out: every word
    is a condition of its own, and databases take only so many.
    """
    return list(dict.fromkeys(fold(str(text)[:LONGEST_SEARCH]).split()))[:MOST_WORDS]


def sort_key(text: object, length: int = 200) -> str:
    """Fold and pad numbers, so that "1.10" follows "1.9" and "Ä" stands at "A"."""
    return _NUMBER.sub(lambda number: number.group().zfill(6), fold(text))[:length]


def lines(text: str) -> list[str]:
    """One entry a line, without blank ones: how lists are typed."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def cut(text: str, longest: int) -> str:
    """In one line, at most `longest` characters, cut after a whole word: "Der Raum fehlt …"."""
    said = textwrap.shorten(text, longest, placeholder=" …")
    # A word that is too long by itself, such as an address, is cut where it has to be.
    return said if said != "…" else f"{text.strip()[: longest - 1]}…"


def without_nul(text: str) -> str:
    """PostgreSQL stores no NUL; pasted text may hold it and other invisible controls."""
    return "".join(c for c in text if c in "\n\r\t" or unicodedata.category(c) != "Cc")
