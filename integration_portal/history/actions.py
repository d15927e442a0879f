"""Writing and reading the history."""

from django.db import models

from .models import Revision, RevisionAction, context_key, subject_type
from .registry import follow, is_tracked, pointer, state, tracked, whole_of


def record(
    thing: models.Model, *, by, action: str = RevisionAction.CHANGED, reason: str = "", at=None
) -> Revision | None:
    """Store how the thing stands now. Nothing is stored if nothing changed and no reason is given.

    Call it in the transaction of the change, after the last row is saved; for a deletion before.
    `by` is None only for commands nobody is logged in for.
    """
    of = tracked(thing)
    now = state(thing)
    last = Revision.objects.of(thing).order_by("-pk").first()
    if last is None and action == RevisionAction.CHANGED:
        action = RevisionAction.CREATED
    if last and action == RevisionAction.CHANGED and last.state == now and not reason:
        return None
    return Revision.objects.create(
        authority=follow(thing, of.authority),
        subject_type=subject_type(thing),
        subject_id=thing.pk,
        previous=last,
        label=str(thing)[:300],
        context=context_key(follow(thing, of.context)) if of.context else "",
        action=action,
        reason=reason,
        state=now,
        by=by,
        **({"at": at} if at else {}),
    )


def version(thing: models.Model) -> int:
    """The number a form carries: saving under an older one is a conflict.

    A row has that of the thing it stands below; what has no history has none.
    """
    whole = whole_of(thing) if thing.pk else None
    if whole is None or not is_tracked(type(whole)):
        return 0
    told = Revision.objects.of(whole)
    return told.order_by("-pk").values_list("pk", flat=True).first() or 0


def forget(thing: models.Model, *, label: str) -> int:
    """Replace what a person was called in every state that points to them.

    Returns the number of states changed.
    """
    return _rewrite(pointer(thing), {"label": label})


def repoint(old: models.Model, new: models.Model) -> int:
    """Let every state that points to `old` point to `new`. Names stay as they were said then."""
    return _rewrite(pointer(old), {"ref": pointer(new)})


def _rewrite(ref: str, changes: dict[str, str]) -> int:
    touched = []
    for revision in Revision.objects.filter(state__icontains=f'"{ref}"').iterator():
        _rewrite_in(revision.state, ref, changes)
        touched.append(revision)
    Revision.objects.bulk_update(touched, ["state"], batch_size=200)
    return len(touched)


def _rewrite_in(node, ref: str, changes: dict[str, str]) -> None:
    if isinstance(node, dict):
        if node.get("ref") == ref:
            node.update(changes)
        for value in node.values():
            _rewrite_in(value, ref, changes)
    elif isinstance(node, list):
        for value in node:
            _rewrite_in(value, ref, changes)
