"""The Sitzungsvorlage in Word: what the printed one shows, in its order."""

from collections.abc import Mapping
from typing import IO, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from docx.document import Document

from ..printing.parts import LOGO
from .document import (
    clean,
    data_table,
    heading,
    key_table,
    mark_clause,
    new_document,
    picture,
    running,
)
from .richtext import RichText


def write(
    context: Mapping[str, Any], *, title: str, draft: bool, files: Mapping[str, Any]
) -> Document:
    """`context` as `reports.printing.council_paper` makes it, `files` as its recipe hands over."""
    paper, words = context["paper"], context["words"]
    document = new_document(title=title, author=context["letterhead"]["name"])
    running(
        document,
        left=context["letterhead"]["name"],
        middle=_("ENTWURF") if draft else "",
        right=paper.subject[:60] + ("…" if len(paper.subject) > 60 else ""),
        foot=context["kind_line"],
    )
    text = RichText(document)
    _head(document, context, draft=draft, logo=files.get(LOGO))
    if stations := context["stations"]:
        heading(document, words["consultations"], 1)
        data_table(document, stations["columns"], stations["rows"])
    _text(document, text, words["proposed_resolution"], paper.proposed_resolution)
    _text(document, text, _("Kurzfassung"), paper.summary)
    _reasons(document, text, context)
    if goals := context["strategic_goals"]:
        heading(document, words["strategic_goals"], 1)
        for code, said in goals:
            document.add_paragraph(clean(f"{code} {said}"))
    _finances(document, context["finances"], words)
    if implications := context["implications"]:
        heading(document, words["implications"], 1)
        data_table(document, implications["columns"], implications["rows"])
    _references(document, context)
    _signatures(document, context)
    text.write_notes(_("Fußnoten"))
    return document


def _head(document: Document, context: Mapping, *, draft: bool, logo: IO[bytes] | None) -> None:
    kept, words, paper = context["letterhead"], context["words"], context["paper"]
    if logo is not None:
        named = _("Wappen oder Logo: %(name)s") % {"name": kept["name"]}
        picture(document, logo, kept["logo_alt"] or named)
    for line in (kept["name"], *kept["lines"]):
        document.add_paragraph(clean(line)).paragraph_format.space_after = 0
    document.add_paragraph()
    if context["withdrawn"]:
        _strong(document, _("Diese Vorlage ist zurückgezogen."))
    elif draft:
        said = _("ENTWURF: Diese Vorlage ist noch nicht versandt und kann sich ändern.")
        _strong(document, said)
    _strong(document, context["kind_line"])
    document.add_paragraph(clean(words["subject"])).paragraph_format.space_after = 0
    document.add_paragraph(clean(paper.subject), style="Title")
    key_table(document, context["facts"])


def _strong(document: Document, text: str) -> None:
    document.add_paragraph().add_run(clean(text)).bold = True


def _text(document: Document, text: RichText, title: str, html: str) -> None:
    if html:
        heading(document, title, 1)
        text.write(html, 3)


def _reasons(document: Document, text: RichText, context: Mapping) -> None:
    if not context["sections"]:
        return
    heading(document, context["words"]["reasons"], 1)
    for section in context["sections"]:
        if section["heading"]:
            heading(document, section["heading"], section["level"] - 1)
        began = len(document.element.body) - 1  # behind it all stands the section's layout
        text.write(section["body"], section["inner"])
        if section["mark"] and not section["heading"]:
            mark_clause(document, section["mark"], began)


def _finances(document: Document, finances: Mapping | None, words: Mapping[str, str]) -> None:
    if not finances:
        return
    heading(document, words["finances"], 1)
    if finances["none"]:
        document.add_paragraph(_("Keine."))
    if lines := finances["lines"]:
        data_table(document, lines["columns"], lines["rows"], lines["sums"])
    key_table(document, finances["facts"])


def _references(document: Document, context: Mapping) -> None:
    words, withheld = context["words"], context["withheld"]
    if context["attachments"] or withheld:
        heading(document, words["attachments"], 1)
    for place, row in enumerate(context["attachments"], start=1):
        note = f" ({row['note']})" if row["note"] else ""
        document.add_paragraph(clean(f"{place}. {row['title']}{note}"))
    if withheld:
        said = ngettext(
            "%(count)s nichtöffentliche Anlage liegt den Gremien vor.",
            "%(count)s nichtöffentliche Anlagen liegen den Gremien vor.",
            withheld,
        )
        document.add_paragraph(said % {"count": withheld})
    if context["related"]:
        heading(document, _("Frühere Vorlagen und Beschlüsse"), 1)
        for line in context["related"]:
            document.add_paragraph(clean(line), style="List Bullet")
    if cosignatures := context["cosignatures"]:
        heading(document, _("Mitzeichnung"), 1)
        data_table(document, cosignatures["columns"], cosignatures["rows"])


def _signatures(document: Document, context: Mapping) -> None:
    """All on one page."""
    lines = [document.add_paragraph(clean(said)) for said in (context["place_and_date"],) if said]
    for signature in context["signatures"]:
        lines.append(document.add_paragraph())
        for line in filter(None, ("_" * 30, signature["name"], signature["function"])):
            lines.append(document.add_paragraph(clean(line)))
            lines[-1].paragraph_format.space_after = 0
    for line in lines[:-1]:
        line.paragraph_format.keep_with_next = True
