"""What the portal keeps for a person alone: it ends with their last role, nobody takes it over."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from integration_portal.accounts.handover import Handover, Part, register
from integration_portal.accounts.models import LocalAuthority, User
from integration_portal.history.models import LastVisit

from ..models import CalendarFeed


def _feeds(leaver: User, authority: LocalAuthority):
    """One address for all authorities: it stays while the person has a role elsewhere."""
    if leaver.roles.exclude(authority=authority).exists():
        return CalendarFeed.objects.none()
    return CalendarFeed.objects.filter(user=leaver)


def held_personal_things(leaver: User, authority: LocalAuthority) -> list[str]:
    visits = LastVisit.objects.filter(user=leaver, authority=authority)
    held = [_("geheime Kalenderadresse") for _feed in _feeds(leaver, authority)]
    return held + [_("Zeitpunkt des letzten Besuchs") for _visit in visits]


def end_personal_things(handover: Handover) -> None:
    _feeds(handover.leaver, handover.authority).delete()
    LastVisit.objects.filter(user=handover.leaver, authority=handover.authority).delete()


def register_parts() -> None:
    register(
        Part(
            "eigenes",
            gettext_lazy("Was nur der Person dient"),
            held_personal_things,
            end_personal_things,
            place=90,
            note=gettext_lazy("Das geht an niemanden über, es erlischt."),
        )
    )
