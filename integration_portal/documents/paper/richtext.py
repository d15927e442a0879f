"""Cleaned rich text as paper wants it: constructs that keep PDF/UA-1.

A list item holds words, not paragraphs; headings follow the level they stand under without a gap; a
table has a head, scopes and as many cells in every row; links hold words only.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, tostring

from django.utils.safestring import SafeString, mark_safe

from . import tongues
from .mixed import append_text, children, refill
from .preparing import HEADINGS, LINKS
from .tables import set_table

_ALLOWED = {
    "p", "br", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "strong", "em",
    "b", "i", "u", "s", "sub", "sup", "a", "span", "table", "caption", "thead", "tbody", "tfoot",
    "tr", "th", "td",
}  # fmt: skip
_SILENT = {"script", "style", "iframe", "object", "embed", "template", "noscript", "title", "svg",
           "math", "head", "textarea", "select", "option"}  # fmt: skip
_BLOCKS = {"p", "ul", "ol", "blockquote", "table", *HEADINGS}
_NUMBER = re.compile(r"[1-9]\d?")
_DEEPEST = 30  # nested deeper than anybody writes: the words stay, the nesting goes


def paper_html(html: str | None, level: int = 2) -> SafeString:
    """Rich text for a place whose own heading stands one level above `level` (2 to 6)."""
    from tinyhtml5 import parse

    text = (html or "").replace("\0", "")
    if not text.strip():
        return SafeString("")
    body = parse(f"<body>{text}", namespace_html_elements=False).find("body")
    block = Element("div")
    _copy(body, block)
    _wrap_loose_words(block)
    _headings(block, min(max(level, 2), 6))
    _items(block)
    for table in list(block.iter("table")):
        set_table(table)
    _drop_empty(block)
    inside = tostring(block, encoding="unicode", method="html")
    return mark_safe(inside[len("<div>") : -len("</div>")])  # noqa: S308 - built from allowed tags


def _copy(source: Element, target: Element, depth: int = 0) -> None:
    """Take over what is allowed; of the rest the words; of scripts and drawings nothing."""
    if depth > _DEEPEST:
        append_text(target, "".join(_spoken(source)))
        return
    append_text(target, source.text)
    for child in source:
        name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        if name in _ALLOWED:
            _copy(child, SubElement(target, *_shape(name, child)), depth + 1)
        elif name and name not in _SILENT:
            _copy(child, target, depth + 1)
        append_text(target, child.tail)


def _spoken(source: Element) -> Iterator[str]:
    if any(str(element.tag).rpartition("}")[2] in _SILENT for element in source.iter()):
        return
    yield from source.itertext()


def _shape(name: str, element: Element) -> tuple[str, dict[str, str]]:
    attributes = {"lang": code} if (code := tongues.code_of(element)) else {}
    if name == "a":
        link = (element.get("href") or "").strip()
        if not link.lower().startswith(LINKS):
            return "span", attributes
        attributes["href"] = link
    elif name in ("th", "td"):
        for key in ("colspan", "rowspan"):
            number = element.get(key) or ""
            if _NUMBER.fullmatch(number) and number != "1":
                attributes[key] = number
    elif name == "span" and "footnote" in (element.get("class") or "").split():
        attributes["class"] = "footnote"
    return name, attributes


def _wrap_loose_words(parent: Element) -> None:
    """Words that stand bare among blocks become paragraphs; quotations hold paragraphs."""
    out: list[Element | str] = []
    loose: Element | None = None
    for part in children(parent):
        if not isinstance(part, str) and part.tag in _BLOCKS:
            loose = None
            out.append(part)
        elif loose is not None or not isinstance(part, str) or part.strip():
            if loose is None:
                loose = Element("p")
                out.append(loose)
            if isinstance(part, str):
                append_text(loose, part)
            else:
                loose.append(part)
    refill(parent, out)
    for quotation in parent.findall("blockquote"):
        _wrap_loose_words(quotation)


def _headings(block: Element, level: int) -> None:
    """Shift the levels to follow `level` without a gap; inside other things they become p."""
    stack: list[int] = []
    for element in block:
        given = HEADINGS.get(element.tag)
        if given is None:
            for inner in element.iter():
                if inner.tag in HEADINGS:
                    inner.tag = "p"
            continue
        while stack and stack[-1] >= given:
            stack.pop()
        stack.append(given)
        element.tag = f"h{min(level + len(stack) - 1, 6)}"


def _items(block: Element) -> None:
    for item in list(block.iter("li")):
        parts: list[Element | str] = []
        for part in _unwrapped(item):
            parts.append(part)
        while parts and not isinstance(parts[-1], str) and parts[-1].tag == "br":
            parts.pop()
        refill(item, parts)


def _unwrapped(item: Element) -> Iterator[Element | str]:
    """A list item's words: paragraphs are parted by a line break, tables told row by row."""
    begun = False
    for part in children(item):
        if isinstance(part, str):
            if part.strip() or begun:
                begun = True
                yield part
        elif part.tag in (
            "p",
            "blockquote",
            "table",
            "caption",
            "tr",
            "td",
            "th",
            "tbody",
            "thead",
        ):
            if begun:
                yield Element("br")
            begun = True
            yield from _unwrapped(part)
        else:
            begun = begun or part.tag not in ("ul", "ol")
            yield part


def _drop_empty(block: Element) -> None:
    """Empty paragraphs, headings, items and lists say nothing, and a list without items fails."""
    for names in (("p", *HEADINGS, "a", "li"), ("ul", "ol", "blockquote"), ("li",), ("ul", "ol")):
        for parent in list(block.iter()):
            for child in list(parent):
                if child.tag in names and not "".join(child.itertext()).strip():
                    if child.tail and child.tail.strip():
                        continue
                    parent.remove(child)
