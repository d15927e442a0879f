"""A Word document as offices expect one: real styles, fields, German, tables with their head."""

from collections.abc import Sequence
from typing import IO, Any

from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.image.exceptions import UnrecognizedImageError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

from integration_portal.core.text import without_nul

FONT, INK = "Arial", RGBColor(0x1B, 0x25, 0x59)
WIDTH = 165  # mm between the margins of an A4 page
CLAUSE = Mm(8)  # room before a clause for its number
NARROWEST = 19  # mm; "Summe" fits in
_SIZES = {"Title": 18, "Heading 1": 14, "Heading 2": 12, "Heading 3": 11, "Heading 4": 11}


def new_document(*, title: str, author: str) -> DocumentType:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(25), Mm(20)
    section.top_margin, section.bottom_margin = Mm(25), Mm(20)
    facts = document.core_properties
    facts.title, facts.author, facts.language = title[:255], author[:255], "de-DE"
    facts.comments = ""
    _set_styles(document)
    return document


def _set_styles(document: DocumentType) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for language in defaults.iter(qn("w:lang")):
        language.set(qn("w:val"), "de-DE")
    for name in ("Normal", *_SIZES, "Caption"):
        style: Any = document.styles[name]
        style.font.name = FONT
        # Fonts of the theme would win over a name.
        fonts = style.element.rPr.rFonts
        for theme in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[theme]
    normal: Any = document.styles["Normal"]
    normal.font.size = Pt(10.5)
    normal.paragraph_format.space_after = Pt(6)
    for name, size in _SIZES.items():
        heading: Any = document.styles[name]
        heading.font.size, heading.font.color.rgb = Pt(size), INK
        heading.font.bold, heading.font.italic = True, False
        heading.paragraph_format.space_before = Pt(12 if name != "Title" else 0)
        heading.paragraph_format.keep_with_next = True


def clean(text: object) -> str:
    """Without what no XML file may hold."""
    return without_nul(str(text))


def running(document: DocumentType, *, left: str, middle: str, right: str, foot: str) -> None:
    """Head and foot of every page; the foot ends with "Seite x von y"."""
    section = document.sections[0]
    head = section.header.paragraphs[0]
    _tabs(head, (WIDTH / 2, "center"), (WIDTH, "right"))
    head.add_run(f"{clean(left)}\t")
    head.add_run(clean(middle)).bold = True
    head.add_run(f"\t{clean(right)}")
    bottom = section.footer.paragraphs[0]
    _tabs(bottom, (WIDTH, "right"))
    bottom.add_run(f"{clean(foot)}\t{_('Seite')} ")
    _field(bottom, "PAGE")
    bottom.add_run(f" {_('von')} ")
    _field(bottom, "NUMPAGES")
    for name in ("Header", "Footer"):  # of the style, so that the numbers of pages have it too
        style: Any = document.styles[name]
        style.font.size = Pt(8.5)


def _tabs(paragraph: Paragraph, *stops: tuple[float, str]) -> None:
    tabs = OxmlElement("w:tabs")
    # Those of the template's style stand elsewhere.
    for theirs in (4320, 4680, 8640, 9360):
        tabs.append(_element("w:tab", val="clear", pos=theirs))
    for place, kind in stops:
        tabs.append(_element("w:tab", val=kind, pos=round(Mm(place).twips)))
    paragraph._p.get_or_add_pPr().append(tabs)


def _field(paragraph: Paragraph, code: str) -> None:
    """A number that Word counts; "1" stands there until it does."""
    field = _element("w:fldSimple", instr=code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _element(tag: str, **attributes: object) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    return element


def heading(document: DocumentType, text: str, level: int) -> Paragraph:
    return document.add_heading(clean(text), min(level, 4))


def picture(document: DocumentType, file: IO[bytes], description: str) -> None:
    """The logo with its description; a kind that Word cannot hold is left out."""
    paragraph = document.add_paragraph()
    try:
        shape = paragraph.add_run().add_picture(file, height=Mm(18))
    except UnrecognizedImageError:
        paragraph._p.getparent().remove(paragraph._p)
        return
    shape._inline.docPr.set("descr", clean(description))


def key_table(document: DocumentType, facts: Sequence[dict]) -> None:
    """Labels and values without lines; what has no value is left out."""
    shown = [fact for fact in facts if fact["value"]]
    if not shown:
        return
    table = document.add_table(rows=0, cols=2)
    for fact in shown:
        label, value = table.add_row().cells
        _fill(label, fact["label"]).bold = True
        _fill(value, "\n".join(fact["value"]) if fact.get("lines") else fact["value"])
    _widths(table, [45, WIDTH - 45])
    document.add_paragraph()


def data_table(
    document: DocumentType,
    columns: Sequence[dict],
    rows: Sequence[Sequence[str]],
    sums: Sequence[Sequence[str]] = (),
) -> None:
    """With a head that is repeated on every page; no row is torn apart."""
    table = document.add_table(rows=1, cols=len(columns), style="Table Grid")
    for cell, column in zip(table.rows[0].cells, columns, strict=True):
        _fill(cell, column["label"], right=column.get("number", False)).bold = True
    repeat_head(table)
    for row in (*rows, *sums):
        cells = table.add_row().cells
        for cell, column, text in zip(cells, columns, row, strict=True):
            _fill(cell, text, right=column.get("number", False)).bold = row in sums
    keep_rows_whole(table)
    _widths(table, _shares(columns))
    document.add_paragraph()


def repeat_head(table: Table) -> None:
    table.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader", val="true"))


def keep_rows_whole(table: Table) -> None:
    for row in table.rows:
        row._tr.get_or_add_trPr().append(_element("w:cantSplit", val="true"))


def _fill(cell: Any, text: str, *, right: bool = False) -> Any:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(2)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return paragraph.add_run(clean(text))


def _shares(columns: Sequence[dict]) -> list[float]:
    """Widths in mm: those that are given, and what is left for the others."""
    given = [float(column.get("width", "0mm").removesuffix("mm")) for column in columns]
    given = [max(width, NARROWEST) if width else 0 for width in given]
    left = max(WIDTH - sum(given), 0) / (given.count(0) or 1)
    return [width or left for width in given]


def _widths(table: Table, widths: Sequence[float]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


def mark_clause(document: DocumentType, mark: str, began: int) -> None:
    """Put "1." before what was written since the body had `began` parts, and indent that."""
    body = document.element.body
    written = [Paragraph(part, document) for part in body[began:] if part.tag == qn("w:p")]
    plain = [one for one in written if one.style is None or one.style.name == "Normal"]
    for paragraph in plain:
        paragraph.paragraph_format.left_indent = CLAUSE
    if not plain or plain[0]._p is not body[began]:
        body.insert(began, _bold_line(document, mark))
        return
    first = plain[0]
    first.paragraph_format.first_line_indent = -CLAUSE
    first.paragraph_format.tab_stops.add_tab_stop(CLAUSE)
    run = first.add_run(f"{clean(mark)}\t")
    run.bold = True
    first._p.remove(run._r)
    first._p.insert_element_before(run._r, "w:r", "w:hyperlink")


def _bold_line(document: DocumentType, text: str) -> Any:
    line = document.add_paragraph()
    line.add_run(clean(text)).bold = True
    document.element.body.remove(line._p)
    return line._p
