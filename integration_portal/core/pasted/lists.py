"""Items with levels as nested lists; paragraphs of Word that are items."""

import re
from typing import NamedTuple
from xml.etree.ElementTree import Element

from .elements import is_ignored, style_of, text_of

_WORD_LEVEL = re.compile(r"mso-list:[^;]*level(\d)", re.IGNORECASE)
_BULLET = re.compile(r"^[\s\xa0]*[·•▪◦●○§\-–o][\s\xa0]+")
_COUNTED = re.compile(r"^[\s\xa0]*\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]")


_LEVELS = re.compile("[1-9]")


class Item(NamedTuple):
    """One entry of a list; `level` 1 is outermost, `words` are written already."""

    level: int
    kind: str  # "ul" or "ol"
    words: str


def item_of(paragraph: Element, words: str) -> Item | None:
    """The paragraph as an item if Word means one; `words` are its own, already written."""
    level = _WORD_LEVEL.search(style_of(paragraph))
    if not level and "msolist" not in paragraph.get("class", "").lower():
        return None
    dot = "".join(text_of(e) for e in paragraph.iter() if is_ignored(e))
    bare = dot or words
    if not dot and not (_BULLET.match(words) or _COUNTED.match(words)):
        return None
    kind = "ol" if _COUNTED.match(bare) and not _BULLET.match(bare) else "ul"
    if not dot:
        words = _BULLET.sub("", _COUNTED.sub("", words, count=1) if kind == "ol" else words)
    return Item(int(level[1]) if level else 1, kind, words.strip())


def level_of(said: str | None, otherwise: int = 1) -> int:
    """The level an attribute names; anybody may write anything there."""
    return int(said) if said and _LEVELS.fullmatch(said) else otherwise


def nested(items: list[Item]) -> list[str]:
    """A level that is left out counts as the next one."""
    out: list[str] = []
    open_lists: list[tuple[int, str]] = []
    for level, kind, words in items:
        while open_lists and (
            open_lists[-1][0] > level or (open_lists[-1][0] == level and open_lists[-1][1] != kind)
        ):
            out.append(f"</li></{open_lists.pop()[1]}>")
        if open_lists and open_lists[-1][0] == level:
            out.append(f"</li><li>{words}")
        else:
            open_lists.append((level, kind))
            out.append(f"<{kind}><li>{words}")
    out += [f"</li></{kind}>" for _level, kind in reversed(open_lists)]
    return out
