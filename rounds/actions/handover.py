"""What somebody holds of reporting rounds, and how another takes it over."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from integration_portal.accounts.handover import Handover, Part, register
from integration_portal.accounts.models import LocalAuthority, User
from integration_portal.history.actions import record

from ..enums import RoundState
from ..models import ReportingRound
from .links import readdress


def _rounds(leaver: User, authority: LocalAuthority):
    """Opened by the person, or asking at their address, and not closed yet."""
    alive = ReportingRound.objects.filter(authority=authority).exclude(state=RoundState.CLOSED)
    mine = Q(opened_by=leaver) | Q(recipients__email__iexact=leaver.email)
    return alive.filter(mine).distinct()


def held_rounds(leaver: User, authority: LocalAuthority) -> list[str]:
    return [str(one) for one in _rounds(leaver, authority)]


def pass_rounds(handover: Handover) -> None:
    """Who answers for the round, and whom it asks. Links the leaver got by mail end."""
    for one in list(_rounds(handover.leaver, handover.authority)):
        if one.opened_by_id == handover.leaver.pk:
            one.opened_by = handover.successor
            one.save()
        for recipient in one.recipients.filter(email__iexact=handover.leaver.email):
            readdress(recipient, handover.successor.email)
        record(one, by=handover.by, reason=handover.why)


def register_parts() -> None:
    register(Part("abfragen", _("Sachstandsabfragen"), held_rounds, pass_rounds, place=45))
