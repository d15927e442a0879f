"""Writing the history of many things at once, in a constant number of queries."""

from collections.abc import Iterable, Sequence

from django.db import models
from django.db.models import Max

from .models import Revision, RevisionAction, context_key, subject_type
from .registry import follow, state, tracked

_LATEST = 200  # more than can be under way at once


def newest_revisions(model: type[models.Model], ids: Iterable[int]) -> dict[int, int]:
    """Thing -> its newest revision, for those that have one."""
    rows = Revision.objects.filter(subject_type=subject_type(model), subject_id__in=list(ids))
    found = rows.values("subject_id").annotate(newest=Max("pk")).order_by()
    return dict(found.values_list("subject_id", "newest"))


def record_many[M: models.Model](
    things: list[M], *, by, reason: str = "", action: str = RevisionAction.CHANGED
) -> dict[int, int]:
    """As `actions.record` for things of one model, read with all that `reading.stated` gives.

    Returns thing -> revision. Unlike there, a revision is written for each: give it only what
    changed. Without an earlier one, a change counts as the creation.
    """
    revisions = revisions_of(things, by=by, reason=reason, action=action)
    created = Revision.objects.bulk_create(revisions, batch_size=200)
    return {revision.subject_id: revision.pk for revision in created}


def revisions_of[M: models.Model](
    things: Sequence[M], *, by, reason: str = "", action: str = RevisionAction.CHANGED
) -> list[Revision]:
    """What `record_many` writes, in the order of the things, not written yet."""
    if not things:
        return []
    of = tracked(things[0])
    before = newest_revisions(type(things[0]), [thing.pk for thing in things])
    return [
        Revision(
            authority=follow(thing, of.authority),
            subject_type=subject_type(thing),
            subject_id=thing.pk,
            previous_id=before.get(thing.pk),
            label=str(thing)[:300],
            context=context_key(follow(thing, of.context)) if of.context else "",
            action=_action(action, thing.pk in before),
            reason=reason,
            state=state(thing),
            by=by,
        )
        for thing in things
    ]


def latest_of(authority_id: int) -> list[int]:
    """Equal at two times if nobody in the authority saved anything in between.

    More than the newest: of two transactions the one that began first may end last.
    """
    newest = Revision.objects.filter(authority=authority_id).order_by("-pk")
    return list(newest.values_list("pk", flat=True)[:_LATEST])


def _action(action: str, known: bool) -> str:
    if action == RevisionAction.CHANGED and not known:
        return RevisionAction.CREATED
    return action
