"""Long texts are cut where they can be read."""

import pytest
from django.template import Context, Template

from integration_portal.core.text import cut


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Kurz und gut", "Kurz und gut"),
        ("Drei von fünf Standorten geöffnet", "Drei von fünf …"),
        ("Erste Zeile\nund noch eine Zeile", "Erste Zeile und …"),
        ("https://portal.example/lang", "https://portal.exam…"),
        ("", ""),
    ],
)
def test_a_text_is_cut_after_a_whole_word(text, said):
    assert cut(text, 20) == said


def test_on_a_page_the_dots_stay_with_the_last_word_and_nothing_becomes_markup():
    page = Template("{% load formats %}{{ text|shortened:12 }}")

    assert page.render(Context({"text": "<b>Drei von fünf"})) == "&lt;b&gt;Drei\xa0…"
