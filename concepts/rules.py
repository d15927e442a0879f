"""Who may do what with a concept: used by views, templates and actions alike.

Officers write. An open edition is edited freely, an edition in force only by an amendment, one
that rests or was superseded not at all. What is no plan, evaluations and the money of the making,
follows rules of its own.
"""

from integration_portal.accounts.rules import is_officer

from .models import Edition

__all__ = [
    "can_amend",
    "can_change_plan",
    "can_change_status",
    "can_edit_concept",
    "can_edit_making",
    "can_evaluate",
    "can_read_history",
    "is_officer",
]


def can_read_history(user, edition: Edition) -> bool:
    """Earlier wordings, drafts among them, are for those who work inside the authority."""
    return edition.authority_id in user.access.inside


def can_edit_concept(user, edition: Edition) -> bool:
    """Freely, as a draft: officers, while the edition is open."""
    return edition.is_open and is_officer(user, edition.authority_id)


def can_amend(user, edition: Edition) -> bool:
    """By an amendment with date and reason: officers, while the edition is in force."""
    return edition.is_amendable and is_officer(user, edition.authority_id)


def can_change_plan(user, edition: Edition) -> bool:
    """Freely or by an amendment."""
    return can_edit_concept(user, edition) or can_amend(user, edition)


def can_edit_making(user, edition: Edition) -> bool:
    """Roles, money and events of the making go on after the resolution, until the edition ends."""
    return not edition.is_closed and is_officer(user, edition.authority_id)


def can_evaluate(user, edition: Edition) -> bool:
    """An evaluation is somebody else's report about the edition; often it comes after its end."""
    return is_officer(user, edition.authority_id)


def can_change_status(user, edition: Edition) -> bool:
    """Officers, as long as a step may follow; a superseded edition has none."""
    return bool(edition.next_statuses) and is_officer(user, edition.authority_id)
