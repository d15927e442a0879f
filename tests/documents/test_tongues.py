"""Language of parts (ISO 14289-1, 7.2): what is in another language says in which."""

import pytest

from integration_portal.documents.paper.richtext import paper_html
from tests.documents import reading

pytestmark = pytest.mark.pdf


def spoken(pdf: bytes) -> list[tuple[str, str]]:
    return [(role, tag["/Lang"]) for role, tag in reading.tags(pdf) if "/Lang" in tag]


def test_words_in_another_language_are_tagged_with_it(render):
    html = paper_html('<p>Begrüßung: <span lang="tr">hoş geldiniz</span> für alle</p>')

    paper = render(html)

    assert spoken(paper.pdf) == [("/Span", "tr")]
    assert reading.complaints(paper.pdf) == {}


def test_a_whole_paragraph_in_another_language_is_tagged_with_it(render):
    paper = render(paper_html('<p lang="uk">Ласкаво просимо</p><p>Willkommen</p>'))

    assert spoken(paper.pdf) == [("/P", "uk")]


def test_a_language_nobody_knows_is_left_out(render):
    paper = render(paper_html('<p>a <span lang="nicht so &quot;gut&quot;">b</span></p>'))

    assert spoken(paper.pdf) == []
    assert reading.complaints(paper.pdf) == {}


def test_paper_in_one_language_says_it_once(render):
    paper = render("<p>Willkommen</p>")

    assert spoken(paper.pdf) == []
    assert reading.reader(paper.pdf).trailer["/Root"]["/Lang"] == "de"
