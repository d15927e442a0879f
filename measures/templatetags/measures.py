"""What rows and pages say about a measure, and about many: `{% load measures %}`."""

from functools import partial

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from concepts.models import Edition, FieldOfAction
from integration_portal.core.templatetags.portal import badge

from ..enums import Progress
from ..sums import Sums, added_up, listed, pictures, progress_parts

register = template.Library()


@register.simple_tag
def status_of(measure, *, late: bool = False) -> SafeString | str:
    """The status of a measure in words and shape; `late` says whether it is overdue."""
    if status := measure.status:
        if late:
            return badge(_("%(status)s, überfällig") % {"status": status.label}, "bad")
        return badge(status)
    if late:
        return badge(_("überfällig, ohne Sachstand"), "bad")
    return badge(_("ohne Sachstand"), "neutral")


@register.simple_tag
def light_of(report) -> SafeString | str:
    """The traffic light of a report, "Ampel: im Plan", in words and shape; nothing without one."""
    if report is None or not (light := report.light):
        return ""
    return badge(_("Ampel: %(light)s") % {"light": light.label}, light.tone)


@register.inclusion_tag("measures/summary.html")
def summary_of(edition: Edition, field: FieldOfAction | None = None, *, fold: bool = False) -> dict:
    """What the measures of an edition or of one field come to. Who reads it, reads its measures.

    `fold` where something else is read first.
    """
    rows, address = edition.measures.whole(), partial(listed, edition)
    if field is not None:
        rows, address = rows.in_field(field.pk), partial(listed, edition, feld=str(field.pk))
    sums = added_up(rows, authority=edition.authority).get(None, Sums())
    return {
        "pictures": pictures(sums, address),
        "whole": sums.whole,
        "fold": fold,
        "caption": _("Maßnahmen nach Fortschritt, Ampel und Warnungen"),
    }


@register.inclusion_tag("measures/goals.html")
def summary_by_goal(field: FieldOfAction, goals: list) -> dict:
    """What the measures of each goal come to; `goals` are the nodes of the field's outline."""
    edition = field.edition
    things = [thing for node in goals for thing in (node.thing, *(c.thing for c in node.children))]
    rows = edition.measures.whole().filter(goals__in=[thing.pk for thing in things])
    found = added_up(rows, authority=edition.authority, by="goals")
    return {
        "caption": _("Maßnahmen nach Fortschritt"),
        "legend": [{"label": group.label, "tone": group.tone} for group in Progress],
        "rows": [
            _goal_row(edition, thing, found[thing.pk]) for thing in things if thing.pk in found
        ],
    }


def _goal_row(edition: Edition, goal, sums: Sums) -> dict:
    address = partial(listed, edition, ziel=str(goal.pk))
    return {
        "label": str(goal),
        "url": address(),
        "note": _warned(sums.warned, address(warnung="alle")),
        "parts": progress_parts(sums, address),
    }


def _warned(number: int, url: str) -> SafeString | str:
    """How many warn, as a link to them; nothing where none does."""
    text = _("%(number)s mit Warnung") % {"number": number}
    return format_html('<a href="{}">{}</a>', url, text) if number else ""
