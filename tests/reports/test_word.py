"""The Sitzungsvorlage as a Word file: read back as an office would open it."""

import io

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from docx import Document
from docx.oxml.ns import qn
from PIL import Image

from council.models import PaperSection, RelatedPaper
from integration_portal.documents.recipes import recipes
from reports.word.document import new_document
from reports.word.richtext import RichText
from tests.documents import samples
from tests.factories.concepts import StrategicGoalFactory
from tests.factories.council import (
    AttachmentFactory,
    CouncilPaperFactory,
    full_paper,
    send,
)
from tests.personas import PERSONAS
from tests.reports import word_rules

pytestmark = pytest.mark.django_db


def address(paper):
    return reverse("reports:word", args=[paper.authority.slug, paper.pk])


def opened(client, paper):
    answer = client.get(address(paper))
    assert answer.status_code == 200
    return Document(io.BytesIO(b"".join(answer.streaming_content)))


def headings(document) -> list[tuple[int, str]]:
    return [
        (int(p.style.name[-1]), p.text)
        for p in document.paragraphs
        if p.style.name.startswith("Heading")
    ]


def written(html: str, level: int = 3):
    """A text alone, in a document of its own."""
    document = new_document(title="Probe", author="Stadt")
    text = RichText(document)
    text.write(html, level)
    text.write_notes("Fußnoten")
    return document


@pytest.fixture
def paper(authority):
    return CouncilPaperFactory(authority=authority, subject="Fortschreibung des Konzepts")


# Who


@pytest.mark.parametrize("name", PERSONAS)
def test_officers_alone_get_it(name, persona, enter, paper):
    status = enter(persona(name)).get(address(paper)).status_code
    inside = {"administrator": 403, "contributor": 403, "reader": 403}
    assert status == ({"visitor": 302, "officer": 200} | inside).get(name, 404)


def test_it_is_offered_beside_the_preview(enter, officer, paper):
    shown = enter(officer).get(paper.get_absolute_url()).content.decode()
    assert f'href="{address(paper)}"' in shown


# What


def test_it_holds_what_the_printed_one_shows_in_its_order(enter, officer, authority):
    paper = full_paper(authority=authority)
    recipe = recipes.get("sitzungsvorlage")
    context = recipe.context(recipe.data(paper, {}))
    document = opened(enter(officer), paper)
    words = context["words"]
    parts = [
        (words["consultations"], context["stations"]),
        (words["proposed_resolution"], paper.proposed_resolution),
        ("Kurzfassung", paper.summary),
        (words["reasons"], context["sections"]),
        (words["strategic_goals"], context["strategic_goals"]),
        (words["finances"], context["finances"]),
        (words["implications"], context["implications"]),
        (words["attachments"], context["attachments"]),
        ("Frühere Vorlagen und Beschlüsse", context["related"]),
        ("Mitzeichnung", context["cosignatures"]),
    ]
    first = [text for level, text in headings(document) if level == 1]
    assert first == [title for title, filled in parts if filled]
    tables = ["\n".join(cell.text for cell in t._cells) for t in document.tables]
    stations = next(text for text in tables if "1. " in text)
    assert all(cell in stations for row in context["stations"]["rows"] for cell in row)


def test_a_paper_with_nothing_but_its_subject_has_no_empty_section(enter, officer, paper):
    document = opened(enter(officer), paper)
    assert headings(document) == []
    assert [p.text for p in document.paragraphs if p.style.name == "Title"] == [paper.subject]


def test_everything_a_paper_may_hold_stands_in_it(enter, officer, authority, paper):
    paper.summary = "<p>Kurz gesagt</p>"
    paper.finance_answer = "none"
    paper.place, paper.confidential = "Waiblingen", False
    paper.save()
    paper.strategic_goals.add(StrategicGoalFactory(authority=authority, code="A3", text="Teilhabe"))
    PaperSection.objects.create(paper=paper, label="1", body="<p>Nur mit Nummer</p>")
    PaperSection.objects.create(paper=paper, label="A", title="Rückblick", body="<p>Damals</p>")
    paper.signatures.create(function="Dezernat II", name="")
    AttachmentFactory(paper=paper, title="Bericht", confidential=False)
    AttachmentFactory(paper=paper, title="Geheim", confidential=True)
    RelatedPaper.objects.create(paper=paper, reference="BSV 3/2017")
    text = "\n".join(p.text for p in opened(enter(officer), paper).paragraphs)
    for said in (
        "Kurz gesagt", "Keine.", "A3 Teilhabe", "1.", "A. Rückblick", "Dezernat II", "Waiblingen",
        "1. Bericht", "1 nichtöffentliche Anlage liegt den Gremien vor.", "BSV 3/2017",
    ):  # fmt: skip
        assert said in text
    assert "Geheim" not in text


def test_drafts_say_so_until_they_are_sent(enter, officer, authority):
    paper = full_paper(authority=authority)
    client = enter(officer)
    marked = opened(client, paper)
    assert "ENTWURF" in marked.sections[0].header.paragraphs[0].text
    assert any(p.text.startswith("ENTWURF:") for p in marked.paragraphs)
    send(paper)
    plain = opened(client, paper)
    assert "ENTWURF" not in plain.sections[0].header.paragraphs[0].text
    assert not any(p.text.startswith("ENTWURF:") for p in plain.paragraphs)


def test_a_withdrawn_paper_says_so(enter, officer, paper):
    type(paper).objects.filter(pk=paper.pk).update(state="withdrawn")
    texts = [p.text for p in opened(enter(officer), paper).paragraphs]
    assert "Diese Vorlage ist zurückgezogen." in texts


def test_pages_are_counted_and_the_language_is_german(enter, officer, paper):
    document = opened(enter(officer), paper)
    foot = document.sections[0].footer.paragraphs[0]
    codes = [field.get(qn("w:instr")) for field in foot._p.iter(qn("w:fldSimple"))]
    languages = {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))}
    assert (codes, languages) == (["PAGE", "NUMPAGES"], {"de-DE"})
    facts = document.core_properties
    assert (facts.language, facts.author) == ("de-DE", paper.authority.name)
    assert facts.title.endswith(paper.subject)


def test_the_file_keeps_the_rules_of_its_format(enter, officer, authority):
    raw = io.BytesIO()
    Image.new("RGB", (40, 40), "navy").save(raw, "PNG")
    authority.logo.save("logo.png", ContentFile(raw.getvalue()))
    paper = full_paper(authority=authority, summary=samples.RICH)
    for label, body in (("1", samples.RICH), ("2", "<p>Nur ein Satz.</p>")):
        PaperSection.objects.create(paper=paper, level=1, label=label, title="", body=body)
    answer = enter(officer).get(address(paper))

    assert word_rules.faults(b"".join(answer.streaming_content)) == []


@pytest.mark.parametrize(("kind", "pictures"), [("PNG", 1), ("PPM", 0)])
def test_the_logo_comes_with_its_description(kind, pictures, enter, officer, authority, paper):
    raw = io.BytesIO()
    Image.new("RGB", (40, 40), "navy").save(raw, kind)
    authority.logo.save("logo.png", ContentFile(raw.getvalue()))
    document = opened(enter(officer), paper)
    found = document.inline_shapes
    assert [shape._inline.docPr.get("descr") for shape in found] == [
        f"Wappen oder Logo: {authority.name}"
    ] * pictures


# Rich text


def test_headings_follow_the_level_they_stand_under():
    document = written("<h2>Erstens</h2><p>Text</p><h3>Genauer</h3>")
    assert headings(document) == [(2, "Erstens"), (3, "Genauer")]


def test_lists_are_lists_and_each_begins_with_one():
    document = written(
        "<ol><li>eins<ul><li>innen</li></ul></li><li>zwei</li></ol><p>Text</p><ol><li>neu</li></ol>"
    )
    found = [(p.style.name, p.text) for p in document.paragraphs if p.text]
    assert found == [
        ("List Number", "eins"),
        ("List Bullet 2", "innen"),
        ("List Number", "zwei"),
        ("Normal", "Text"),
        ("List Number", "neu"),
    ]
    numbers = [
        p._p.pPr.numPr.numId.val for p in document.paragraphs if p.style.name == "List Number"
    ]
    assert numbers[0] == numbers[1] != numbers[2]


def test_tables_repeat_their_head_and_keep_rows_whole():
    document = written(
        "<table><caption>Zahlen</caption><thead><tr><th>Jahr</th><th>Wert</th></tr></thead>"
        '<tbody><tr><td rowspan="2">2026</td><td>5</td></tr><tr><td>6</td></tr>'
        '<tr><td colspan="2">Ende</td></tr></tbody></table>'
    )
    (table,) = document.tables
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Jahr", "Wert"],
        ["2026", "5"],
        ["2026", "6"],
        ["Ende", "Ende"],
    ]
    assert document.paragraphs[0].text == "Zahlen"


def test_a_clause_without_title_begins_with_its_mark(enter, officer, paper):
    for label, body in (
        ("1", "<p>Erster Satz.</p><p>Zweiter.</p>"),
        ("2", "<ul><li>Punkt</li></ul>"),
    ):
        PaperSection.objects.create(paper=paper, level=1, label=label, title="", body=body)

    shown = [p for p in opened(enter(officer), paper).paragraphs if p.text][-4:]

    assert [p.text for p in shown[-4:]] == ["1.\tErster Satz.", "Zweiter.", "2.", "Punkt"]
    indents = [p.paragraph_format.left_indent for p in shown]
    assert [round(indent.mm) if indent else None for indent in indents] == [8, 8, None, None]
    assert shown[0].runs[0].bold


def test_words_keep_their_marks_links_and_notes():
    document = written(
        "<blockquote><p>Zitat</p></blockquote><p><strong>fett <em>beides</em></strong><br>"
        '<a href="https://amt.example/">Seite</a> <u>u</u>'
        '<span class="footnote">Quelle: Amt</span></p>'
    )
    quote, words, title, note = (p for p in document.paragraphs if p.text)
    assert quote.style.name == "Quote"
    assert [(r.text, r.font.bold, r.font.italic) for r in words.runs[:2]] == [
        ("fett ", True, None),
        ("beides", True, True),
    ]
    assert [link.address for link in words.hyperlinks] == ["https://amt.example/"]
    assert words.text.endswith("u(1)")
    assert (title.text, note.text) == ("Fußnoten", "(1) Quelle: Amt")


def test_nothing_is_written_of_no_text():
    assert written("").paragraphs == []
