"""Rich text: what a chapter may hold, cleaned on the server whoever sent it.

Allowed are paragraphs, three levels of headings, lists, tables, quotations, emphasis, links and
footnotes (`<span class="footnote">`). Everything else, scripts, pictures, styles and the wrappings
of word processors among it, falls away; the words stay.
"""

import re
from html import unescape

import nh3
from django.db import models
from django.utils.translation import gettext_lazy as _

from .text import without_nul

TAGS = {
    "p", "br", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "strong", "em", "u", "s", "sub",
    "sup", "a", "span", "table", "caption", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "th": {"colspan", "rowspan"}, "td": {"colspan", "rowspan"}}
LINK_SCHEMES = {"https", "mailto", "tel"}
MAX_LENGTH = 200_000

_cleaner = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    allowed_classes={"span": {"footnote"}},
    url_schemes=LINK_SCHEMES,
    link_rel="noopener noreferrer",
    strip_comments=True,
    clean_content_tags={"script", "style", "iframe", "object", "noscript", "template", "title"},
)
_RENAMED = {"b": "strong", "i": "em", "div": "p", "h1": "h2", "h5": "h4", "h6": "h4", "strike": "s"}
_RENAME = re.compile(r"<(/?)(b|i|div|h1|h5|h6|strike)(?=[\s>/])", re.IGNORECASE)
_WORD_ITEM = re.compile(
    r"<p[^>]*class=[\"']?MsoListParagraph[^>]*>(?P<text>.*?)</p>", re.IGNORECASE | re.DOTALL
)
_WORD_BULLET = re.compile(r"^(?:<[^>]+>|\s|&nbsp;|\xa0)*[·•o§\-–](?:<[^>]+>|\s|&nbsp;|\xa0)+")
_INSECURE_LINK = re.compile(r"(<a\s[^>]*href=[\"'])http:", re.IGNORECASE)
_BARE_SPAN = re.compile(r"<span(?: class=\"\")?>(.*?)</span>", re.DOTALL)
_ANY_TAG = re.compile(r"<[a-zA-Z/!]")
_TAG = re.compile(r"<[^>]+>")
_BLOCK_END = re.compile(r"</(?:p|h[2-4]|li|tr|td|th|caption|blockquote)>|<br>")
_EMPTY = re.compile(r"<p>(?:\s|&nbsp;|<br>)*</p>")


def clean(html: str | None) -> str:
    """Return only what is allowed; plain text becomes paragraphs; empty stays empty."""
    text = without_nul(html or "").strip()
    if not text:
        return ""
    if not _ANY_TAG.search(text):
        text = paragraphs(text)
    text = _WORD_ITEM.sub(_word_item, text).replace("</ul><ul>", "").replace("</ul>\n<ul>", "")
    text = _RENAME.sub(lambda m: f"<{m[1]}{_RENAMED[m[2].lower()]}", text)
    text = _cleaner.clean(_INSECURE_LINK.sub(r"\1https:", text))
    previous = None
    while previous != text:
        previous, text = text, _BARE_SPAN.sub(r"\1", text)
    text = _EMPTY.sub("", text).strip()
    return text if plain(text) else ""


def _word_item(match: re.Match) -> str:
    """A word processor's list is a row of paragraphs that begin with a dot."""
    return f"<ul><li>{_WORD_BULLET.sub('', match['text'])}</li></ul>"


def paragraphs(text: str) -> str:
    """Typed text without tags: an empty line parts paragraphs, a line break stays one."""
    escaped = nh3.clean_text(text) if any(c in text for c in "<>&") else text
    blocks = re.split(r"\n\s*\n", escaped.replace("\r\n", "\n"))
    return "".join(f"<p>{block.strip().replace(chr(10), '<br>')}</p>" for block in blocks)


def plain(html: str | None) -> str:
    """The words alone, for searching, previews and comparisons."""
    spaced = _BLOCK_END.sub(lambda m: m.group() + "\n", html or "")
    words = unescape(_TAG.sub("", spaced)).replace("\xa0", " ")
    return "\n".join(line for raw in words.splitlines() if (line := " ".join(raw.split())))


class RichTextField(models.TextField):
    """Cleaned whenever it is saved, whatever form, command or import it came from."""

    description = _("Text mit Überschriften, Listen und Tabellen")

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance, add):
        cleaned = clean(getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, cleaned)
        return cleaned

    def formfield(self, **kwargs):
        from .widgets import RichTextFormField

        return super().formfield(**({"form_class": RichTextFormField} | kwargs))
