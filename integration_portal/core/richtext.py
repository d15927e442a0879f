"""Rich text: what a chapter may hold, cleaned on the server whoever sent it.

Allowed are paragraphs, three levels of headings, lists, tables, quotations, emphasis, links and
footnotes (`<span class="footnote">`). Everything else, scripts, pictures, styles and the wrappings
of word processors among it, falls away; the words stay.
"""

import re
from collections import Counter
from dataclasses import dataclass
from html import unescape
from typing import Any

import nh3
from django.db import models
from django.utils.html import escape
from django.utils.translation import gettext
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
_GOOD_LINK = re.compile(r'href="(?:https|mailto|tel):')
_ANY_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9:]*(?:\s[^<>]*|/)?>|<!--|<!\w")
_TAG = re.compile(r'<(?:[^<>"]|"[^"]*")*>')
_NAME = re.compile(r"</?([a-z0-9]+)")
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_CAPTION = re.compile(r"<caption>(.*?)</caption>", re.DOTALL)
DEEPEST = 600  # elements open at once
_NESTING = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_CLOSES_ITSELF = {
    "p", "li", "td", "th", "tr", "dt", "dd", "tbody", "thead", "tfoot", "option", "br", "hr", "img",
    "col", "wbr", "meta", "link", "input",
}  # fmt: skip
_UNSAID = re.compile(r"<(script|style|template)\b.*?(?:</\1[^>]*>?|$)", re.IGNORECASE | re.DOTALL)
_PIECES = re.compile(r"(?:<[^<>]*>?\s*)+")
_BLOCK_END = re.compile(r"</(?:p|h[2-4]|li|tr|td|th|caption|blockquote)>|<br>")
# Without words in them they are nothing; an empty cell of a table is something.
_HOLLOW = {
    "p", "h2", "h3", "h4", "strong", "em", "u", "s", "sub", "sup", "a", "span", "li",
    "blockquote", "ul", "ol",
}  # fmt: skip


def clean(html: str | None) -> str:
    """Return only what is allowed; plain text becomes paragraphs; empty stays empty.

    Cleaning twice is cleaning once.
    """
    text = without_nul(html or "").strip()
    if not text:
        return ""
    if not _ANY_TAG.search(text):
        return paragraphs(text)
    if _is_too_deep(text):
        return paragraphs(unescape(_PIECES.sub("\n", _UNSAID.sub("", text))))
    if text != _safe(text):  # what was cleaned before needs no second look at its shape
        try:
            text = _safe(pasted.tidy(text))
        except RecursionError:  # nobody writes so deeply nested; the words are what counts
            text = paragraphs(plain(_safe(text)))
    return text if plain(text) else ""


def _is_too_deep(text: str) -> bool:
    """More elements open at once than anybody writes: reading them takes the square of the time.

    Counted a little high: what is never closed counts, except what an end of its own kind implies.
    """
    opened: Counter[str] = Counter()
    depth = 0
    for tag in _NESTING.finditer(text):
        name = tag[2].lower()
        if name in _CLOSES_ITSELF:
            continue
        if not tag[1]:
            opened[name] += 1
            depth += 1
        elif opened[name]:
            opened[name] -= 1
            depth -= 1
        if depth > DEEPEST:
            return True
    return False


def _safe(text: str) -> str:
    """Only what is allowed, without links that lead nowhere and elements that hold nothing."""
    return _solid(_cleaner.clean(text)).strip()


@dataclass
class _Open:
    """An element whose end has not come: where it begins in the output, and if words came yet."""

    name: str
    at: int
    kept: bool
    filled: bool = False


def _solid(text: str) -> str:
    """Drop hollow elements, bare spans and links without an address, in one pass.

    `text` is what nh3 writes: every element is closed, and closed in order.
    """
    out: list[str] = []
    opened = [_Open("", 0, kept=True)]
    end = 0
    for tag in _TAG.finditer(text):
        _words(text[end : tag.start()], out, opened)
        end = tag.end()
        named = _NAME.match(tag[0])
        name = named[1] if named else ""
        if name == "br":
            out.append(tag[0])
        elif not tag[0].startswith("</"):
            opened.append(_Open(name, len(out), kept=_is_kept(name, tag[0], opened)))
            if opened[-1].kept:
                out.append(tag[0])
        elif len(opened) > 1:
            _close(opened.pop(), tag[0], out, opened)
    _words(text[end:], out, opened)
    return "".join(out)


def _words(words: str, out: list[str], opened: list[_Open]) -> None:
    if words:
        out.append(words)
        opened[-1].filled |= bool(words.replace("&nbsp;", " ").strip())


def _is_kept(name: str, tag: str, opened: list[_Open]) -> bool:
    if name == "span":
        inside = any(one.name == "span" and one.kept for one in opened)
        return 'class="footnote"' in tag and not inside
    return name != "a" or bool(_GOOD_LINK.search(tag))


def _close(element: _Open, tag: str, out: list[str], opened: list[_Open]) -> None:
    if element.filled or element.name not in _HOLLOW:
        opened[-1].filled = True
        if element.kept:
            out.append(tag)
        return
    inside = element.name in ("strong", "em", "u", "s", "sub", "sup", "a", "span")
    blank = inside and any(piece.isspace() or piece == "&nbsp;" for piece in out[element.at :])
    del out[element.at :]
    if blank:
        out.append(" ")


def paragraphs(text: str) -> str:
    """Typed text without tags: an empty line parts paragraphs, a line break stays one."""
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n"))
    escaped = (_escaped(block.strip()).replace("\n", "<br>") for block in blocks if block.strip())
    return "".join(f"<p>{block}</p>" for block in escaped)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def boxed(html: str) -> str:
    """Clean text for a page: its tables in boxes that scroll, by keyboard too, with a name."""
    return _TABLE.sub(_box, html)


def _box(match: re.Match) -> str:
    caption = _CAPTION.search(match[0])
    label = " ".join(plain(caption[1]).split()) if caption else gettext("Tabelle")
    return (
        f'<div class="table-wrap" tabindex="0" role="region" aria-label="{escape(label)}">'
        f"{match[0]}</div>"
    )


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
        from .widgets import RichTextFormField, RichTextWidget

        own: dict[str, Any] = {"form_class": RichTextFormField, "widget": RichTextWidget}
        return super().formfield(**(own | kwargs))
