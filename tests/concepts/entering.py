"""What a browser sends to the pages of an edition, and where to."""

from django.urls import reverse

from integration_portal.editing import tokens
from integration_portal.history.actions import version

REASON = {"amendment_on": "01.02.2026", "amendment_reason": "Auftrag des Ausschusses"}


def opened(thing, user) -> dict:
    """The note a form page carries."""
    return {tokens.FIELD: tokens.page_token(user, thing, version(thing)).sealed()}


def address(name: str, edition, *args) -> str:
    return reverse(f"concepts:{name}", args=[edition.concept.authority.slug, edition.slug, *args])


def rows(name: str, *filled: dict) -> dict:
    data = {f"{name}-TOTAL_FORMS": str(len(filled)), f"{name}-INITIAL_FORMS": "0"}
    for number, values in enumerate(filled):
        data |= {f"{name}-{number}-{key}": str(value) for key, value in values.items()}
    return data
