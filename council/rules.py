"""Who may write what in the council's work. Reading goes through `visible_to`.

Officers of the paper's own authority write; whether they may depends on how far the paper has come.
"""

from django.utils.translation import gettext as _

from integration_portal.accounts.rules import is_officer

from .enums import PaperState
from .models import AgendaItem, Consultation, CouncilPaper, FollowUp, Resolution

__all__ = [
    "can_add_station",
    "can_change_state",
    "can_delete_paper",
    "can_edit_follow_up",
    "can_edit_item",
    "can_edit_paper",
    "can_edit_resolution",
    "can_edit_station",
    "can_fill_finances",
    "can_keep_agenda",
    "can_number_paper",
    "can_read_history",
    "can_record_outcome",
    "can_record_outcomes",
    "can_revise_paper",
    "can_supply_attachments",
    "can_write_council",
    "is_officer",
    "why_not",
    "why_not_at",
]


def can_write_council(user, authority) -> bool:
    """New papers and resolutions."""
    return is_officer(user, authority)


def why_not(paper: CouncilPaper) -> str:
    """What the paper's state forbids its officers, and what is possible instead."""
    if paper.state == PaperState.SENT:
        return _(
            "Die Vorlage ist versandt. Sie ändert sich nur noch als neue Fassung; die frühere "
            "bleibt lesbar. Der Knopf dazu steht bei der Vorlage."
        )
    return _(
        "Die Vorlage ist im Stand „%(state)s“. Dieser Schritt gehört nicht dazu; was jetzt möglich "
        "ist, steht bei der Vorlage."
    ) % {"state": paper.get_state_display()}


def why_not_at(station: Consultation) -> str:
    """The same of a station: with the council, only a result that is there can forbid a change."""
    if station.paper.state != PaperState.SENT or station.result is None:
        return why_not(station.paper)
    return _(
        "An dieser Station ist schon ein Ergebnis eingetragen. Gremium und Termin bleiben deshalb, "
        "wie sie sind; das Ergebnis lässt sich bei der Vorlage berichtigen."
    )


def can_edit_paper(user, paper: CouncilPaper) -> bool:
    """Freely, until it is sent."""
    return paper.is_internal and is_officer(user, paper.authority_id)


def can_fill_finances(user, paper: CouncilPaper) -> bool:
    return can_edit_paper(user, paper)


def can_revise_paper(user, paper: CouncilPaper) -> bool:
    """By a new version with its reason: the council has the old one."""
    return paper.state == PaperState.SENT and is_officer(user, paper.authority_id)


def can_number_paper(user, paper: CouncilPaper) -> bool:
    """The council office gives numbers late; giving one makes no new version."""
    return paper.state != PaperState.WITHDRAWN and is_officer(user, paper.authority_id)


def can_change_state(user, paper: CouncilPaper) -> bool:
    return bool(paper.next_states) and is_officer(user, paper.authority_id)


def can_delete_paper(user, paper: CouncilPaper) -> bool:
    """Only what the council never saw."""
    return can_edit_paper(user, paper) and not paper.versions.exists()


def can_read_history(user, paper: CouncilPaper) -> bool:
    """Drafts, steps and remarks of other departments are for officers."""
    return is_officer(user, paper.authority_id)


def can_supply_attachments(user, paper: CouncilPaper) -> bool:
    """A file that was announced comes after the paper was sent, without a new version."""
    return paper.state in PaperState.shown and is_officer(user, paper.authority_id)


def can_add_station(user, paper: CouncilPaper) -> bool:
    """Another sitting for a paper on its way; before that the paper's form holds its stations."""
    return paper.state == PaperState.SENT and is_officer(user, paper.authority_id)


def can_edit_station(user, station: Consultation) -> bool:
    """As long as nothing happened there."""
    return can_add_station(user, station.paper) and station.result is None


def can_record_outcomes(user, paper: CouncilPaper) -> bool:
    """What bodies did with a paper they had; corrections included."""
    return paper.is_shown and is_officer(user, paper.authority_id)


def can_record_outcome(user, station: Consultation) -> bool:
    return can_record_outcomes(user, station.paper)


def can_edit_resolution(user, resolution: Resolution) -> bool:
    return is_officer(user, resolution.authority_id)


def can_edit_follow_up(user, follow_up: FollowUp) -> bool:
    return can_edit_resolution(user, follow_up.resolution)


def can_keep_agenda(user, meeting) -> bool:
    """The agenda is the business of the body's own authority."""
    return is_officer(user, meeting.body.authority_id)


def can_edit_item(user, item: AgendaItem) -> bool:
    return can_keep_agenda(user, item.meeting)
