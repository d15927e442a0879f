"""Cleaned rich text as paper wants it: constructs that keep PDF/UA-1.

A list item holds words, not paragraphs; headings follow the level they stand under without a gap; a
table has a head, scopes and as many cells in every row; links hold words only.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, tostring

from django.utils.safestring import SafeString, mark_safe

from . import tongues
from .preparing import HEADINGS, LINKS

_ALLOWED = {
    "p", "br", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "strong", "em",
    "b", "i", "u", "s", "sub", "sup", "a", "span", "table", "caption", "thead", "tbody", "tfoot",
    "tr", "th", "td",
}  # fmt: skip
_SILENT = {"script", "style", "iframe", "object", "embed", "template", "noscript", "title", "svg",
           "math", "head", "textarea", "select", "option"}  # fmt: skip
_BLOCKS = {"p", "ul", "ol", "blockquote", "table", *HEADINGS}
_NUMBER = re.compile(r"[1-9]\d?")
_WIDEST = 60  # columns of a table
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
        _table(table)
    _drop_empty(block)
    inside = tostring(block, encoding="unicode", method="html")
    return mark_safe(inside[len("<div>") : -len("</div>")])  # noqa: S308 - built from allowed tags


def _append_text(parent: Element, text: str | None) -> None:
    if not text:
        return
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _copy(source: Element, target: Element, depth: int = 0) -> None:
    """Take over what is allowed; of the rest the words; of scripts and drawings nothing."""
    if depth > _DEEPEST:
        _append_text(target, "".join(_spoken(source)))
        return
    _append_text(target, source.text)
    for child in source:
        name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        if name in _ALLOWED:
            _copy(child, SubElement(target, *_shape(name, child)), depth + 1)
        elif name and name not in _SILENT:
            _copy(child, target, depth + 1)
        _append_text(target, child.tail)


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


def _children(element: Element) -> list[Element | str]:
    """Words and elements in their order; the elements lose their tails."""
    parts: list[Element | str] = [element.text or ""]
    for child in list(element):
        parts += [child, child.tail or ""]
        child.tail = None
    return [part for part in parts if not isinstance(part, str) or part]


def _refill(element: Element, parts: list[Element | str]) -> None:
    for child in list(element):
        element.remove(child)
    element.text = None
    for part in parts:
        if isinstance(part, str):
            _append_text(element, part)
        else:
            element.append(part)


def _wrap_loose_words(parent: Element) -> None:
    """Words that stand bare among blocks become paragraphs; quotations hold paragraphs."""
    out: list[Element | str] = []
    loose: Element | None = None
    for part in _children(parent):
        if not isinstance(part, str) and part.tag in _BLOCKS:
            loose = None
            out.append(part)
        elif loose is not None or not isinstance(part, str) or part.strip():
            if loose is None:
                loose = Element("p")
                out.append(loose)
            if isinstance(part, str):
                _append_text(loose, part)
            else:
                loose.append(part)
    _refill(parent, out)
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
        _refill(item, parts)


def _unwrapped(item: Element) -> Iterator[Element | str]:
    """A list item's words: paragraphs are parted by a line break, tables told row by row."""
    begun = False
    for part in _children(item):
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


def _table(table: Element) -> None:
    caption = table.find("caption")
    rows = list(table.iter("tr"))
    for row in rows:
        for cell in list(row):
            if cell.tag not in ("td", "th"):
                row.remove(cell)
    rows = [row for row in rows if len(row)]
    for child in list(table):
        table.remove(child)
    table.text = None
    if not rows:
        table.tag = "div"
        return
    if _is_too_wide(rows):
        table.tag = "div"
        for row in [caption, *rows] if caption is not None else rows:
            SubElement(table, "p").text = " · ".join(_words_of(row))
        return
    width = _square(rows)
    head = _head_rows(rows)
    if caption is not None:
        caption.tail = None
        table.append(caption)
    table.set("class", "wide" if width > 5 else "grid")
    for name, part in (("thead", rows[:head]), ("tbody", rows[head:])):
        if part:
            group = SubElement(table, name)
            group.extend(part)
    for row in rows[head:]:
        for cell in row.iter("th"):
            cell.set("scope", "row")
    for cell in (cell for row in rows[:head] for cell in row):
        cell.tag = "th"
        cell.set("scope", "col")
    for row in rows:
        row.tail = None
        for cell in row:
            cell.tail = None
            paragraphs = cell.findall("p")
            if len(paragraphs) == 1 and len(cell) == 1 and not (cell.text or "").strip():
                _refill(cell, _children(paragraphs[0]))


def _head_rows(rows: list[Element]) -> int:
    """Rows of heads on top; a table without any takes its first row, if something follows it."""
    count = 0
    while count < len(rows) and all(cell.tag == "th" for cell in rows[count]):
        count += 1
    if count == 0 and len(rows) > 1 and not any(row.find("th") is not None for row in rows):
        count = 1
    count = min(count, len(rows) - 1) if len(rows) > 1 else 0
    # A head never cuts a cell in two that reaches over several rows.
    reach = max(
        (index + int(cell.get("rowspan", "1")) for index in range(count) for cell in rows[index]),
        default=0,
    )
    head = max(count, min(reach, len(rows)))
    # A head over nothing is none: every table needs rows of its own.
    return head if head < len(rows) else 0


def _is_too_wide(rows: list[Element]) -> bool:
    """Wider than any sheet, by cells or by spans that push one another on: its words are told row
    by row. Filling such a table up would take more memory than there is.
    """
    reaching = [0] * (len(rows) + 100)  # columns taken from above, at most
    for index, row in enumerate(rows):
        width = sum(int(cell.get("colspan", "1")) for cell in row)
        if reaching[index] + width > _WIDEST:
            return True
        for cell in row:
            for below in range(index + 1, index + int(cell.get("rowspan", "1"))):
                reaching[below] += int(cell.get("colspan", "1"))
    return False


def _words_of(row: Element) -> list[str]:
    cells = row if row.tag == "tr" else [row]
    return [words for cell in cells if (words := " ".join("".join(cell.itertext()).split()))]


def _square(rows: list[Element]) -> int:
    """Give every row the same number of columns; spans never reach beyond the table."""
    taken: dict[int, set[int]] = {index: set() for index in range(len(rows))}
    for index, row in enumerate(rows):
        column = 0
        for cell in row:
            while column in taken[index]:
                column += 1
            down = min(int(cell.get("rowspan", "1")), len(rows) - index)
            across = int(cell.get("colspan", "1"))
            while any(column + step in taken[index] for step in range(across)):
                across -= 1
            _span(cell, max(across, 1), down)
            for below in range(index, index + down):
                taken[below].update(range(column, column + max(across, 1)))
            column += max(across, 1)
    width = max(max(columns, default=0) + 1 for columns in taken.values())
    for index, row in enumerate(rows):
        for _gap in range(width - len(taken[index])):
            SubElement(row, "td")
    return width


def _span(cell: Element, across: int, down: int) -> None:
    for key, value in (("colspan", across), ("rowspan", down)):
        cell.attrib.pop(key, None)
        if value > 1:
            cell.set(key, str(value))


def _drop_empty(block: Element) -> None:
    """Empty paragraphs, headings, items and lists say nothing, and a list without items fails."""
    for names in (("p", *HEADINGS, "a", "li"), ("ul", "ol", "blockquote"), ("li",), ("ul", "ol")):
        for parent in list(block.iter()):
            for child in list(parent):
                if child.tag in names and not "".join(child.itertext()).strip():
                    if child.tail and child.tail.strip():
                        continue
                    parent.remove(child)
