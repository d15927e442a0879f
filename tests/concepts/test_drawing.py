"""Rich text on a page: headings that fit in, footnotes, tables in boxes, the authority's words."""

import datetime as dt

import pytest
from django.template import Context, Template
from django.utils.html import strip_tags

from concepts.models import EditionFunding
from concepts.templatetags.concepts import address, fit_headings, funding_days, heading, prose
from tests.factories.accounts import LocalAuthorityFactory


def test_headings_fit_under_the_heading_of_their_chapter():
    html = "<h2>A</h2><h4>B</h4><h3>C</h3><h2>D</h2>"

    assert fit_headings(html, 3) == "<h4>A</h4><h5>B</h5><h5>C</h5><h4>D</h4>"


def test_the_first_heading_never_skips_a_level():
    assert fit_headings("<h4>A</h4><h2>B</h2><h3>C</h3>", 2) == "<h3>A</h3><h3>B</h3><h4>C</h4>"


def test_headings_go_no_deeper_than_a_page_has():
    assert fit_headings("<h2>A</h2><h3>B</h3>", 6) == "<h6>A</h6><h6>B</h6>"
    assert [heading(2), heading(9)] == ["h2", "h6"]


def test_footnotes_are_listed_after_the_text_and_lead_there_and_back():
    html = prose('<p>Text.<span class="footnote">Quelle <em>A</em>.</span> Mehr.</p>', 2, "k1")

    assert '<a class="note-ref" id="k1-ref1" href="#k1-fn1">' in html
    assert '<li id="k1-fn1">Quelle <em>A</em>. <a href="#k1-ref1">' in html
    assert html.index("Mehr.") < html.index("Quelle")


def test_a_table_scrolls_in_a_box_named_by_its_caption():
    html = prose(
        "<table><caption>Zahlen &amp; Werte</caption><tbody><tr><td>1</td></tr></tbody></table>"
    )

    assert 'tabindex="0" role="region" aria-label="Zahlen &amp;amp; Werte"' not in html
    assert 'tabindex="0" role="region" aria-label="Zahlen &amp; Werte"' in html


def test_a_table_without_a_caption_is_called_a_table():
    assert 'aria-label="Tabelle"' in prose("<table><tbody><tr><td>1</td></tr></tbody></table>")


def test_nothing_is_drawn_for_an_empty_text():
    assert prose("<p> </p>") == ""


def test_scripts_do_not_reach_the_page():
    html = prose('<p onclick="x()">A<script>alert(1)</script><a href="javascript:x">B</a></p>')

    assert strip_tags(html) == "AB"
    assert "script" not in html
    assert "onclick" not in html


def test_what_is_empty_is_left_out_of_an_address():
    assert address("concepts:concept", "offenburg", feld=1, leer="") == "/offenburg/konzept/?feld=1"


@pytest.mark.django_db
def test_the_authority_says_it_its_own_way():
    own = LocalAuthorityFactory(words={"field_of_action": "Arbeitsfeld"})
    usual = LocalAuthorityFactory()
    template = Template('{% load concepts %}{% word "field_of_action" 2 %}, {% word "goal" %}')

    said = [template.render(Context({"authority": one})) for one in (own, usual)]

    assert said == ["Arbeitsfeld, Ziel", "Handlungsfelder, Ziel"]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ({}, ""),
        (
            {"applied_on": dt.date(2025, 9, 12), "decided_on": dt.date(2025, 12, 8)},
            "gestellt am 12.09.2025 · Bescheid vom 08.12.2025",
        ),
        ({"proof_due_on": dt.date(2027, 6, 30)}, "Verwendungsnachweis bis 30.06.2027"),
        (
            {"proof_due_on": dt.date(2027, 6, 30), "proof_sent_on": dt.date(2027, 6, 1)},
            "Verwendungsnachweis am 01.06.2027",
        ),
    ],
)
def test_an_application_for_funding_tells_its_days(days, said):
    assert funding_days(EditionFunding(**days)) == said
