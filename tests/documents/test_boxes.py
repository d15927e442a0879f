"""What is kept from one box to the next changes nothing on paper."""

import sys

import pytest
from weasyprint.formatting_structure.boxes import Box
from weasyprint.text import line_break

from integration_portal.documents import rendering
from integration_portal.documents.paper import preparing, sheets, writing

pytestmark = pytest.mark.pdf

HTML = (
    '<!doctype html><html lang="de"><head><title>Probe</title><meta name="dcterms.created" '
    'content="2026-01-01T12:00:00+01:00"></head><body data-authority="Stadt"><h1>Probe</h1>'
    '<p class="kind">Gesperrt</p><p style="width: 40%; margin: 5% 0">Integrationsbeauftragte mit '
    "<b>fetten</b>, <i>schrägen</i>, <u>unterstrichenen</u> Wörtern und Fußnote<span "
    'class="footnote">Hier.</span></p><div style="box-sizing: border-box; width: 50mm; '
    'padding: 5mm">Kasten</div><ul><li>eins</li><li>zwei<ol><li>drei</li></ol></li></ul>'
    '<table><thead><tr><th scope="col">Jahr</th><th scope="col" class="number">Ansatz</th></tr>'
    '</thead><tbody><tr><th scope="row">2026</th><td class="number">15.000 €</td></tr></tbody>'
    '</table><p style="direction: rtl">مرحبا 123</p></body></html>'
)


def undo(patch) -> int:
    """Set the renderer's own functions again; returns how many."""
    undone = 0
    for name, module in list(sys.modules.items()):
        better = getattr(module, "resolve_percentages", None)
        if name.startswith("weasyprint") and hasattr(better, "__wrapped__"):
            patch.setattr(module, "resolve_percentages", better.__wrapped__)
            undone += 1
    for owner, name in (
        (Box, "is_in_normal_flow"),
        (line_break.Layout, "setup"),
        (line_break, "_font_style_cache_key"),
    ):
        patch.setattr(owner, name, getattr(owner, name).__wrapped__)
    patch.setattr(writing, "put_into_words", lambda pdf: None)
    patch.setattr(preparing, "_drop_blanks", lambda root: None)
    return undone


def test_a_paper_is_the_same_to_the_byte(monkeypatch):
    better = rendering.lay_out(HTML).pdf

    assert undo(monkeypatch) > 5
    assert rendering.lay_out(HTML).pdf == better


def test_parts_that_no_paper_has_are_not_missed(monkeypatch):
    better = rendering.lay_out(HTML).pdf
    rendering._press.cache_clear()
    try:
        monkeypatch.setattr(sheets, "narrowed", lambda css: css)
        assert rendering.lay_out(HTML).pdf == better
    finally:
        rendering._press.cache_clear()
