"""Which edition of an authority a page is about."""

from django.http import Http404

from .enums import EditionStatus
from .models import Edition


def edition_for(user, authority, slug: str = "") -> Edition | None:
    """The edition named in the address, or the one that counts. 404 for one nobody may see."""
    visible = (
        Edition.objects.visible_to(user)
        .filter(authority=authority)
        .select_related("authority")
        .order_by("-position", "-pk")
    )
    if slug:
        if edition := visible.filter(slug=slug).first():
            return edition
        raise Http404
    editions = list(visible)
    in_force = [e for e in editions if e.status in EditionStatus.in_force]
    return next(iter(in_force or editions), None)
