"""What the pages with the tree of an edition show, whole or one list of it."""

from .. import outline, rules
from ..models import Edition


def tree_context(edition: Edition, user) -> dict:
    """The tree and what this person may do with it."""
    return {
        "outline": outline.live(edition, user),
        "here": edition.get_absolute_url(),
    } | abilities(edition, user)


def abilities(edition: Edition, user) -> dict:
    return {
        "may_edit": rules.can_change_plan(user, edition),
        "may_order": rules.can_edit_concept(user, edition),
        "may_make": rules.can_edit_making(user, edition),
        "may_evaluate": rules.can_evaluate(user, edition),
        "may_read_history": rules.can_read_history(user, edition),
        "is_officer": rules.is_officer(user, edition.authority),
    }
