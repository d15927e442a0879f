"""Paragraphs, headings, lists, tables and quotations, in order."""

from html import escape
from xml.etree.ElementTree import Element

import tinyhtml5

from .comments import without_comments
from .elements import is_read
from .lists import Item, item_of, level_of, nested
from .notes import Notes, find_notes
from .words import Words

_BLOCKS = {
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "table", "blockquote", "pre",
    "section", "article", "header", "footer", "main", "aside", "nav", "address", "center", "dl",
    "dt", "dd", "hr", "form", "fieldset", "figure", "figcaption", "details", "summary",
}  # fmt: skip
_HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}


def tidy(html: str) -> str:
    """The same words in paragraphs, headings, lists, tables and quotations. Not yet safe.

    Raises RecursionError for a text that is nested hundreds of elements deep.
    """
    root = tinyhtml5.parse(without_comments(html), namespace_html_elements=False)
    body = root.find("body")
    if body is None:
        return ""
    parents = {child: parent for parent in body.iter() for child in parent}
    writer = _Writer(find_notes(body, parents), _blocks(body, parents))
    writer.blocks(body)
    return "".join(writer.finished())


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


class _Writer(Words):
    """Collects blocks; words between them become paragraphs, paragraphs with dots become lists."""

    def __init__(self, notes: Notes, blocks: set[Element]):
        super().__init__(notes)
        self.holding = blocks
        self.out: list[str] = []
        self.run: list[str] = []
        self.items: list[Item] = []

    def finished(self) -> list[str]:
        self._flush()
        self._end_list()
        return self.out

    def blocks(self, element: Element) -> None:
        self._words(element.text)
        for child in element:
            if is_read(child):
                self._child(child)
            self._words(child.tail)
        self._flush()

    def _child(self, child: Element) -> None:
        if child in self.notes.holders:
            return
        if child not in self.holding:
            self.run.append(self.inline(child))
            return
        self._flush()
        if child.tag in ("p", "div") and not any(inner in self.holding for inner in child):
            self._paragraph(child)
        elif child.tag in _HEADINGS:
            self._block(_HEADINGS[child.tag], self.inside(child))
        elif child.tag in ("ul", "ol"):
            self._list(child, level_of(child.get("data-level")))
        elif child.tag == "table":
            self._add(self._table(child))
        elif child.tag == "blockquote":
            self._block("blockquote", self._nested(child))
        elif child.tag == "dt":
            self._block("p", f"<strong>{self.inside(child)}</strong>")
        else:
            self.blocks(child)

    def _words(self, text: str | None) -> None:
        if text:
            self.run.append(escape(text, quote=False))

    def _flush(self) -> None:
        run, self.run = "".join(self.run).strip(), []
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
        words = self.inside(element)
        if item := item_of(element, words):
            self.items.append(item)
        else:
            self._block("p", words)

    def _list(self, element: Element, level: int) -> None:
        """Lists may stand in an item or, in Word's and Google's way, between items."""
        for child in element:
            if not isinstance(child.tag, str) or child in self.notes.holders:
                continue
            if child.tag in ("ul", "ol"):
                self._list(child, level + 1)
            elif child.tag == "li":
                self._item(child, element.tag, level_of(child.get("aria-level"), level))

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
        self.items.append(Item(level, kind, words))
        for deeper in inner:
            self._list(deeper, level + 1)

    def _end_list(self) -> None:
        items, self.items = self.items, []
        if items:
            self.out += nested(items)

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
