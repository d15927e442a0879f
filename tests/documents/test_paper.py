"""What a reader sees: contents, page numbers, marks, footnotes, figures."""

import re

import pytest

from integration_portal.documents import rendering
from tests.documents import reading, samples

pytestmark = pytest.mark.pdf


def test_contents_list_the_headings_with_their_pages(brochure):
    contents = reading.reader(brochure.pdf).pages[1].extract_text()

    assert re.search(r"Kapitel 1[ .]+3", contents)
    assert re.search(r"Zahlen[ .]+5", contents)


def test_bookmarks_follow_the_headings(brochure):
    top = reading.bookmarks(brochure.pdf)

    assert top[0] == "Integrationskonzept 2020"
    assert top[1][:3] == [
        "Inhalt",
        "Kapitel 1",
        ["Rückblick auf die Fortschreibung", ["Übersprungene Ebene"]],
    ]


def test_every_page_but_the_cover_counts(brochure):
    pages = [page.extract_text() for page in reading.reader(brochure.pdf).pages]

    assert brochure.pages == len(pages) == 6
    assert [bool(re.search(rf"Seite {n} von 6", text)) for n, text in enumerate(pages, 1)] == [
        False, True, True, True, True, True,
    ]  # fmt: skip


def test_footnotes_stand_at_the_foot(draft):
    page = reading.reader(draft.pdf).pages[0].extract_text()

    assert page.index("Sachverhalt") < page.index("Siehe die Sitzung vom")


def test_numbers_do_not_leave_their_units(render):
    for width in range(24, 60, 6):
        paper = render(f"<div style='width: {width}mm'>Kosten von 15.000 € nach § 9 im Jahr</div>")

        text = reading.words(paper.pdf, layout=True)
        assert "15.000 €" in text
        assert "§ 9" in text


def test_a_hyphen_that_begins_a_word_is_not_left_behind(render):
    widths = (27, 29, 31, 34)
    paper = render(
        "".join(f"<p style='width: {width}mm'>und <b>auch -lotsen</b></p>" for width in widths)
        + "".join(f"<p style='width: {width}mm'>Integrations-/-lotsen</p>" for width in widths)
    )

    assert reading.words(paper.pdf).count("-lotsen") == 2 * len(widths)


def test_a_draft_says_so_on_every_page_and_once_in_words(draft):
    pages = [page.extract_text() for page in reading.reader(draft.pdf).pages]
    spoken = [
        element for role, element in reading.tags(draft.pdf) if role == "/P" and "/K" in element
    ]

    assert all("ENTWURF" in page for page in pages)
    assert sum("ENTWURF: Dieses Papier" in page for page in pages) == 1
    assert spoken


def test_a_paper_that_is_no_draft_does_not_say_so():
    paper = rendering.render_paper("sample/paper.html", samples.council_paper(), title="Papier")

    assert "ENTWURF" not in reading.words(paper.pdf)


def test_a_preview_says_that_it_was_not_issued(render):
    assert "Vorschau – nicht ausgegeben" in reading.words(render("<p>a</p>", preview=True).pdf)


def test_facts_without_value_are_not_printed(draft):
    text = reading.words(draft.pdf)

    assert "Federführung" in text
    assert "Leer" not in text


def test_a_long_table_repeats_its_head(render):
    rows = "".join(f"<tr><td>{n}</td><td>x</td></tr>" for n in range(120))
    paper = render(f"<table><thead><tr><th>Nummer</th><th>Wert</th></tr></thead>{rows}</table>")

    texts = [page.extract_text() for page in reading.reader(paper.pdf).pages]
    assert len(texts) > 2
    assert all("Nummer" in text for text in texts)


def test_a_heading_is_not_left_alone_at_the_foot(render):
    for lines in range(40, 48):
        paper = render("<p>Zeile</p>" * lines + "<h2>Überschrift</h2><p>Absatz danach</p>")
        for page in reading.reader(paper.pdf).pages:
            text = page.extract_text()
            assert ("Überschrift" in text) == ("Absatz danach" in text)


def test_a_chart_is_a_figure_with_its_numbers_in_words(brochure):
    figures = [e["/Alt"] for role, e in reading.tags(brochure.pdf) if role == "/Figure"]

    assert figures == [
        "Wappen der Stadt Musterstadt",
        "Maßnahmen nach Handlungsfeld und Stand. Sprache: 3 geplant, 5 in Umsetzung, 2 umgesetzt; "
        "Arbeit und Ausbildung: 1 geplant, 4 in Umsetzung; Wohnen: 1 umgesetzt",
    ]


def test_german_words_are_hyphenated(render):
    paper = render(
        "<div style='width: 40mm'>Die Gleichstellungsbeauftragte und die Handlungsempfehlungen der "
        "Integrationsbeauftragten</div>"
    )

    assert re.search(r"\w-\n *\w", reading.words(paper.pdf, layout=True))


def test_a_space_after_the_last_word_breaks_no_line(render):
    line = "Eigenanteil 840.000 €; Zuschuss 360.000 €; ungedeckt 180.000 €"
    tight, loose = (
        render("".join(f"<p style='width: {mm / 10}mm'>{text}</p>" for mm in range(900, 1100, 2)))
        for text in (line, f"{line}\n  ")
    )

    assert reading.words(loose.pdf, layout=True) == reading.words(tight.pdf, layout=True)


def test_all_fonts_are_embedded_and_ours(draft):
    fonts = set()
    for page in reading.reader(draft.pdf).pages:
        for font in page["/Resources"]["/Font"].get_object().values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            fonts.add(descendant["/BaseFont"].partition("+")[2])
            assert any(
                k.startswith("/FontFile") for k in descendant["/FontDescriptor"].get_object()
            )

    assert all("Fira" in font for font in fonts)


@pytest.mark.parametrize("text", ["\ue000", "𒀀"])
def test_a_character_without_glyph_shows_as_a_sign(render, text):
    assert "davor ▯ danach" in reading.words(render(f"<p>davor {text} danach</p>").pdf)


def test_an_empty_title_still_makes_a_paper():
    paper = rendering.render_paper("sample/paper.html", samples.council_paper(), title="\x00 ")

    assert reading.reader(paper.pdf).metadata.title == "Dokument"


def test_progress_is_told_in_words():
    said = []

    paper = rendering.render_paper(
        "sample/paper.html",
        samples.council_paper(),
        title="Papier",
        progress=lambda phase, share: said.append(phase),
    )

    assert said[:3] == ["Inhalt zusammenstellen", "Seiten umbrechen", "Seiten umbrechen: Seite 1"]
    assert said[-1] == f"Datei schreiben: Seite {paper.pages} von {paper.pages}"


def test_a_paper_without_headings_has_no_contents(render):
    paper = render('<div><ol data-contents="3"></ol>Text</div>')

    assert "/L" not in reading.roles(paper.pdf)


def test_contents_leave_footnotes_out(render):
    paper = render(
        '<div class="contents"><ol data-contents="2"></ol></div>'
        '<h2>Titel<span class="footnote">Quelle</span> <b>fett</b></h2><h2>Zwei</h2><h2>Drei</h2>'
    )

    assert re.search(r"Titel fett[ .]+2", reading.words(paper.pdf, layout=True))


def test_render_pdf_returns_the_bytes():
    pdf = rendering.render_pdf("sample/paper.html", samples.council_paper(), title="Papier")

    assert pdf.startswith(b"%PDF-1.7")


def test_no_item_of_a_list_is_left_alone_at_a_page_break(render):
    items = "".join(f"<li>Punkt {n}</li>" for n in range(1, 5))
    for lines in range(24, 33):
        paper = render(f"{'<p>Zeile</p>' * lines}<ul>{items}</ul>")
        counts = [page.extract_text().count("Punkt") for page in reading.reader(paper.pdf).pages]
        assert {count for count in counts if count} <= {4, 2}, lines


def test_no_row_of_a_table_is_left_alone_at_a_page_break(render):
    rows = "".join(f"<tr><th scope='row'>Reihe {n}</th><td>x</td></tr>" for n in range(1, 5))
    for lines in range(24, 33):
        paper = render(f"{'<p>Zeile</p>' * lines}<table><tbody>{rows}</tbody></table>")
        counts = [page.extract_text().count("Reihe") for page in reading.reader(paper.pdf).pages]
        assert {count for count in counts if count} <= {4, 2}, lines


@pytest.mark.parametrize(("headings", "listed"), [(1, False), (2, False), (3, True)])
def test_a_list_of_contents_needs_something_to_list(render, headings, listed):
    contents = (
        '<div class="contents"><h2 data-unlisted>Inhalt</h2><ol data-contents="2"></ol></div>'
    )
    body = "".join(f"<h2>Kapitel {n}</h2><p>Text</p>" for n in range(headings))

    paper = render(contents + body)

    assert ("Inhalt" in reading.words(paper.pdf)) is listed
    assert reading.complaints(paper.pdf) == {}
