"""Rich text as Word has it: headings, lists, tables, quotations, links; footnotes as notes."""

from typing import Any
from xml.etree.ElementTree import Element

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from integration_portal.documents.paper.richtext import paper_html

from .document import clean, heading, keep_rows_whole, repeat_head

_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_DEEPEST = 3  # levels of lists that Word has styles for
_FORMATS = {
    "strong": "bold", "b": "bold", "em": "italic", "i": "italic", "u": "underline", "s": "strike",
    "sub": "subscript", "sup": "superscript",
}  # fmt: skip


class RichText:
    """Writes one text after the other; notes are counted through the whole document."""

    def __init__(self, document: Document):
        self.document = document
        self.notes: list[str] = []

    def write(self, html: str, level: int) -> None:
        """`level` as in the printed paper: a first heading becomes an h3 for 3."""
        from tinyhtml5 import parse

        made = paper_html(html, level)
        if made:
            body = parse(f"<body>{made}", namespace_html_elements=False).find("body")
            self._blocks(body, self.document)

    def write_notes(self, title: str) -> None:
        if not self.notes:
            return
        heading(self.document, title, 1)
        for number, note in enumerate(self.notes, start=1):
            self.document.add_paragraph(f"({number}) {note}")

    def _blocks(self, parent: Element, place: Any, style: str | None = None) -> None:
        for block in parent:
            match block.tag:
                case "ul" | "ol":
                    self._list(block, place, 1)
                case "table":
                    self._table(block, place)
                case "blockquote":
                    self._blocks(block, place, "Quote")
                case name if name in _HEADINGS:
                    written = heading(self.document, "", _HEADINGS[name] - 1)
                    self._words(block, written, {})
                case _:
                    self._words(block, place.add_paragraph(style=style), {})

    def _list(self, items: Element, place: Any, level: int) -> None:
        ordered = items.tag == "ol"
        name = "List Number" if ordered else "List Bullet"
        style = name if level == 1 else f"{name} {min(level, _DEEPEST)}"
        number = _fresh_numbering(self.document, style) if ordered else None
        for item in items:
            paragraph = place.add_paragraph(style=style)
            if number is not None:
                _number_by(paragraph, number)
            self._words(item, paragraph, {}, leave=("ul", "ol"))
            for inner in item:
                if inner.tag in ("ul", "ol"):
                    self._list(inner, place, level + 1)

    def _table(self, source: Element, place: Any) -> None:
        if (caption := source.find("caption")) is not None:
            self._words(caption, place.add_paragraph(style="Caption"), {})
        rows = list(source.iter("tr"))
        cells, width = _laid_out(rows)
        if not width:
            return
        table = place.add_table(rows=len(rows), cols=width)
        table.style = "Table Grid"
        for (row, column), (cell, down, across) in cells.items():
            spot = table.cell(row, column)
            if down > 1 or across > 1:
                spot = spot.merge(table.cell(row + down - 1, column + across - 1))
            formats = {"bold": True} if cell.tag == "th" else {}
            self._words(cell, spot.paragraphs[0], formats)
        if source.find("thead") is not None:
            repeat_head(table)
        keep_rows_whole(table)
        place.add_paragraph()

    def _words(
        self, element: Element, paragraph: Paragraph, formats: dict, leave: tuple = ()
    ) -> None:
        _run(paragraph, element.text, formats)
        for child in element:
            if child.tag in leave:
                pass
            elif child.tag == "br":
                paragraph.add_run().add_break()
            elif child.tag == "a":
                _link(paragraph, child.get("href", ""), "".join(child.itertext()))
            elif child.tag == "span" and child.get("class") == "footnote":
                self.notes.append(clean("".join(child.itertext())))
                _run(paragraph, f"({len(self.notes)})", {"superscript": True})
            else:
                own = {_FORMATS[child.tag]: True} if child.tag in _FORMATS else {}
                self._words(child, paragraph, formats | own, leave)
            _run(paragraph, child.tail, formats)


def _run(paragraph: Paragraph, text: str | None, formats: dict[str, bool]) -> Run | None:
    if not text:
        return None
    run = paragraph.add_run(clean(text))
    for name, value in formats.items():
        setattr(run.font, name, value)
    return run


def _link(paragraph: Paragraph, address: str, text: str) -> None:
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    run = paragraph.add_run(clean(text))
    run.font.underline, run.font.color.rgb = True, RGBColor(0x1B, 0x4F, 0x9C)
    link.append(run._r)
    paragraph._p.append(link)


def _laid_out(rows: list[Element]) -> tuple[dict[tuple[int, int], tuple[Element, int, int]], int]:
    """Where each cell stands, with how many rows and columns it takes; and the width of all."""
    cells: dict[tuple[int, int], tuple[Element, int, int]] = {}
    taken: set[tuple[int, int]] = set()
    for row, source in enumerate(rows):
        column = 0
        for cell in source:
            while (row, column) in taken:
                column += 1
            across = int(cell.get("colspan", 1))
            down = min(int(cell.get("rowspan", 1)), len(rows) - row)
            cells[row, column] = (cell, down, across)
            taken |= {(row + r, column + c) for r in range(down) for c in range(across)}
    return cells, max((column + 1 for _row, column in taken), default=0)


def _fresh_numbering(document: Document, style: str) -> int:
    """A numbering of its own for one list: the style alone would count through all of them."""
    numbering: Any = document.part.numbering_part.numbering_definitions._numbering
    own: Any = document.styles[style]
    kept = numbering.num_having_numId(own.element.pPr.numPr.numId.val)
    made = numbering.add_num(kept.abstractNumId.val)
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    return made.numId


def _number_by(paragraph: Paragraph, number: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number
