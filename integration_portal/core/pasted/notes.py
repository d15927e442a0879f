"""Footnotes of word processors: two links that point at each other."""

from collections import Counter
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from .elements import text_of


@dataclass
class Notes:
    """Footnotes: by the link that refers to them, their words; and the blocks that held them."""

    words: dict[Element, str] = field(default_factory=dict)
    holders: set[Element] = field(default_factory=set)


def find_notes(body: Element, parents: dict[Element, Element]) -> Notes:
    """Two links that point at each other: the first stands in the text, the second at the note."""
    links = [link for link in body.iter("a") if link.get("href", "").startswith("#")]
    named = {link.get(name): link for link in links for name in ("id", "name") if link.get(name)}
    notes = Notes()
    inside = _counted(links, parents)
    seen: set[Element] = set()
    for link in links:
        back = named.get(link.get("href", "")[1:])
        if back is None or back is link or link in seen:
            continue
        if named.get(back.get("href", "")[1:]) is not link:
            continue
        seen |= {link, back}
        holder = _holder(back, parents, inside, body)
        words = text_of(holder).replace(text_of(back), "", 1)
        notes.words[link] = " ".join(words.split())
        notes.holders.add(holder)
    return notes


def _counted(links: list[Element], parents: dict[Element, Element]) -> Counter[Element]:
    """How many of the links each element holds."""
    inside: Counter[Element] = Counter()
    for link in links:
        above = parents.get(link)
        while above is not None:
            inside[above] += 1
            above = parents.get(above)
    return inside


def _holder(back: Element, parents: dict, inside: Counter[Element], body: Element) -> Element:
    """The whole note: its paragraph, or the box around several, but never a box of many notes."""
    holder = back
    while (above := parents.get(holder)) is not None and above is not body:
        if inside[above] > 1:
            break
        holder = above
    return holder
