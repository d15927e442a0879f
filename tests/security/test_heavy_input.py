"""What is far too long, too deep or too wide costs its sender an answer, not everybody the portal.

Times are generous: before, each of these took minutes or all memory.
"""

import time

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from integration_portal.core import fuzzy
from integration_portal.core.richtext import clean
from integration_portal.core.text import MOST_WORDS, words_sought
from integration_portal.documents.paper.richtext import paper_html
from tests.factories.measures import MeasureFactory

MOST = 200_000  # characters of a text


@pytest.fixture
def quick():
    """The work takes no longer than a patient reader waits, whatever else the machine does."""
    begin = time.process_time()
    yield
    assert time.process_time() - begin < 10


@pytest.mark.parametrize(
    "piece", ["<b>", "<div>", "<ul><li>", "<table><tr><td>", "<em></b><strong>", "<section><p>"]
)
def test_a_text_nested_without_end_keeps_its_words(piece, quick):
    deep = piece * (MOST // len(piece)) + "Wort &lt;1&gt;"

    assert clean(deep) == "<p>Wort &lt;1&gt;</p>"


def test_scripts_do_not_come_out_of_a_text_nested_without_end(quick):
    deep = "<div>" * 1000 + "<script>alert(1)</script>a<img src=x onerror=alert(1)>b &lt;script&gt;"

    assert clean(deep) == "<p>a<br>b &lt;script&gt;</p>"


def test_many_paragraphs_without_an_end_are_no_nesting():
    assert clean("<p>a" * 1000) == "<p>a</p>" * 1000


@pytest.mark.parametrize("comments", ["<!--" + "-" * MOST, "<!--" * 50_000, "<!x>" * 50_000])
def test_comments_cost_next_to_nothing(comments):
    begin = time.process_time()

    assert clean(f"<p>Wort</p>{comments}") == "<p>Wort</p>"
    assert time.process_time() - begin < 0.3


def test_many_footnotes_are_found_in_reasonable_time(quick):
    marks = "".join(f'<p>a<a href="#n{n}" id="r{n}">{n}</a></p>' for n in range(4000))
    notes = "".join(f'<p><a href="#r{n}" id="n{n}">{n}</a> Note</p>' for n in range(4000))

    assert clean(marks + notes) == '<p>a<span class="footnote">Note</span></p>' * 4000


@pytest.mark.parametrize(
    "rows",
    ['<tr><td rowspan="99" colspan="99">Wort</td></tr>' * 2000,
     "<tr>" + "<td>Wort</td>" * 5000 + "</tr>" + "<tr><td>Wort</td></tr>" * 3000],
)  # fmt: skip
def test_a_table_wider_than_any_sheet_is_told_row_by_row(rows, quick):
    html = paper_html(f"<table><caption>Titel</caption>{rows}</table>")

    assert html.startswith("<div><p>Titel</p><p>Wort")
    assert html.count("Wort") == rows.count("Wort")
    assert len(html) < len(rows) + 100


@pytest.mark.parametrize("text", ["ca. " * 10_000, "Ende " * 10_000, "1." * 10_000, "9" * 10_000])
def test_a_date_of_ten_thousand_signs_is_none(text, quick):
    with pytest.raises(ValidationError, match="ist als Datum nicht zu verstehen"):
        fuzzy.parse(text)


def test_a_search_asks_for_so_many_words_only():
    assert words_sought("Straße  strasse Öl") == ["strasse", "oel"]
    assert len(words_sought(" ".join(str(n) for n in range(5000)))) == MOST_WORDS
    assert len(words_sought("a" * 100_000)[0]) == 200


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("measures:list", "text"),
        ("council:papers", "text"),
        ("council:resolutions", "text"),
        ("stakeholders:network", "text"),
        ("reports:documents", "text"),
        ("reports:search", "q"),
    ],
)
@pytest.mark.parametrize("text", ["Ab " * 1200, "a" * 60_000, "\0%_\\"])
def test_every_search_takes_any_text(name, field, text, authority, officer, enter):
    address = reverse(name, args=[authority.slug])

    assert enter(officer).get(address, {field: text}).status_code == 200


@pytest.mark.parametrize("model", ["stakeholders_person", "accounts_user", "accounts_invitation"])
def test_every_search_of_the_administration_takes_any_text(model, operator, enter):
    address = reverse(f"admin:{model}_changelist")

    for text in ("Ab " * 1200, "a" * 60_000, "\0%_\\"):
        assert enter(operator).get(address, {"q": text}).status_code == 200


@pytest.mark.parametrize("day", ["31.12.9999", "01.01.0001", "9" * 5000])
def test_a_history_is_filtered_by_any_day(day, authority, officer, enter):
    measure = MeasureFactory(edition__concept__authority=authority)
    address = reverse("measures:history", args=[authority.slug, measure.pk])

    assert enter(officer).get(address, {"von": day}).status_code == 200
    assert enter(officer).get(address, {"bis": day}).status_code == 200


@pytest.mark.parametrize("number", ["9" * 5000, "9" * 19, "-1", "²", "١"])
def test_a_new_measure_takes_no_odd_number(number, authority, officer, enter):
    MeasureFactory(edition__concept__authority=authority)
    address = reverse("measures:new", args=[authority.slug])

    for name in ("feld", "baustein_von"):
        assert enter(officer).get(address, {name: number}).status_code == 404
