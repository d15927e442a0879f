"""A paper on its way to print: as its words (quickly), or as the finished file."""

import re
from html import unescape

from django.template.loader import render_to_string

from integration_portal.documents.actions import issue
from integration_portal.documents.recipes import recipes
from integration_portal.documents.rendering import Paper

_TAG = re.compile(r"<style>.*?</style>|<[^>]+>", re.DOTALL)


def frozen(kind: str, subject, **options) -> dict:
    """What would be kept of the paper, after its way through JSON."""
    recipe = recipes.get(kind)
    return issue._frozen(recipe, subject, recipe.read_options(options, subject))


def html(kind: str, subject, **options) -> str:
    """The page before layout, made from the frozen data alone."""
    kept, recipe = frozen(kind, subject, **options), recipes.get(kind)
    context = {"title": kept["title"], "draft": kept["draft"], "lang": "de"}
    return render_to_string(recipe.template, {**recipe.context(kept["data"]), **context})


def words(kind: str, subject, **options) -> str:
    """What stands on the paper, without any markup, in one line."""
    return " ".join(unescape(_TAG.sub(" ", html(kind, subject, **options))).split())


def headings(kind: str, subject, **options) -> list[str]:
    found = re.findall(r"<h[1-6][^>]*>(.*?)</h[1-6]>", html(kind, subject, **options), re.DOTALL)
    return [unescape(_TAG.sub("", text)).strip() for text in found]


def paper(kind: str, subject, **options) -> Paper:
    """The finished file."""
    return issue._render(recipes.get(kind), frozen(kind, subject, **options))
