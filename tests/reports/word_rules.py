"""What Word itself asks of a file, and readers of a screen of its text: rules of ECMA-376, by hand.

`faults(raw)` names everything that breaks one; an empty list is a sound document.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from itertools import pairwise

from docx.oxml.ns import qn
from lxml import etree

_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_DESCRIBED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"

# The order that the schema wants; Word calls a file damaged that has another.
_ORDER = {
    "w:pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr "
    "suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct "
    "topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
    "contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "w:rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss "
    "imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight "
    "u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "w:tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize "
    "tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "w:tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection "
    "tcFitText vAlign hideMark",
    "w:tbl": "tblPr tblGrid tr",
    "w:tc": "tcPr p tbl",
}


def faults(raw: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    trees = {
        name: etree.fromstring(content)
        for name, content in parts.items()
        if name.endswith((".xml", ".rels"))
    }
    body, styles = trees["word/document.xml"], trees["word/styles.xml"]
    pages = {name: tree for name, tree in trees.items() if name.startswith("word/")}
    return [
        *_untyped(parts, trees["[Content_Types].xml"]),
        *_unrelated(parts, trees),
        *_unstyled(pages, styles),
        *_unnumbered(body, trees.get("word/numbering.xml")),
        *_disordered(pages),
        *_language(styles, trees["docProps/core.xml"]),
        *_headings(body),
        *_tables(body),
        *_pictures(pages),
    ]


def _untyped(parts: dict[str, bytes], types: etree._Element) -> Iterator[str]:
    endings = {one.get("Extension").lower() for one in types.iter(f"{_TYPES}Default")}
    named = {one.get("PartName").lstrip("/") for one in types.iter(f"{_TYPES}Override")}
    for name in parts:
        if name not in named and name.rpartition(".")[2].lower() not in endings:
            yield f"{name}: ohne Art des Inhalts"
    for name in named - set(parts):
        yield f"{name}: fehlt"


def _unrelated(parts: dict[str, bytes], trees: dict[str, etree._Element]) -> Iterator[str]:
    for name, tree in trees.items():
        if name.endswith(".rels"):
            folder = posixpath.dirname(posixpath.dirname(name))
            for one in tree:
                target = one.get("Target")
                place = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                if one.get("TargetMode") != "External" and place not in parts:
                    yield f"{name}: {target} fehlt"
            continue
        folder, _slash, file = name.rpartition("/")
        known = trees.get(f"{folder}/_rels/{file}.rels".lstrip("/"))
        ids = {one.get("Id") for one in known} if known is not None else set()
        for element in tree.iter():
            for key, value in element.attrib.items():
                if key.startswith(_RELATED) and value not in ids:
                    yield f"{name}: Verweis {value} ohne Ziel"


def _unstyled(pages: dict[str, etree._Element], styles: etree._Element) -> Iterator[str]:
    ids = {one.get(qn("w:styleId")) for one in styles.iter(qn("w:style"))}
    for name, tree in pages.items():
        for tag in ("w:pStyle", "w:rStyle", "w:tblStyle", "w:basedOn", "w:next", "w:link"):
            for one in tree.iter(qn(tag)):
                if one.get(qn("w:val")) not in ids:
                    yield f"{name}: Formatvorlage {one.get(qn('w:val'))} fehlt"


def _unnumbered(body: etree._Element, numbering: etree._Element | None) -> Iterator[str]:
    known = numbering.iter(qn("w:num")) if numbering is not None else ()
    numbers = {one.get(qn("w:numId")) for one in known}
    for one in body.iter(qn("w:numId")):
        if one.get(qn("w:val")) not in numbers:
            yield f"Nummerierung {one.get(qn('w:val'))} fehlt"


def _disordered(pages: dict[str, etree._Element]) -> Iterator[str]:
    for name, tree in pages.items():
        for tag, said in _ORDER.items():
            places = {qn(f"w:{child}"): place for place, child in enumerate(said.split())}
            for one in tree.iter(qn(tag)):
                found = [places.get(child.tag, -1) for child in one]
                if found != sorted(found) or -1 in found:
                    children = [etree.QName(child).localname for child in one]
                    yield f"{name}: Reihenfolge in {tag}: {' '.join(children)}"


def _language(styles: etree._Element, core: etree._Element) -> Iterator[str]:
    defaults = styles.find(qn("w:docDefaults"))
    if {one.get(qn("w:val")) for one in defaults.iter(qn("w:lang"))} != {"de-DE"}:
        yield "Sprache der Formatvorlagen ist nicht de-DE"
    if [one.text for one in core.iter("{http://purl.org/dc/elements/1.1/}language")] != ["de-DE"]:
        yield "Sprache des Dokuments ist nicht de-DE"


def _headings(body: etree._Element) -> Iterator[str]:
    names = (one.get(qn("w:val")) for one in body.iter(qn("w:pStyle")))
    levels = [int(name[-1]) for name in names if name.startswith("Heading")]
    for before, after in pairwise([0, *levels]):
        if after > before + 1:
            yield f"Überschrift der Ebene {after} unter {before}"


def _tables(body: etree._Element) -> Iterator[str]:
    for table in body.iter(qn("w:tbl")):
        styled = table.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}")
        lined = styled is not None and styled.get(qn("w:val")) == "TableGrid"
        rows = table.findall(qn("w:tr"))
        if lined and rows[0].find(f".//{qn('w:tblHeader')}") is None:
            yield "Tabelle ohne Kopfzeile"
        width = len(table.find(qn("w:tblGrid")))
        for row in rows:
            spans = [one.get(qn("w:val")) for one in row.iter(qn("w:gridSpan"))]
            if len(row.findall(qn("w:tc"))) + sum(map(int, spans)) - len(spans) != width:
                yield "Zeile mit anderer Zahl von Zellen als die Tabelle"
        for cell in table.iter(qn("w:tc")):
            if cell[-1].tag != qn("w:p"):
                yield "Zelle endet nicht mit einem Absatz"


def _pictures(pages: dict[str, etree._Element]) -> Iterator[str]:
    shapes = [one for tree in pages.values() for one in tree.iter(_DESCRIBED)]
    if any(not one.get("descr") for one in shapes):
        yield "Bild ohne Beschreibung"
    if len({one.get("id") for one in shapes}) != len(shapes):
        yield "Zwei Bilder mit derselben Kennung"
