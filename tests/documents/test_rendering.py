"""What a paper costs the process that makes it."""

import gc
import re

import pytest
from weasyprint.html import UA

from integration_portal.documents.paper import sheets
from tests.documents import reading

pytestmark = pytest.mark.pdf

# More than the odd object that stays in a cache; far less than the boxes of a page.
A_FEW = 500


def test_a_finished_paper_leaves_nothing_behind(render):
    body = "<h2>Kapitel</h2><p>Ein Satz mit Wörtern</p>" * 60
    render(body)
    before = len(gc.get_objects())

    render(body)

    assert len(gc.get_objects()) - before < A_FEW


def test_the_collector_works_again_after_a_paper(render):
    render("<p>Text</p>")

    assert gc.isenabled()


def test_no_element_has_styles_for_what_it_cannot_have():
    everywhere = re.findall(r"^::[a-z-]+", sheets.narrowed(UA), re.MULTILINE)

    assert everywhere == []


def test_lists_keep_their_markers_and_footnotes_their_numbers(render):
    text = reading.words(
        render(
            "<ol><li>Erstens</li></ol><p>Wort<span class='footnote'>Anmerkung dazu</span></p>"
        ).pdf
    )

    assert re.search(r"1\.\s+Erstens", text)
    assert re.search(r"Wort\s*1\b", text)
    assert re.search(r"1\.\s+Anmerkung dazu", text)


def test_signs_that_no_font_can_set_are_named(render):
    assert render("<p>Danke 🎉🎉 und Tschüs</p>").unset == "🎉"


def test_the_scripts_of_the_neighbourhood_can_be_set(render):
    assert render("<p>Türkçe, Polski, Ελληνικά, Русский, Українська, Tiếng Việt</p>").unset == ""
