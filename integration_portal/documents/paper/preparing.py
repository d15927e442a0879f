"""The parsed page before layout: what would break the file or say nothing is set right.

Works on the element tree WeasyPrint lays out: pictures that cannot be read become their alternative
text, links lead only where paper may point, drawings speak their description, words are settled,
characters without a glyph get a visible sign, and the list of contents is filled from the headings.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from . import glyphs, typography

SVG = "{http://www.w3.org/2000/svg}"
LINKS = ("https:", "http:", "mailto:", "tel:", "#")
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_FETCHING = {"script", "link", "iframe", "object", "embed", "base", "audio", "video", "source",
             "form", "input", "button", "textarea", "select", "template", "noscript"}  # fmt: skip
_BLOCKS = {"p", "div", "section", "blockquote", *HEADINGS}
_LINES = {"p", "li", "dt", "dd", "td", "th", "caption", *HEADINGS}  # what words stand in
_BARE = {"table", "thead", "tbody", "tfoot", "tr", "ul", "ol"}  # they have no words of their own
_WHOLE = {*_BLOCKS, "table", "ul", "ol", "figure"}  # nothing stands beside them on a line
_BLANK = " \t\r\n\f"  # what HTML takes for one space or none; a protected space is a character
_SPOKEN_ATTRIBUTES = ("data-authority", "data-title", "data-foot")
_SPACE = re.compile(r"\s+")
_FEWEST = 3  # entries of a list of contents: fewer are seen at a glance


@dataclass(frozen=True)
class Workshop:
    """What preparing needs to know of its surroundings."""

    knows: Callable[[str], bool]
    missing_glyphs: Callable[[set[str]], set[str]]


def prepare(root: Element, workshop: Workshop) -> set[str]:
    """Set the whole page right, in place. Returns the characters that cannot be set."""
    _drop_what_fetches(root)
    _pictures(root, workshop.knows)
    _links(root)
    _drawings(root)
    _drop_blanks(root)
    unset = _settle_words(root, workshop.missing_glyphs)
    _contents(root)
    return unset


def remove(parent: Element, child: Element) -> None:
    """Take an element out; the words after it stay."""
    index = list(parent).index(child)
    if child.tail:
        if index:
            before = parent[index - 1]
            before.tail = (before.tail or "") + child.tail
        else:
            parent.text = (parent.text or "") + child.tail
    parent.remove(child)


def _pairs(root: Element) -> Iterator[tuple[Element, Element]]:
    for parent in list(root.iter()):
        for child in list(parent):
            yield parent, child


def _name(element: Element) -> str:
    return element.tag if isinstance(element.tag, str) else ""


def _drop_what_fetches(root: Element) -> None:
    for parent, child in _pairs(root):
        name = _name(child)
        if (
            name in _FETCHING
            or (name == "style" and parent.tag != "head")
            or (name == "meta" and child.get("http-equiv"))
        ):
            remove(parent, child)


def _pictures(root: Element, knows: Callable[[str], bool]) -> None:
    for parent, child in _pairs(root):
        if _name(child) != "img":
            continue
        alternative = _SPACE.sub(" ", child.get("alt") or "").strip()
        if not alternative:
            # A picture that says nothing is decoration: it belongs into the style sheet.
            remove(parent, child)
        elif knows(child.get("src") or ""):
            child.set("alt", alternative)
            child.attrib.pop("srcset", None)
        else:
            _turn_into(child, "span", {"class": "missing-picture"}, f"[{alternative}]")


def _turn_into(element: Element, tag: str, attributes: dict[str, str], text: str) -> None:
    tail = element.tail
    element.clear()
    element.tag, element.text, element.tail = tag, text, tail
    element.attrib.update(attributes)


def _links(root: Element) -> None:
    for link in list(root.iter("a")):
        target = (link.get("href") or "").strip()
        if not target.lower().startswith(LINKS):
            link.tag = "span"
            link.attrib.pop("href", None)
        for inner in link.iter():
            if inner.tag in _BLOCKS:
                inner.tag = "span"
        for picture in list(link.iter("img")):
            # A picture inside a link has no place in PDF/UA: its words stand in for it.
            _turn_into(picture, "span", {}, picture.get("alt") or "")


def _drawings(root: Element) -> None:
    """One alternative text from <title> and <desc>: the renderer reads the title alone."""
    for drawing in root.iter(f"{SVG}svg"):
        title, description = drawing.find(f"{SVG}title"), drawing.find(f"{SVG}desc")
        words = [
            _SPACE.sub(" ", part.text).strip()
            for part in (title, description)
            if part is not None and part.text
        ]
        if title is None:
            title = Element(f"{SVG}title")
            drawing.insert(0, title)
        title.text = ". ".join(word.rstrip(".") for word in words) or "Abbildung"


def _drop_blanks(root: Element) -> None:
    """Spaces that only set out the markup: half of all texts, each of them a box in layout."""
    for parent in root.iter():
        name = _name(parent)
        if name in _BARE or (name == "main" and all(_name(child) in _WHOLE for child in parent)):
            parent.text = _without_blanks(parent.text)
            for child in parent:
                child.tail = _without_blanks(child.tail)


def _without_blanks(text: str | None) -> str | None:
    return None if text and not text.strip(_BLANK) else text


def _settle_words(root: Element, missing_glyphs: Callable[[set[str]], set[str]]) -> set[str]:
    body = root.find("body")
    if body is None:
        return set()
    characters: set[str] = set()
    for element in body.iter():
        if _name(element) in _LINES:
            _close_up(element)
        preformatted = _name(element) in ("pre", "code")
        for part in ("text", "tail"):
            text = getattr(element, part)
            if text and not text.isspace():
                text = typography.printable(text)
                text = text if preformatted and part == "text" else typography.settle(text)
                setattr(element, part, text)
                characters.update(text)
    for name in _SPOKEN_ATTRIBUTES:
        if said := body.get(name):
            said = typography.settle(typography.printable(said))
            body.set(name, said)
            characters.update(said)
    if missing := missing_glyphs(characters):
        _replace_missing(body, missing)
    return missing


def _close_up(element: Element) -> None:
    """Take away the space after the last word: a line that just fits would break for its sake."""
    if len(element) and element[-1].tail:
        element[-1].tail = element[-1].tail.rstrip(_BLANK)
    elif not len(element) and element.text:
        element.text = element.text.rstrip(_BLANK)


def _replace_missing(body: Element, missing: set[str]) -> None:
    for element in body.iter():
        for part in ("text", "tail"):
            text = getattr(element, part)
            if text and not missing.isdisjoint(text):
                setattr(element, part, glyphs.replace(text, missing))
    for name in _SPOKEN_ATTRIBUTES:
        if said := body.get(name):
            body.set(name, glyphs.replace(said, missing))


def _contents(root: Element) -> None:
    """Fill `<ol data-contents="3">` with the headings down to that level that follow it."""
    place = next((e for e in root.iter("ol") if e.get("data-contents")), None)
    if place is None:
        return
    deepest = int(place.attrib.pop("data-contents"))
    headings = list(_headings_after(place, root, deepest))
    if len(headings) < _FEWEST:
        _drop(root, place)
        return
    for number, (level, heading) in enumerate(headings, start=1):
        anchor = heading.get("id") or f"abschnitt-{number}"
        heading.set("id", anchor)
        item = SubElement(place, "li", {"class": f"level-{level}"})
        words = _SPACE.sub(" ", "".join(_heard(heading))).strip()
        SubElement(item, "a", {"href": f"#{anchor}"}).text = words


def _drop(root: Element, place: Element) -> None:
    """Take the list out together with its heading, which stand in a block of their own."""
    for parent, child in _pairs(root):
        if child is place or (child.get("class") or "").split()[:1] == ["contents"]:
            remove(parent, child)
            return


def _headings_after(place: Element, root: Element, deepest: int) -> Iterator[tuple[int, Element]]:
    seen = False
    for element in root.iter():
        seen = seen or element is place
        level = HEADINGS.get(_name(element), 7)
        if seen and level <= deepest and element.get("data-unlisted") is None:
            yield level, element


def _heard(element: Element) -> Iterator[str]:
    """Words of a heading without its footnotes."""
    if element.get("class") == "footnote":
        return
    yield element.text or ""
    for child in element:
        yield from _heard(child)
        yield child.tail or ""
