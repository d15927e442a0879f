"""What changed last: each change with the page it is read on and the whole it belongs to."""

from collections import defaultdict
from typing import Any

from django.urls import reverse

from concepts.models import Edition
from council.models import CouncilPaper
from integration_portal.accounts.models import LocalAuthority
from integration_portal.accounts.rules import is_officer, works_inside
from integration_portal.history.models import Revision, RevisionAction, RevisionQuerySet
from measures.models import Measure
from stakeholders.models import Meeting

type Key = tuple[str, str]  # kind and id

# Drafts, results behind closed doors, remarks and internal notes: told to officers only.
_FOR_OFFICERS = ("council.", "rounds.", "measures.statusreport")

# Things with a page of their own, found by their id.
_PAGES = {
    "measures.measure": "measures:measure",
    "council.councilpaper": "council:paper",
    "council.resolution": "council:resolution",
    "stakeholders.meeting": "council:meeting",
    "stakeholders.body": "stakeholders:body",
    "stakeholders.organisation": "stakeholders:organisation",
    "stakeholders.person": "stakeholders:person",
}
# Wholes on whose pages their parts are read; what their names and addresses need.
_WHOLES: dict[str, tuple[Any, str]] = {
    "measures.measure": (Measure, "edition__authority"),
    "council.councilpaper": (CouncilPaper, "authority"),
    "stakeholders.meeting": (Meeting, "body__authority"),
    "concepts.edition": (Edition, "authority"),
}


def told_to(user, authority: LocalAuthority) -> RevisionQuerySet:
    """What changed in an authority, as far as this person hears of it; council readers nothing."""
    if not works_inside(user, authority):
        return Revision.objects.none()
    revisions = Revision.objects.filter(authority=authority)
    if not is_officer(user, authority):
        for beginning in _FOR_OFFICERS:
            revisions = revisions.exclude(subject_type__startswith=beginning)
    return revisions


def linked(revisions: list[Revision], authority: LocalAuthority) -> list[Revision]:
    """Each revision gets `url`, and `whole` if it tells of a part: "1.3 Sprachcafé".

    One query for each kind of whole, whatever the number of changes.
    """
    gone = {_thing(one) for one in revisions if one.action == RevisionAction.DELETED}
    wholes = _read({_whole(one) for one in revisions} | {_thing(one) for one in revisions})
    for one in revisions:
        kind, pk = _thing(one)
        whole = wholes.get(_whole(one))
        if (kind, pk) in wholes:
            one.url = wholes[kind, pk].get_absolute_url()
        elif kind in _PAGES and (kind, pk) not in gone:
            one.url = reverse(_PAGES[kind], args=[authority.slug, pk])
        elif kind == "concepts.concept":
            one.url = reverse("concepts:concept", args=[authority.slug])
        elif whole is not None:
            one.whole, one.url = str(whole), whole.get_absolute_url()
    return revisions


def _read(keys: set[Key]) -> dict[Key, Any]:
    ids = defaultdict(set)
    for kind, pk in keys:
        ids[kind].add(pk)
    found: dict[Key, Any] = {}
    for kind, (model, also) in _WHOLES.items():
        if ids[kind]:
            things = model.objects.filter(pk__in=ids[kind]).select_related(also)
            found |= {(kind, str(thing.pk)): thing for thing in things}
    return found


def _thing(revision: Revision) -> Key:
    return revision.subject_type, str(revision.subject_id)


def _whole(revision: Revision) -> Key:
    kind, _colon, pk = revision.context.partition(":")
    return kind, pk
