"""What lies ready on the officer's desk: views of the list of measures, and what was issued."""

import datetime as dt

from django.db import transaction

from integration_portal.accounts.models import LocalAuthority, User
from integration_portal.documents import options
from integration_portal.documents.actions.issue import issue_now
from integration_portal.documents.models import IssuedDocument
from integration_portal.documents.recipes import Recipe, recipes
from measures.models import SavedView

from .values import DemoError, day


@transaction.atomic
def save_views(data: dict, authority: LocalAuthority, *, by: User) -> None:
    """An authority that has views already keeps them."""
    if authority.saved_views.exists():
        return
    for entry in data.get("saved_views", ()):
        SavedView.objects.create(authority=authority, owner=by, shared=True, **entry)


def issue(data: dict, authority: LocalAuthority, *, today: dt.date, by: User) -> None:
    """Issued once, on the day of loading. Not within a transaction: a job shows signs of life.

    Raises DemoError, IssueFailed or RenderingUnavailable; what stood there stays.
    """
    for entry in data.get("issued", ()):
        recipe = recipes.get(entry["kind"])
        found = recipe.find(authority, entry["of"], by) if recipe else []
        if recipe is None or len(found) != 1:
            raise DemoError(f"Dokument {entry['kind']} {entry['of']}: das gibt es nicht")
        known = IssuedDocument.objects.of(found[0]).filter(kind=recipe.kind)
        if not known.exists():
            chosen = _options(recipe, found[0], entry["options"], today)
            issue_now(recipe=recipe, subject=found[0], options=chosen, by=by)


def _options(recipe: Recipe, subject, said: dict[str, str], today: dt.date) -> dict[str, object]:
    typed = dict(said)
    if on := day(typed.get("stichtag"), today):
        typed["stichtag"] = on.isoformat()
    try:
        return options.read(recipe, subject, [f"{name}={what}" for name, what in typed.items()])
    except options.WrongOption as error:
        raise DemoError(str(error)) from error
