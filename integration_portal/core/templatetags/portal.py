"""The portal's components as tags and filters: `{% load portal %}`.

What appears in every row of a list is a tag that writes its few characters itself; what appears
once on a page is a template in `templates/components/`.
"""

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from .. import themes
from ..chips import Chip, chips_of
from ..errors import entries_of
from ..sections import SECTIONS, section_of

register = template.Library()

NOTHING = _("keine Angabe")
TONES = frozenset({"ok", "late", "bad", "neutral", "done"})


@register.simple_tag
def badge(label, tone: str | None = None) -> SafeString | str:
    """A state in words beside its shape. Takes a text and a tone, or a choice that has both."""
    text = getattr(label, "label", label)
    if text in (None, ""):
        return ""
    tone = tone or getattr(label, "tone", None)
    return format_html(
        '<span class="state {}"><span>{}</span></span>', tone if tone in TONES else "neutral", text
    )


@register.simple_tag
def link_button(url: str, label, *, primary: bool = False) -> SafeString:
    """A link that looks like a button; the one that matters most on a page is `primary=True`."""
    return format_html(
        '<a class="kern-btn kern-btn--{}" href="{}"><span class="kern-label">{}</span></a>',
        "primary" if primary else "secondary",
        url,
        label,
    )


@register.simple_tag
def button_to(label, view: str, *args, primary: bool = False) -> SafeString:
    """A link like a button to one of our pages: `{% button_to _("Bearbeiten") "a:edit" pk %}`."""
    return link_button(reverse(view, args=args), label, primary=primary)


@register.simple_tag(takes_context=True)
def column(context: Context, label, sort: str = "", *, number: bool = False) -> SafeString:
    """A column's head; with `sort` a link that sorts by it and says so (`aria-sort`).

    The order in force is `sort` of the context, otherwise of the address: "title" or "-title".
    """
    css = SafeString(' class="number"') if number else ""
    if not sort:
        return format_html('<th scope="col" role="columnheader"{}>{}</th>', css, label)
    request = context["request"]
    current = str(context.get("sort") or request.GET.get("sort", ""))
    state, target = "", sort
    if current == sort:
        state, target = SafeString(' aria-sort="ascending"'), f"-{sort}"
    elif current == f"-{sort}":
        state = SafeString(' aria-sort="descending"')
    return format_html(
        '<th scope="col" role="columnheader"{}{}><a class="sort" href="{}">{}</a></th>',
        css,
        state,
        _address(request, sort=target, page=None),
        label,
    )


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, page) -> dict:
    """Which rows these are and the ways to the others; on a single page just the count."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "request": context["request"],
        "numbers": list(numbers) if page.has_other_pages() else [],
        "ellipsis": page.paginator.ELLIPSIS,
    }


@register.inclusion_tag("components/chips.html", takes_context=True)
def chips(context: Context, source) -> dict:
    """The filters in force, each a link that drops it. Takes a filter set, a form or `Chip`s."""
    request = context["request"]
    form = getattr(source, "form", source)
    found: list[Chip] = (
        list(source) if isinstance(source, (list, tuple)) else chips_of(form, request)
    )
    return {"chips": found, "clear": request.path}


@register.filter
def active(form) -> int:
    """How many filters of a bound form are in force."""
    return sum(bool(form.data.get(form.add_prefix(name))) for name in form.fields)


@register.inclusion_tag("components/error_summary.html")
def error_summary(*sources) -> dict:
    """All errors of the given forms and formsets (and lists of them), with links to the fields."""
    entries = entries_of(sources)
    return {"entries": entries, "count": len(entries)}


@register.inclusion_tag("components/fields.html")
def fields(form, *names: str, columns: int = 1) -> dict:
    """Chosen fields of a form with label, help and errors, in one to four columns."""
    return {"fields": [form[name] for name in names if name in form.fields], "columns": columns}


@register.inclusion_tag("components/stacked_bar.html")
def stacked_bar(parts) -> dict:
    """Parts ({label, count, tone}) as one bar; the words of its description name every count."""
    parts = [part for part in parts if part["count"]]
    whole = sum(part["count"] for part in parts)
    segments, x = [], 0.0
    for part in parts:
        width = part["count"] * 100 / whole
        place = {"x": round(x, 3), "width": round(width, 3), "middle": round(x + width / 2, 3)}
        segments.append(place | {"count": part["count"], "tone": part["tone"]})
        x += width
    words = [f"{part['count']} {part['label']}" for part in parts]
    return {"segments": segments, "summary": ", ".join(words) or _("nichts")}


@register.inclusion_tag("components/frame/navigation.html", takes_context=True)
def navigation(context: Context) -> dict:
    """The main navigation of the authority whose page this is."""
    request, authority = context.get("request"), context["authority"]
    path = getattr(request, "path", "")
    current = context.get("section") or section_of(path)
    items = []
    for section in SECTIONS:
        url = reverse(section.view, kwargs={"authority": authority.slug})
        here = ("page" if path == url else "true") if section.name == current else ""
        items.append({"label": section.label, "url": url, "current": here})
    return {"items": items}


@register.simple_tag(takes_context=True)
def theme_attribute(context: Context) -> SafeString | str:
    """The chosen theme on the root element; nothing where the device decides."""
    chosen = themes.chosen(context.get("request"))
    return format_html(' data-kern-theme="{}"', chosen) if chosen else ""


@register.simple_tag(takes_context=True)
def theme_choices(context: Context) -> list[dict]:
    chosen = themes.chosen(context.get("request"))
    return [
        {"value": value, "label": label, "pressed": "true" if value == chosen else "false"}
        for value, label in themes.CHOICES
    ]


@register.filter
def or_nothing(value):
    """The value, or "keine Angabe"."""
    return value if value not in (None, "") else NOTHING


@register.filter
def joined(values, separator: str = ", ") -> str:
    """Only what is there, joined: no stray separators."""
    return separator.join(str(value) for value in values if value not in (None, ""))


def _address(request, **changes: str | None) -> str:
    query = request.GET.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = value
    return f"?{query.urlencode()}" if query else request.path
