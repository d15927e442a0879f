"""How an edition is drawn: `{% load concepts %}`."""

import re
from itertools import count

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from integration_portal.accounts.words import plural
from integration_portal.core import richtext
from integration_portal.core.templatetags.formats import day

register = template.Library()

DEEPEST = 6  # headings of a page
_HEADING = re.compile(r"<(/?)h([2-4])>")
_FOOTNOTE = re.compile(r'<span class="footnote">(.*?)</span>', re.DOTALL)


@register.filter
def funding_days(funding) -> str:
    """ "gestellt am 12.09.2025 · Bescheid vom 08.12.2025": what is known; the proof of use with the
    day it was sent, else until when it is due."""
    sent, due = funding.proof_sent_on, funding.proof_due_on
    said = (
        (_("gestellt am %(day)s"), funding.applied_on),
        (_("Bescheid vom %(day)s"), funding.decided_on),
        (_("Verwendungsnachweis am %(day)s"), sent),
        (_("Verwendungsnachweis bis %(day)s"), None if sent else due),
    )
    return " · ".join(words % {"day": day(on)} for words, on in said if on)


@register.simple_tag
def prose(html: str, below: int = 2, key: str = "text") -> SafeString:
    """Rich text under a heading of level `below`: cleaned, its headings fitted in, its footnotes
    listed after it, its tables in boxes that scroll. `key` is unique on the page."""
    text = richtext.clean(html)
    if not text:
        return mark_safe("")
    text = fit_headings(text, below)
    text = richtext.boxed(text)
    text, notes = _footnotes(text, key)
    return mark_safe(f'<div class="prose">{text}</div>{notes}')  # noqa: S308 - cleaned above


def fit_headings(html: str, below: int) -> str:
    """Headings start one level under `below` and never skip one, whatever the editor chose."""
    open_levels: list[int] = []

    def fitted(match: re.Match) -> str:
        level = int(match[2])
        if not match[1]:
            while open_levels and open_levels[-1] >= level:
                open_levels.pop()
            open_levels.append(level)
        return f"<{match[1]}h{min(below + len(open_levels), DEEPEST)}>"

    return _HEADING.sub(fitted, html)


def _footnotes(html: str, key: str) -> tuple[str, str]:
    """Numbers come from the style sheet, so that they run through the page."""
    notes: list[str] = []
    numbers = count(1)

    def reference(match: re.Match) -> str:
        number = next(numbers)
        notes.append(
            f'<li id="{key}-fn{number}">{match[1]} <a href="#{key}-ref{number}">'
            f'<span class="kern-sr-only">{_("zurück zum Text")}</span>'
            f'<span aria-hidden="true">↑</span></a></li>'
        )
        return (
            f'<sup><a class="note-ref" id="{key}-ref{number}" href="#{key}-fn{number}">'
            f'<span class="kern-sr-only">{_("Fußnote")} </span></a></sup>'
        )

    text = _FOOTNOTE.sub(reference, html)
    return text, f'<ol class="notes">{"".join(notes)}</ol>' if notes else ""


@register.simple_tag(takes_context=True)
def word(context: Context, key: str, number: int = 1) -> str:
    """The authority's own word; several of them in the plural where the word is the usual one."""
    said = context["authority"].word(key)
    return plural(key, said) if number != 1 else said


@register.simple_tag
def heading(level: int) -> str:
    """ "h3" for 3, never deeper than there is."""
    return f"h{min(level, DEEPEST)}"


@register.simple_tag
def address(name: str, *args, **query) -> str:
    """An address of another room with its query; what is empty is left out of it."""
    url = reverse(name, args=args)
    query = {key: value for key, value in query.items() if value not in (None, "")}
    return f"{url}?{urlencode(query)}" if query else url


@register.inclusion_tag("concepts/tools.html", takes_context=True)
def tools(
    context: Context,
    thing,
    kind: str,
    target: str = "",
    *,
    first=False,
    last=False,
    anchor="",
    level: int = 1,
) -> dict:
    """What can be done with a part where it stands: edit, add below, move, history, delete.

    `kind` is the first word of its addresses ("chapter"); `target` the list a move draws anew.
    Empty on a page that shows an earlier state.
    """
    edition, right = context["edition"], _RIGHTS[kind]
    place = [context["authority"].slug, edition.slug]
    if kind == "evaluation_chapter":
        place.append(thing.evaluation_id)
    urls = {
        verb: reverse(f"concepts:{kind}_{verb}", args=[*place, thing.pk])
        for verb in ("edit", "delete", "move", "history")
    }
    return {
        "request": context.get("request"),
        "csrf_token": context.get("csrf_token"),
        "here": context["here"],
        "thing": thing,
        "urls": urls,
        "anchor": anchor or f"{thing._meta.model_name}-{thing.pk}",
        "target": target,
        "first": first,
        "last": last,
        "may_edit": context[right],
        "may_order": context["may_order"] if right == "may_edit" else context[right],
        "may_read_history": context["may_read_history"],
        "below": _below(kind, thing, place, level),
    }


_RIGHTS = {
    "chapter": "may_edit",
    "field": "may_edit",
    "goal": "may_edit",
    "theme": "may_edit",
    "event": "may_make",
    "evaluation_chapter": "may_evaluate",
}
# Deepest levels that still take something below them.
_TAKES = {"chapter": 3, "evaluation_chapter": 3, "field": 2}


def _below(kind: str, thing, place: list, level: int) -> list[dict]:
    """Links that add something under this part."""
    links = []
    if level <= _TAKES.get(kind, 0):
        label = _("Schwerpunkt anlegen") if kind == "field" else _("Unterkapitel anlegen")
        links.append(
            {"url": reverse(f"concepts:{kind}_new", args=place), "label": label, "under": thing.pk}
        )
    if kind == "field":
        new_goal = reverse("concepts:goal_new", args=[*place, thing.pk])
        links.append({"url": new_goal, "label": _("Ziel anlegen")})
    if kind == "goal" and level == 1:
        new_goal = reverse("concepts:goal_new", args=[*place, thing.field_id])
        links.append({"url": new_goal, "label": _("Teilziel anlegen"), "under": thing.pk})
    return links
