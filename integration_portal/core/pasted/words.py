"""Words with their emphasis, links and footnotes."""

import re
from html import escape
from xml.etree.ElementTree import Element

from .elements import is_ignored, is_read, style_of
from .notes import Notes

_INLINE = {
    "b": "strong", "strong": "strong", "i": "em", "em": "em", "u": "u", "ins": "u", "s": "s",
    "strike": "s", "del": "s", "sub": "sub", "sup": "sup",
}  # fmt: skip
_STYLES = (
    ("strong", re.compile(r"(?:^|;)\s*font-weight:\s*(?:bold|[6-9]00)")),
    ("em", re.compile(r"(?:^|;)\s*font-style:\s*italic")),
    ("s", re.compile(r"text-decoration[^;]*line-through")),
    ("sup", re.compile(r"vertical-align:\s*super")),
    ("sub", re.compile(r"vertical-align:\s*sub\b")),
)
_NORMAL = re.compile(r"(?:^|;)\s*font-weight:\s*(?:normal|[1-5]00)")


class Words:
    """Writes what stands inside a block."""

    def __init__(self, notes: Notes):
        self.notes = notes

    def inside(self, element: Element) -> str:
        """The words in an element, with their emphasis."""
        written = escape(element.text or "", quote=False)
        for child in element:
            if is_read(child):
                written += self.inline(child)
            written += escape(child.tail or "", quote=False)
        return written

    def inline(self, element: Element) -> str:
        if element in self.notes.words:
            return f'<span class="footnote">{escape(self.notes.words[element], quote=False)}</span>'
        if element in self.notes.holders or is_ignored(element):
            return ""
        if element.tag == "br":
            return "<br>"
        words = self.inside(element)
        if not words.strip():
            return " " if words else ""
        if element.tag == "a" and element.get("href"):
            title = f' title="{escape(element.get("title") or "")}"' if element.get("title") else ""
            address = element.get("href", "").strip()
            if address.lower().startswith("http:"):  # pages are called securely or not at all
                address = f"https:{address[5:]}"
            return f'<a href="{escape(address)}"{title}>{words}</a>'
        if "footnote" in element.get("class", "").split():
            return f'<span class="footnote">{words}</span>'
        for tag in _marks(element):
            words = f"<{tag}>{words}</{tag}>"
        return words


def _marks(element: Element) -> list[str]:
    style = style_of(element)
    tag = _INLINE.get(element.tag)
    if tag == "strong" and _NORMAL.search(style):  # Google wraps a whole text in such a <b>
        tag = None
    marks = [name for name, pattern in _STYLES if pattern.search(style) and name != tag]
    return [tag, *marks] if tag else marks
