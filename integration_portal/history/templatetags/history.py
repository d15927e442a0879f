"""The history in sentences: `{% load history %}{% revisions revisions %}`."""

from django import template

register = template.Library()


@register.inclusion_tag("history/list.html")
def revisions(found, *, more_url: str = "", as_of_url: str = "", named: bool = False) -> dict:
    """A list of revisions, read with `told()`. `as_of_url` ends where a revision's id follows.

    `named`: they tell of several things, so each one says of which.
    """
    return {"revisions": found, "more_url": more_url, "as_of_url": as_of_url, "named": named}
