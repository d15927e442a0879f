"""What can be wider than its place scrolls there, by keyboard too (WCAG 2.1.1)."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from integration_portal.core.templatetags.formats import rich

TEMPLATES = Path(settings.BASE_DIR) / "templates"
BOX = re.compile(
    r'<div\s+class="table-wrap"(?P<attributes>[^>]*)>(?P<table>.*?)</table>', re.DOTALL
)
CONDITION = re.compile(r"{% if [^%]*%}(?:(?!{% if ).)*?{% endif %}", re.DOTALL)
FOCUSABLE = re.compile(r'<a\b|<input\b|<button\b|{% column \S+ "|components/form_row\.html')

# Every row of these pictures is a link to the list it counts.
PICTURES = {"components/stacked_bars.html", "measures/sums.html"}


def boxes():
    for path in sorted(TEMPLATES.rglob("*.html")):
        if path.relative_to(TEMPLATES).parts[0] != "pdf":
            for number, box in enumerate(BOX.finditer(path.read_text()), 1):
                name = str(path.relative_to(TEMPLATES))
                if name not in PICTURES:
                    yield pytest.param(box["attributes"], box["table"], id=f"{name}, {number}")


@pytest.mark.parametrize(("attributes", "table"), list(boxes()))
def test_a_table_without_a_sure_link_is_reached_and_named_itself(attributes, table):
    while table != (table := CONDITION.sub("", table)):
        pass
    named = all(part in attributes for part in ('tabindex="0"', 'role="region"', "aria-label="))
    assert named or FOCUSABLE.search(table)


def test_a_table_in_rich_text_scrolls_in_a_box_named_by_its_caption():
    html = rich("<table><caption>A &amp; B</caption><tbody><tr><td>1</td></tr></tbody></table>")
    assert '<div class="table-wrap" tabindex="0" role="region" aria-label="A &amp; B">' in html
