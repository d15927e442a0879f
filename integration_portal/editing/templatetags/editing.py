"""Tags of pages on which something is entered or put in order: `{% load editing %}`."""

import difflib
import re

from django import template
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ..views.moving import anchor

register = template.Library()

_WORDS = re.compile(r"\s+|[^\s]+")
_COMPARED = 20_000  # characters; longer texts are shown without marks


@register.inclusion_tag("editing/side.html")
def side(value, rich: bool = False, other=None) -> dict:
    """One side of a comparison; words the other side has not are marked."""
    if value is None:
        return {"gone": True}
    if isinstance(value, list):
        return {"pairs": value}
    if rich:
        return {"html": value}
    return {"words": _marked(value, other if isinstance(other, str) else value)}


def _marked(text: str, other: str) -> SafeString:
    """The text with every word marked that the other side does not have at this place."""
    if len(text) + len(other) > _COMPARED:
        return format_html("{}", text)
    ours, theirs = _WORDS.findall(text), _WORDS.findall(other)
    matcher = difflib.SequenceMatcher(None, theirs, ours, autojunk=False)
    parts = [
        ("".join(ours[start:end]), tag != "equal")
        for tag, _i, _j, start, end in matcher.get_opcodes()
        if start < end
    ]
    written = (
        format_html("<mark>{}</mark>" if different else "{}", words) for words, different in parts
    )
    return format_html_join("", "{}", ((part,) for part in written))


@register.simple_tag
def movable(thing, url: str) -> SafeString:
    """Attributes of a list entry that can be moved: its anchor, and where a drop is sent."""
    return format_html('id="{}" data-move="{}" tabindex="-1"', anchor(thing), url)


@register.inclusion_tag("editing/move_buttons.html", takes_context=True)
def move_buttons(
    context: Context, thing, url: str, target: str = "", *, first=False, last=False
) -> dict:
    """Up and down. `target` is the selector of the list that the answer replaces."""
    request = context.get("request")
    htmx = request is not None and request.headers.get("HX-Request") == "true"
    came = request.headers.get("HX-Current-URL", "") if htmx else ""
    path = "/" + came.partition("://")[2].partition("/")[2] if came else request and request.path
    return {
        "csrf_token": context.get("csrf_token"),
        "thing": thing,
        "name": str(thing)[:80],
        "anchor": anchor(thing),
        "url": url,
        "target": target,
        "first": first,
        "last": last,
        "next": path,
    }


@register.simple_tag
def reorder_media() -> SafeString:
    """The script of lists in order, and the line a screen reader listens to."""
    return format_html(
        '<p class="kern-sr-only" role="status" aria-live="polite" id="verschoben"></p>'
        '<script src="{}" defer></script>',
        static("portal/js/reorder.js"),
    )
