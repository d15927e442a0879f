"""The history in sentences: `{% load history %}{% revisions revisions %}`."""

from django import template

from ..days import DayForm

register = template.Library()


@register.inclusion_tag("history/list.html")
def revisions(found, *, more_url: str = "", as_of_url: str = "", named: bool = False) -> dict:
    """A list of revisions, read with `told()`. `as_of_url` ends where a revision's id follows.

    `named`: they tell of several things, so each one says of which.
    """
    return {"revisions": found, "more_url": more_url, "as_of_url": as_of_url, "named": named}


@register.inclusion_tag("history/day.html")
def stand_am(url: str, form: DayForm | None = None) -> dict:
    """A field for the day whose state is to be seen. `url` is a history's page, or answers alike.

    `form`: the one that was sent, if its day could not be used.
    """
    return {"form": form or DayForm(), "url": url}
