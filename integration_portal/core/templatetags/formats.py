"""How dates, money and rich text are printed: `{% load formats %}`."""

import datetime as dt
from decimal import Decimal

from django import template
from django.template.defaultfilters import stringfilter
from django.utils import timezone
from django.utils.safestring import mark_safe

from .. import money, richtext, text
from ..fuzzy import FuzzyDate

register = template.Library()
register.filter("euro", money.euro)
register.filter("plain", richtext.plain)


@register.filter
def day(value: dt.date | dt.datetime | FuzzyDate | None) -> str:
    """ "14.12.2020"; a fuzzy date in its own words; empty for none."""
    if value is None or isinstance(value, FuzzyDate):
        return str(value or "")
    if isinstance(value, dt.datetime):
        value = timezone.localtime(value)
    return f"{value:%d.%m.%Y}"


@register.filter
@stringfilter
def shortened(said: str, longest: int) -> str:
    """The beginning of a long text, whole words; the dots stay on the line of the last one."""
    return text.cut(said, longest).replace(" …", f"{money.NBSP}…")


@register.filter
def rich(html: str) -> str:
    """Cleaned once more on the way out: what an older rule let in does not reach a page. Its tables
    scroll in boxes of their own.
    """
    return mark_safe(richtext.boxed(richtext.clean(html)))  # noqa: S308 - cleaned in this very line


@register.filter
def number(value: Decimal | float | int | None, decimals: int = 0) -> str:
    """ "1.017" or "12,7": thousands by dots, decimals by a comma; empty for none."""
    return "" if value is None else money.grouped(value, decimals)
