"""Which edition of an authority a page is about."""

from django.db.models import Exists, OuterRef
from django.http import Http404

from .enums import EditionStatus
from .models import Edition, FieldOfAction


def edition_for(user, authority, slug: str = "") -> Edition | None:
    """The edition named in the address, or the one that counts. 404 for one nobody may see.

    Where the one that counts was never entered with fields and measures, it is the newest that was:
    nobody works with an empty page.
    """
    visible = (
        Edition.objects.visible_to(user)
        .filter(authority=authority)
        .annotate(has_fields=Exists(FieldOfAction.objects.filter(edition=OuterRef("pk"))))
        .order_by("-position", "-pk")
    )
    editions = list(visible.filter(slug=slug) if slug else visible)
    for edition in editions:
        edition.authority = authority  # known already
    if slug:
        if not editions:
            raise Http404
        return editions[0]
    in_force = [e for e in editions if e.status in EditionStatus.in_force]
    counts = next(iter(in_force or editions), None)
    if counts is None or counts.has_fields:
        return counts
    filled = next((e for e in editions if e.has_fields), None)
    return filled if filled and not counts.measures.exists() else counts
