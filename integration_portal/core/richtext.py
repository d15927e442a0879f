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

from . import pasted
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
_INSECURE_LINK = re.compile(r"(<a\s[^>]*?href=[\"']?)http:", re.IGNORECASE)
_LINK = re.compile(r"<a( [^>]*)?>((?:(?!<a[ >]).)*?)</a>", re.DOTALL)
_GOOD_LINK = re.compile(r" href=\"(?:https|mailto|tel):")
_SPAN = re.compile(r"<span(?: class=\"\")?>((?:(?!<span).)*?)</span>", re.DOTALL)
_ANY_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9:]*(?:\s[^<>]*|/)?>|<!--|<!\w")
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9:]*(?:\s[^<>]*|/)?>|<!--|<!\w")
_TAG = re.compile(r"<[^>]+>")
_BLOCK_END = re.compile(r"</(?:p|h[2-4]|li|tr|td|th|caption|blockquote)>|<br>")
_HOLLOW = re.compile(
    r"<(p|h[2-4]|strong|em|u|s|sub|sup|a|span|li|blockquote|ul|ol)(?: [^>]*)?>"
    r"(?:\s|&nbsp;|\xa0|<br>)*</\1>"
)


def clean(html: str | None) -> str:
    """Return only what is allowed; plain text becomes paragraphs; empty stays empty.

    Cleaning twice is cleaning once.
    """
    text = without_nul(html or "").strip()
    if not text:
        return ""
    if not _ANY_TAG.search(text):
        return paragraphs(text)
    if text != _safe(text):  # what was cleaned before needs no second look at its shape
        secure = _INSECURE_LINK.sub(r"\1https:", text)
        try:
            text = _safe(pasted.tidy(secure))
        except RecursionError:  # nobody writes so deeply nested; the words are what counts
            text = paragraphs(plain(_safe(secure)))
    return text if plain(text) else ""


def _safe(text: str) -> str:
    """Only what is allowed, without links that lead nowhere and elements that hold nothing."""
    text = _cleaner.clean(text)
    previous = None
    while previous != text:
        previous = text
        text = _LINK.sub(lambda m: m[0] if _GOOD_LINK.search(m[1] or "") else m[2], text)
        text = _HOLLOW.sub("", _SPAN.sub(r"\1", text))
    return text.strip()


def paragraphs(text: str) -> str:
    """Typed text without tags: an empty line parts paragraphs, a line break stays one."""
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n"))
    escaped = (_escaped(block.strip()).replace("\n", "<br>") for block in blocks if block.strip())
    return "".join(f"<p>{block}</p>" for block in escaped)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


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
