"""Rich text in the constructs that paper needs."""

import pytest
from django.template import Context, Template

from integration_portal.documents.paper.richtext import paper_html


@pytest.mark.parametrize(
    ("html", "level", "expected"),
    [
        ("", 2, ""),
        (None, 2, ""),
        ("  ", 2, ""),
        ("Worte", 2, "<p>Worte</p>"),
        ("<h2>a</h2><h3>b</h3>", 3, "<h3>a</h3><h4>b</h4>"),
        ("<h4>a</h4><h2>b</h2>", 2, "<h2>a</h2><h2>b</h2>"),
        ("<h2>a</h2><h4>b</h4><h2>c</h2>", 2, "<h2>a</h2><h3>b</h3><h2>c</h2>"),
        ("<h2>a</h2><h3>b</h3>", 6, "<h6>a</h6><h6>b</h6>"),
        ("<ul><li><p>a</p></li></ul>", 2, "<ul><li>a</li></ul>"),
        ("<ul><li><p>a</p><p>b</p></li></ul>", 2, "<ul><li>a<br>b</li></ul>"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", 2, "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<ul><li></li></ul>", 2, ""),
        ("<blockquote>a</blockquote>", 2, "<blockquote><p>a</p></blockquote>"),
        ("<blockquote><h2>a</h2></blockquote>", 2, "<blockquote><p>a</p></blockquote>"),
        ("a<p>b</p>c", 2, "<p>a</p><p>b</p><p>c</p>"),
        ("<div>a <b>b</b></div>", 2, "<p>a <b>b</b></p>"),
        ('<p>a<span class="footnote x">b</span></p>', 2,
         '<p>a<span class="footnote">b</span></p>'),
        ("<p>1 &lt; 2 &amp; 3</p>", 2, "<p>1 &lt; 2 &amp; 3</p>"),
    ],
)  # fmt: skip
def test_rich_text_for_paper(html, level, expected):
    assert paper_html(html, level) == expected


def test_the_first_row_of_a_table_without_heads_becomes_its_head():
    html = paper_html("<table><tr><td>Jahr</td></tr><tr><td>2020</td></tr></table>")

    assert html == (
        '<table class="grid"><thead><tr><th scope="col">Jahr</th></tr></thead>'
        "<tbody><tr><td>2020</td></tr></tbody></table>"
    )


def test_a_head_at_the_left_heads_its_row():
    html = paper_html("<table><tr><th>Jahr</th><td>2020</td></tr></table>")

    assert html == (
        '<table class="grid"><tbody><tr><th scope="row">Jahr</th><td>2020</td></tr></tbody></table>'
    )


def test_every_row_gets_as_many_cells():
    html = paper_html(
        "<table><tr><th>a</th><th>b</th><th>c</th></tr><tr><td colspan=2>d</td></tr></table>"
    )

    assert html.count("<td") == 2


def test_nesting_that_nobody_writes_loses_the_nesting_and_keeps_the_words():
    html = paper_html("<blockquote>" * 200 + "tief" + "</blockquote>" * 200)

    assert html.count("<blockquote>") < 40
    assert "tief" in html


def test_a_script_in_the_depth_stays_silent():
    html = paper_html("<blockquote>" * 200 + "<svg><title>x</title></svg>" + "</blockquote>" * 200)

    assert "x" not in html


def test_a_caption_stays_and_strange_rows_go():
    html = paper_html(
        "<table><caption>Titel</caption><tr></tr><tr><td>a</td></tr>"
        "<tr><td>b</td></tr></table> danach"
    )

    assert html == (
        '<table class="grid"><caption>Titel</caption><thead><tr><th scope="col">a</th></tr></thead>'
        "<tbody><tr><td>b</td></tr></tbody></table><p> danach</p>"
    )


def test_the_template_filter_takes_the_level():
    page = Template("{% load paper %}{{ text|paper_html:4 }}").render(
        Context({"text": "<h2>a</h2>"})
    )

    assert page == "<h4>a</h4>"
