"""Text from word processors and web pages, as this portal writes it.

Word, Outlook, LibreOffice and Google Docs put lists, footnotes and emphasis on the clipboard each
in their own way: lists as paragraphs with a dot, notes as pairs of links, bold as a style. Here
they become lists, footnotes and `<strong>`. What is allowed at all is decided in `richtext`.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from html import escape
from xml.etree.ElementTree import Element

import tinyhtml5

_GONE = {
    "script", "style", "iframe", "object", "noscript", "template", "title", "head", "meta", "link",
    "svg", "math", "img", "xml", "select", "textarea", "button", "input",
}  # fmt: skip
_BLOCKS = {
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "table", "blockquote", "pre",
    "section", "article", "header", "footer", "main", "aside", "nav", "address", "center", "dl",
    "dt", "dd", "hr", "form", "fieldset", "figure", "figcaption", "details", "summary",
}  # fmt: skip
_HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
_INLINE = {
    "b": "strong", "strong": "strong", "i": "em", "em": "em", "u": "u", "ins": "u", "s": "s",
    "strike": "s", "del": "s", "sub": "sub", "sup": "sup",
}  # fmt: skip
_WORD_LEVEL = re.compile(r"mso-list:[^;]*level(\d)", re.IGNORECASE)
_IGNORED = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
_BULLET = re.compile(r"^[\s\xa0]*[·•▪◦●○§\-–o][\s\xa0]+")
_COUNTED = re.compile(r"^[\s\xa0]*\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]")
_STYLES = (
    ("strong", re.compile(r"(?:^|;)\s*font-weight:\s*(?:bold|[6-9]00)")),
    ("em", re.compile(r"(?:^|;)\s*font-style:\s*italic")),
    ("s", re.compile(r"text-decoration[^;]*line-through")),
    ("sup", re.compile(r"vertical-align:\s*super")),
    ("sub", re.compile(r"vertical-align:\s*sub\b")),
)
_NORMAL = re.compile(r"(?:^|;)\s*font-weight:\s*(?:normal|[1-5]00)")


def tidy(html: str) -> str:
    """The same words in paragraphs, headings, lists, tables and quotations. Not yet safe.

    Raises RecursionError for a text that is nested hundreds of elements deep.
    """
    root = tinyhtml5.parse(html, namespace_html_elements=False)
    body = root.find("body")
    if body is None:
        return ""
    parents = {child: parent for parent in body.iter() for child in parent}
    writer = _Writer(_notes(body, parents), _blocks(body, parents))
    writer.blocks(body)
    return "".join(writer.finished())


def _style(element: Element) -> str:
    return element.get("style", "").lower()


def _text(element: Element) -> str:
    return "".join(element.itertext())


def _blocks(body: Element, parents: dict[Element, Element]) -> set[Element]:
    """Elements that are blocks or hold some."""
    found: set[Element] = set()
    for element in body.iter():
        if element.tag in _BLOCKS:
            above: Element | None = element
            while above is not None and above not in found:
                found.add(above)
                above = parents.get(above)
    return found


@dataclass
class _Notes:
    """Footnotes: by the link that refers to them, their words; and the blocks that held them."""

    words: dict[Element, str] = field(default_factory=dict)
    holders: set[Element] = field(default_factory=set)


def _notes(body: Element, parents: dict[Element, Element]) -> _Notes:
    """Two links that point at each other: the first stands in the text, the second at the note."""
    links = [link for link in body.iter("a") if link.get("href", "").startswith("#")]
    named = {link.get(name): link for link in links for name in ("id", "name") if link.get(name)}
    notes = _Notes()
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
        words = _text(holder).replace(_text(back), "", 1)
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


class _Writer:
    """Collects blocks; words between them become paragraphs, paragraphs with dots become lists."""

    def __init__(self, notes: _Notes, blocks: set[Element]):
        self.notes, self.holding = notes, blocks
        self.out: list[str] = []
        self.run = ""
        self.items: list[tuple[int, str, str]] = []  # level, ul or ol, words

    def finished(self) -> list[str]:
        self._flush()
        self._end_list()
        return self.out

    def blocks(self, element: Element) -> None:
        self._words(element.text)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in _GONE:
                self._child(child)
            self._words(child.tail)
        self._flush()

    def _child(self, child: Element) -> None:
        if child in self.notes.holders:
            return
        if child not in self.holding:
            self.run += self.inline(child)
            return
        self._flush()
        if child.tag in ("p", "div") and not any(inner in self.holding for inner in child):
            self._paragraph(child)
        elif child.tag in _HEADINGS:
            self._block(_HEADINGS[child.tag], self.inside(child))
        elif child.tag in ("ul", "ol"):
            self._list(child, int(child.get("data-level", "1")))
        elif child.tag == "table":
            self._add(self._table(child))
        elif child.tag == "blockquote":
            self._block("blockquote", self._nested(child))
        elif child.tag == "dt":
            self._block("p", f"<strong>{self.inside(child)}</strong>")
        else:
            self.blocks(child)

    def _words(self, text: str | None) -> None:
        self.run += escape(text or "", quote=False)

    def _flush(self) -> None:
        run, self.run = self.run.strip(), ""
        if run:
            self._block("p", run)

    def _block(self, tag: str, words: str) -> None:
        if words.strip():
            self._add(f"<{tag}>{words.strip()}</{tag}>")

    def _add(self, block: str) -> None:
        self._end_list()
        self.out.append(block)

    def _nested(self, element: Element) -> str:
        writer = _Writer(self.notes, self.holding)
        writer.blocks(element)
        return "".join(writer.finished())

    def _paragraph(self, element: Element) -> None:
        level = _WORD_LEVEL.search(_style(element))
        listed = "msolist" in element.get("class", "").lower()
        if not (level or listed):
            self._block("p", self.inside(element))
            return
        dot = "".join(_text(e) for e in element.iter() if _IGNORED.search(_style(e)))
        words = self.inside(element)
        bare = dot or words
        if not dot and not (_BULLET.match(words) or _COUNTED.match(words)):
            self._block("p", words)
            return
        kind = "ol" if _COUNTED.match(bare) and not _BULLET.match(bare) else "ul"
        if not dot:
            words = _BULLET.sub("", _COUNTED.sub("", words, count=1) if kind == "ol" else words)
        self.items.append((int(level[1]) if level else 1, kind, words.strip()))

    def _list(self, element: Element, level: int) -> None:
        """Lists may stand in an item or, in Word's and Google's way, between items."""
        for child in element:
            if not isinstance(child.tag, str) or child in self.notes.holders:
                continue
            if child.tag in ("ul", "ol"):
                self._list(child, level + 1)
            elif child.tag == "li":
                self._item(child, element.tag, int(child.get("aria-level") or level))

    def _item(self, item: Element, kind: str, level: int) -> None:
        writer = _Writer(self.notes, self.holding)
        inner = [e for e in item if e.tag in ("ul", "ol")]
        own = Element("li")
        own.text = item.text
        for child in item:
            if child not in inner:
                own.append(child)
        writer.blocks(own)
        blocks = writer.finished()
        words = "<br>".join(b.removeprefix("<p>").removesuffix("</p>") for b in blocks)
        self.items.append((level, kind, words))
        for nested in inner:
            self._list(nested, level + 1)

    def _end_list(self) -> None:
        items, self.items = self.items, []
        if items:
            self.out += _lists(items)

    def _table(self, table: Element) -> str:
        caption = table.find("caption")
        head = f"<caption>{self.inside(caption)}</caption>" if caption is not None else ""
        rows = []
        for row in table.iter("tr"):
            cells = [self._cell(cell) for cell in row if cell.tag in ("td", "th")]
            rows.append(f"<tr>{''.join(cells)}</tr>")
        return f"<table>{head}<tbody>{''.join(rows)}</tbody></table>"

    def _cell(self, cell: Element) -> str:
        spans = "".join(
            f' {name}="{cell.get(name)}"'
            for name in ("colspan", "rowspan")
            if (cell.get(name) or "").isdecimal() and cell.get(name) != "1"
        )
        words = self._nested(cell)
        if words.count("<p>") == 1 and words.startswith("<p>") and words.endswith("</p>"):
            words = words[3:-4]
        return f"<{cell.tag}{spans}>{words}</{cell.tag}>"

    def inside(self, element: Element) -> str:
        """The words in an element, with their emphasis."""
        written = escape(element.text or "", quote=False)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in _GONE:
                written += self.inline(child)
            written += escape(child.tail or "", quote=False)
        return written

    def inline(self, element: Element) -> str:
        if element in self.notes.words:
            return f'<span class="footnote">{escape(self.notes.words[element], quote=False)}</span>'
        if element in self.notes.holders or _IGNORED.search(_style(element)):
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
    style = _style(element)
    tag = _INLINE.get(element.tag)
    if tag == "strong" and _NORMAL.search(style):  # Google wraps a whole text in such a <b>
        tag = None
    marks = [name for name, pattern in _STYLES if pattern.search(style) and name != tag]
    return [tag, *marks] if tag else marks


def _lists(items: list[tuple[int, str, str]]) -> list[str]:
    """Items with levels as nested lists. A level that is left out counts as the next one."""
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
