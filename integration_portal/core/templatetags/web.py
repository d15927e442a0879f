"""Links to the world outside: `{% load web %}`, `{{ source.text|linked:source.url }}`."""

from django import template

from ..web import linked

register = template.Library()
register.filter("linked", linked)
