"""For whom somebody acts, and as whom they are known: what of it another takes over."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from integration_portal.accounts.handover import Handover, Part, register
from integration_portal.accounts.models import LocalAuthority, User
from integration_portal.core.fuzzy import FuzzyDate
from integration_portal.history.actions import record

from ..enums import LegalBasis
from ..models import Membership, Person, Representation


def people_of(account: User, authority: LocalAuthority):
    """Whom the address book knows under the account's e-mail address."""
    known = Person.objects.filter(authority=authority, anonymised_at=None)
    return known.filter(email__iexact=account.email).order_by("pk")


def contact_for(handover: Handover) -> Person:
    """The successor in the address book; entered there, if nobody did yet."""
    found = people_of(handover.successor, handover.authority).first()
    if found is not None:
        return found
    former = people_of(handover.leaver, handover.authority).first()
    person = Person.objects.create(
        authority=handover.authority,
        organisation=former.organisation if former else None,
        function=handover.successor.function or handover.successor.email,
        name=handover.successor.name,
        email=handover.successor.email,
        legal_basis=LegalBasis.OFFICIAL_DUTY,
    )
    record(person, by=handover.by, reason=handover.why)
    return person


def _representations(leaver: User, authority: LocalAuthority):
    """Those of today and of later."""
    today = timezone.localdate()
    own = Representation.objects.filter(user=leaver, authority=authority)
    return own.exclude(until__lt=today).select_related("organisation", "body")


def held_representations(leaver: User, authority: LocalAuthority) -> list[str]:
    return [str(one.organisation or one.body) for one in _representations(leaver, authority)]


def pass_representations(handover: Handover) -> None:
    """The old ones end today, the new ones begin; one to come changes its account."""
    today = timezone.localdate()
    for one in _representations(handover.leaver, handover.authority):
        for_whom = {"organisation": one.organisation, "body": one.body}
        begins = max(one.since or today, today)
        if not _acts_already(handover, for_whom, begins):
            new = Representation(user=handover.successor, since=begins, until=one.until, **for_whom)
            new.save()
            record(new, by=handover.by, reason=handover.why)
        one.until = max(one.since or today, today)
        one.save()
        record(one, by=handover.by, reason=handover.why)


def _acts_already(handover: Handover, for_whom: dict, day: dt.date) -> bool:
    known = Representation.objects.filter(user=handover.successor, **for_whom)
    return known.on(day).exists()


def _memberships(leaver: User, authority: LocalAuthority):
    own = Membership.objects.filter(person__in=people_of(leaver, authority))
    return own.on(timezone.localdate()).select_related("body", "person", "organisation")


def held_memberships(leaver: User, authority: LocalAuthority) -> list[str]:
    return [f"{one.body}: {one.get_role_display()}" for one in _memberships(leaver, authority)]


def pass_memberships(handover: Handover) -> None:
    """The seat of the office: its old holder's ends today, the new one's begins."""
    today = FuzzyDate.on(timezone.localdate())
    for one in _memberships(handover.leaver, handover.authority):
        new = {"person": contact_for(handover), "organisation": one.organisation, "role": one.role}
        Membership.objects.create(body=one.body, since=today, until=one.until, **new)
        one.until = today
        one.save()
        record(one.body, by=handover.by, reason=handover.why)


def register_parts() -> None:
    register(
        Part(
            "vertretungen",
            _("Vertretungen"),
            held_representations,
            pass_representations,
            place=10,
            note=_("Mit ihnen gehen die Maßnahmen, Aufträge und Mitzeichnungen der Stellen über."),
        )
    )
    register(Part("sitze", _("Sitze in Gremien"), held_memberships, pass_memberships, place=20))
