"""For templates of papers: `{% load paper %}`."""

from django import template
from django.utils.safestring import SafeString

from ..paper.richtext import paper_html

register = template.Library()


@register.filter(name="paper_html")
def paper_html_filter(html: str | None, level: int = 2) -> SafeString:
    """`{{ chapter.text|paper_html:3 }}`: rich text whose first heading becomes an h3."""
    return paper_html(html, int(level))
