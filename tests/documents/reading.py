"""Reading a finished PDF as a test does: its words, tags, bookmarks, and what a validator says."""

import subprocess
from collections.abc import Iterator
from io import BytesIO

import page
from pypdf import PdfReader

from tests import tools
from tests.databases import Missing

PROFILES = {
    "PDF/UA-1": page.ValidationProfile.PDF_UA_1,
    "PDF/A-2a": page.ValidationProfile.PDF_A_2A,
}


def complaints(pdf: bytes) -> dict[str, list[str]]:
    """What the validator says against it, by standard; nothing for a sound file."""
    said = {}
    for name, profile in PROFILES.items():
        report = page.validate_pdf_bytes(pdf, profile=profile, limits=page.SafetyLimits.unlimited())
        if not report.is_compliant:
            said[name] = sorted({f"{f.rule_id} {f.message}" for f in report.failures})
    return said


def words(pdf: bytes, layout: bool = False) -> str:
    """The text as pdftotext sees it. Without it the test is skipped; in CI it fails."""
    try:
        program = tools.pdftotext()
    except Missing as missing:
        tools.without("pdftotext", missing)
    command = [program, *(["-layout"] if layout else []), "-", "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def reader(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


def tags(pdf: bytes) -> Iterator[tuple[str, object]]:
    """Role and element of every tag that hangs in the tree, in reading order."""

    def walk(element):
        if "/S" in element:
            yield element["/S"], element
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            kid = kid.get_object() if hasattr(kid, "get_object") else kid
            if isinstance(kid, dict):
                yield from walk(kid)

    yield from walk(reader(pdf).trailer["/Root"]["/StructTreeRoot"])


def roles(pdf: bytes) -> list[str]:
    return [role for role, _element in tags(pdf)]


def bookmarks(pdf: bytes) -> list:
    """Titles of the bookmarks; a nested list for each lower level."""

    def titles(outline):
        return [titles(entry) if isinstance(entry, list) else entry.title for entry in outline]

    return titles(reader(pdf).outline)
