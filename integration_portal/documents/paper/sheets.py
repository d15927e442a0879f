"""The renderer's own style sheet, asked of fewer elements.

WeasyPrint gives every element a style for its marker, its footnote call and four more, whether it
can have them or not: six styles beside its own. Of a concept with 500 measures that is a third of
all memory. Here numbered lists alone have a style for their markers (the dash of the others looks
as the words behind it), footnotes alone what belongs to footnotes, and of the margins of a page
those that paper uses: head and foot.
"""

import re

_RULES = (
    (re.compile(r"^::marker\b", re.MULTILINE), "ol > li::marker"),
    (re.compile(r"^::(footnote-|note-)", re.MULTILINE), r".footnote::\1"),
    (re.compile(r"^ +@(note-area|(left|right)-|(top|bottom)-\w+-corner).*\n", re.MULTILINE), ""),
)


def narrowed(css: str) -> str:
    """The sheet with its rules for parts of anything bound to what can have them."""
    for pattern, selector in _RULES:
        css = pattern.sub(selector, css)
    return css


def page_type() -> type:
    """WeasyPrint's HTML with the narrowed sheet. Raises OSError where Pango is missing."""
    from weasyprint import CSS, HTML
    from weasyprint.html import UA, UA_COUNTER_STYLE

    sheet = CSS(string=narrowed(UA), counter_style=UA_COUNTER_STYLE)

    class PaperPage(HTML):
        def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
            return [sheet]

    return PaperPage
