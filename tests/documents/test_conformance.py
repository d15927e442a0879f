"""Every paper is PDF/UA-1 and PDF/A-2a at once: the validator's verdict."""

from itertools import pairwise

import pytest

from integration_portal.documents.paper.richtext import paper_html
from tests.documents import reading, samples
from tests.documents.reading import complaints

pytestmark = pytest.mark.pdf


def test_a_brochure_is_sound(brochure):
    assert complaints(brochure.pdf) == {}


def test_a_draft_council_paper_is_sound(draft):
    assert complaints(draft.pdf) == {}


def test_a_preview_is_sound(render):
    assert complaints(render("<p>Text</p>", preview=True, draft=True).pdf) == {}


@pytest.mark.parametrize(
    "text",
    [
        "Türkçe İstanbul ğüşöç",
        "Ελληνικά",
        "Русский",
        "עברית בְּרֵאשִׁית",
        "العربية مَرْحَبًا",
        "کوردی پښتو",
        "emoji 😀 🎉 👨‍👩‍👧 🇩🇪",
        "中文 हिन्दी አማርኛ ქართული",
        "é x̂ ạ́ tiếng Việt",
        "\ue000 private",
        "a\u202eb\u2066c \u200b\u00ad\ufeff",
        "☐ ☑ ✓ → ①",
        "\x01\x0b\x1f",
    ],
)
def test_any_script_is_sound(render, text):
    paper = render(f"<p>{text} <b>{text}</b> <i>{text}</i></p>")

    assert complaints(paper.pdf) == {}


@pytest.mark.parametrize(
    "html",
    [
        samples.RICH,
        "<table><tr><th colspan=2>a</th></tr><tr><td rowspan=2>b</td><td>c</td></tr>"
        "<tr><td>d</td></tr></table>",
        "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
        "<table><tr><td rowspan=9 colspan=9>a</td></tr></table>",
        "<table></table><table><tr></tr></table><ul></ul><ul><li></li></ul><p></p>",
        "<ul><li><table><tr><td>a</td></tr></table></li><li><blockquote>b</blockquote></li></ul>",
        "<ul><li><p>a</p></li><ul><li>b<ol><li>c</li></ol></li></ul></ul>",
        "<a href='https://a.example/'><p>Block im Link</p></a>",
        "<p>a <a href='https://a.example/'>b <b>c <i>d</i></b> e</a> f</p>",
        "<p>a <a href='https://a.example/'>" + "b <b>c</b> " * 60 + "</a> f</p>",
        "<p><a href='https://a.example/'></a> <a href='#fehlt'>Sprung ins Leere</a></p>",
        "<h2>Zwei</h2><h4>Vier</h4><h2>Zwei</h2><p>T</p>",
        "<blockquote><ul><li>a</li></ul><h3>Titel</h3></blockquote>",
        "<p>Fußnote<span class='footnote'>mit <a href='https://a.example/'>Verweis</a></span></p>",
        "nur Worte <b>fett</b><p>und <u>ein</u> <s>Absatz</s><sub>1</sub><sup>2</sup></p>",
        "<p>" + "<em>" * 500 + "tief" + "</em>" * 500 + "</p>",
        "<p>" + "Donaudampfschifffahrtsgesellschaft" * 40 + "</p>",
    ],
)
def test_any_rich_text_is_sound(render, html):
    paper = render(f"<h2>Kapitel</h2>{paper_html(html, 3)}")

    assert complaints(paper.pdf) == {}


def test_a_link_has_one_annotation_a_line(render):
    paper = render("<p>a <a href='https://a.example/'>b <b>c <i>d</i></b> e</a> f</p>")

    assert len(reading.reader(paper.pdf).pages[0]["/Annots"]) == 1


def test_running_heads_are_artifacts(brochure):
    """They are printed on every page, and no tag holds them."""
    page = reading.reader(brochure.pdf).pages[2]
    content = page.get_contents().get_data()

    assert content.count(b"/Pagination") == 4
    assert "Seite 3 von 6" in page.extract_text()


def test_every_head_cell_has_a_scope(brochure):
    scopes = {
        element["/A"].get("/Scope") for role, element in reading.tags(brochure.pdf) if role == "/TH"
    }

    assert scopes == {"/Column", "/Row"}


def test_metadata_name_both_standards(draft):
    metadata = reading.reader(draft.pdf).trailer["/Root"]["/Metadata"]

    assert "/Filter" not in metadata
    assert b'pdfuaid:part="1"' in metadata.get_data()
    assert b'pdfaid:conformance="A"' in metadata.get_data()


def test_title_language_and_authority_are_in_the_file(brochure):
    pdf = reading.reader(brochure.pdf)

    assert pdf.metadata.title == "Integrationskonzept 2020"
    assert pdf.metadata.author == "Stadt Musterstadt"
    assert pdf.trailer["/Root"]["/Lang"] == "de"
    assert pdf.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]


def test_heading_levels_follow_each_other(brochure):
    levels = [int(role[2]) for role in reading.roles(brochure.pdf) if role[1:2] == "H"]

    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
