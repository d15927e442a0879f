"""What somebody holds of council papers, and how another takes it over."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from integration_portal.accounts.handover import Handover, Part, register
from integration_portal.accounts.models import LocalAuthority, User
from stakeholders.models import organisations_of

from ..enums import PaperState
from ..models import CoSignature, CouncilPaper, FollowUp
from .papers import saved


def _papers(leaver: User, authority: LocalAuthority):
    """Not sent yet, and under the function by which the person is known."""
    if not leaver.function:
        return CouncilPaper.objects.none()
    own = Q(author_function__iexact=leaver.function) | Q(contact__iexact=leaver.function)
    return CouncilPaper.objects.filter(own, authority=authority, state__in=PaperState.internal)


def held_papers(leaver: User, authority: LocalAuthority) -> list[str]:
    return [str(paper) for paper in _papers(leaver, authority)]


def pass_papers(handover: Handover) -> None:
    """Author and contact are functions: those of the successor, if it has one."""
    former, new = handover.leaver.function.casefold(), handover.successor.function
    for paper in _papers(handover.leaver, handover.authority):
        for name in ("author_function", "contact"):
            if new and getattr(paper, name).casefold() == former:
                setattr(paper, name, new)
        paper.save()
        saved(paper, by=handover.by, reason=handover.why)


def held_follow_ups(leaver: User, authority: LocalAuthority) -> list[str]:
    own = FollowUp.objects.open().filter(
        responsible__in=organisations_of(leaver), resolution__authority=authority
    )
    return [f"{one.text}, {one.due_on:%d.%m.%Y}" for one in own]


def held_cosignatures(leaver: User, authority: LocalAuthority) -> list[str]:
    own = CoSignature.objects.filter(
        organisation__in=organisations_of(leaver),
        signed_on=None,
        paper__authority=authority,
        paper__state=PaperState.COSIGNING,
    )
    return [
        f"{one.paper} ({one.organisation})" for one in own.select_related("paper", "organisation")
    ]


def register_parts() -> None:
    note = _("Das gehört zur vertretenen Stelle und geht mit der Vertretung über.")
    for part in (
        Part("vorlagen", _("Vorlagen in Arbeit"), held_papers, pass_papers, place=50),
        Part("auftraege", _("offene Aufträge"), held_follow_ups, place=60, note=note),
        Part(
            "mitzeichnungen",
            _("wartende Mitzeichnungen"),
            held_cosignatures,
            place=61,
            note=note,
        ),
    ):
        register(part)
