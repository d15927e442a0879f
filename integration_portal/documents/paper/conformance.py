"""PDF/UA-1 and PDF/A-2a in one file: what WeasyPrint 70 leaves open is finished here.

`render` writes PDF/A-2a; `claim_accessibility` lets its metadata say PDF/UA-1 too (ISO 14289-1, 5),
with the extension schema that PDF/A asks for whenever a property is not its own (ISO 19005-2,
6.6.2.3); `finish` works on the objects of the file just before it is written.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, fromstring, register_namespace, tostring

from . import writing

VARIANT = "pdf/a-2a"

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_UA = "http://www.aiim.org/pdfua/ns/id/"
# A validator of PDF/A looks for these very prefixes, not only for the namespaces behind them.
_EXTENSION = {
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}


def _extension(prefix: str, name: str) -> str:
    return f"{{{_EXTENSION[prefix]}}}{name}"


def _rdf(name: str) -> str:
    return f"{{{_RDF}}}{name}"


def claim_accessibility(metadata) -> None:
    """Let the document's XMP metadata name PDF/UA-1 beside the PDF/A part it already names."""
    for prefix, namespace in _EXTENSION.items():
        register_namespace(prefix, namespace)
    register_namespace("pdfuaid", _UA)
    generate = metadata.generate_rdf_metadata

    def generate_both(variant, version, conformance):
        root = fromstring(generate(variant, version, conformance))  # noqa: S314 - our own XML
        root.append(_schema_of_accessibility())
        claim = SubElement(root, _rdf("Description"), {_rdf("about"): ""})
        claim.set(f"{{{_UA}}}part", "1")
        return tostring(root, encoding="utf-8")

    metadata.generate_rdf_metadata = generate_both


def _schema_of_accessibility() -> Element:
    description = Element(_rdf("Description"), {_rdf("about"): ""})
    schemas = SubElement(description, _extension("pdfaExtension", "schemas"))
    schema = SubElement(
        SubElement(schemas, _rdf("Bag")), _rdf("li"), {_rdf("parseType"): "Resource"}
    )
    for name, value in (
        ("schema", "PDF/UA Universal Accessibility Schema"),
        ("namespaceURI", _UA),
        ("prefix", "pdfuaid"),
    ):
        SubElement(schema, _extension("pdfaSchema", name)).text = value
    properties = SubElement(schema, _extension("pdfaSchema", "property"))
    part = SubElement(
        SubElement(properties, _rdf("Seq")), _rdf("li"), {_rdf("parseType"): "Resource"}
    )
    for name, value in (
        ("name", "part"),
        ("valueType", "Integer"),
        ("category", "internal"),
        ("description", "Part of ISO 14289 that the file follows"),
    ):
        SubElement(part, _extension("pdfaProperty", name)).text = value
    return description


def finish(document, pdf) -> None:
    """The finisher for `write_pdf`."""
    forget_boxes(document)
    tree = TagTree(pdf)
    give_scopes(tree)
    drop_doubled_links(tree, pdf)
    make_artifacts(tree, pdf)
    leave_metadata_plain(pdf)
    sharpen_pictures(pdf)
    complete_unicode_maps(pdf)
    writing.put_into_words(pdf)


def forget_boxes(document) -> None:
    """The pages are painted and tagged: their boxes make room for the writing of the file."""
    for page in document.pages:
        page._page_box = None


class TagTree:
    """The structure elements of a file, by their reference, and which of them hang in the tree."""

    def __init__(self, pdf):
        self.objects = {item.reference: item for item in pdf.objects if item.generation != 65535}
        self.root = self.objects[pdf.catalog["StructTreeRoot"]]
        self.hanging = set(self._walk())

    def _walk(self) -> Iterator[bytes]:
        waiting, seen = list(self.root["K"]), set()
        while waiting:
            reference = waiting.pop()
            if isinstance(reference, int) or reference in seen:
                continue
            seen.add(reference)
            element = self.objects[reference]
            if "S" in element:
                yield reference
                waiting.extend(element["K"])

    def elements(self, role: str | None = None) -> Iterator:
        for reference in self.hanging:
            element = self.objects[reference]
            if role is None or element["S"] == role:
                yield element

    def kinds(self, element) -> list[str]:
        kids = (self.objects.get(kid) for kid in element["K"] if not isinstance(kid, int))
        return [kid["S"] for kid in kids if kid is not None and "S" in kid]


def give_scopes(tree: TagTree) -> None:
    """Every head cell says what it heads: columns on top, rows at the left (ISO 14289-1, 7.5)."""
    import pydyf

    for cell in tree.elements("/TH"):
        row = tree.objects[cell["P"]]
        group = tree.objects.get(row.get("P"))
        kinds = tree.kinds(row)
        on_top = (group is not None and group.get("S") == "/THead") or (
            len(kinds) > 1 and set(kinds) == {"/TH"}
        )
        attributes = cell.setdefault("A", pydyf.Dictionary({"O": "/Table"}))
        attributes["Scope"] = "/Column" if on_top else "/Row"


def drop_doubled_links(tree: TagTree, pdf) -> None:
    """One annotation per link and line, inside its Link tag (ISO 14289-1, 7.18.5).

    WeasyPrint gives every element inside a link (`<a><b>…</b></a>`) an annotation of its own, on
    the same place and outside any Link tag. The outer one leads there already.
    """
    numbers = tree.objects[tree.root["ParentTree"]]["Nums"]
    for element in list(tree.elements()):
        if element["S"] == "/Link":
            continue
        for kid in [kid for kid in element["K"] if not isinstance(kid, int)]:
            reference = tree.objects.get(kid, {})
            if reference.get("Type") != "/OBJR":
                continue
            annotation = tree.objects[reference["Obj"]]
            if annotation.get("Subtype") != "/Link":
                continue
            element["K"].remove(kid)
            tree.objects[reference["Pg"]]["Annots"].remove(reference["Obj"])
            place = numbers.index(annotation["StructParent"], 2 * pdf.pages["Count"])
            del numbers[place : place + 2]
            annotation.clear()
            reference.clear()


def make_artifacts(tree: TagTree, pdf) -> None:
    """Running heads and feet become artifacts, so that no voice reads them out on every page.

    WeasyPrint tags them and hangs the tags on nothing; a tag in the air is no mark of an artifact
    (ISO 14289-1, 7.1: content is either tagged or an artifact).
    """
    import pydyf

    rows = tree.objects[tree.root["ParentTree"]]["Nums"]
    for index, reference in enumerate(pdf.page_references):
        mapping = rows[2 * index + 1]
        loose = {mark for mark, holder in enumerate(mapping) if holder not in tree.hanging}
        if not loose:
            continue
        stream = tree.objects[tree.objects[reference]["Contents"]].stream
        for place, operator in enumerate(stream):
            if operator != b"BDC":
                continue
            properties = stream[place - 1]
            if isinstance(properties, dict) and properties.get("MCID") in loose:
                stream[place - 2] = "/Artifact"
                stream[place - 1] = pydyf.Dictionary({"Type": "/Pagination"})
        for mark in loose:
            mapping[mark] = "null"
    for reference, item in tree.objects.items():
        loose_tag = isinstance(item, dict) and item.get("Type") == "/StructElem"
        if loose_tag and reference not in tree.hanging:
            item.clear()


def leave_metadata_plain(pdf) -> None:
    """PDF/A wants the XMP stream unfiltered, for any program to read (ISO 19005-2, 6.6.2.1)."""
    import pydyf

    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and item.extra.get("Type") == "/Metadata":
            item.compress = False


def sharpen_pictures(pdf) -> None:
    """No picture asks to be smoothed by the viewer (ISO 19005-2, 6.2.8.3)."""
    import pydyf

    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and item.extra.get("Subtype") == "/Image":
            item.extra["Interpolate"] = "false"


_WITHOUT_LETTER = re.compile(rb"^(<[0-9a-fA-F]+>) <>$")
_JOINER = b"<200c>"


def complete_unicode_maps(pdf) -> None:
    """Every glyph stands for some character (ISO 14289-1, 7.21.7).

    Of several glyphs that make one letter (Hebrew points, say) the renderer gives the letter to one
    and nothing to the others: those get the zero-width non-joiner, which no voice reads.
    """
    import pydyf

    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and b"begincmap" in item.stream:
            item.stream = [
                _WITHOUT_LETTER.sub(rb"\1 " + _JOINER, line) if isinstance(line, bytes) else line
                for line in item.stream
            ]
