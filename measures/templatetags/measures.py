"""What rows and pages say about a measure: `{% load measures %}`."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from integration_portal.core.templatetags.portal import badge

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
