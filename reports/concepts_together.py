"""How far the concepts of an authority are, side by side and together."""

import datetime as dt
from functools import partial

from django.utils.translation import gettext as _

from concepts.enums import EditionStatus
from concepts.models import Edition
from integration_portal.accounts.models import LocalAuthority
from measures.models import Measure
from measures.sums import Sums, added_up, listed, progress_row


def together(user, authority: LocalAuthority, today: dt.date) -> list[dict]:
    """A row for the edition in force of each concept, and one for all; none for a single concept.

    No list shows several editions, so the numbers of all together lead nowhere.
    """
    editions = _in_force(user, authority)
    if len(editions) < 2:
        return []
    rows = Measure.objects.filter(edition__in=[one.pk for one in editions]).whole()
    sums = added_up(rows, authority=authority, by="edition", on=today)
    whole = Sums()
    shown = []
    for edition in editions:
        own = sums.get(edition.pk, Sums())
        whole.whole += own.whole
        whole.progress += own.progress
        row = progress_row(str(edition.concept), own, partial(listed, edition))
        shown.append(row | {"url": edition.get_absolute_url()})
    return [*shown, progress_row(_("alle Konzepte"), whole, lambda **_filters: "")]


def _in_force(user, authority: LocalAuthority) -> list[Edition]:
    """The newest of each concept, in the order of the concepts."""
    found = (
        Edition.objects.visible_to(user)
        .filter(authority=authority, status__in=EditionStatus.in_force)
        .select_related("concept")
        .order_by("concept", "position", "pk")
    )
    newest = {edition.concept_id: edition for edition in found}
    for edition in newest.values():
        edition.authority = authority  # known already
    return list(newest.values())
