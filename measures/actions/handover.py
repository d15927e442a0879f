"""What somebody holds of measures, and how another takes it over."""

from django.utils.translation import gettext_lazy as _

from concepts.enums import EditionStatus
from integration_portal.accounts.handover import Handover, Part, register
from integration_portal.accounts.models import LocalAuthority, User
from integration_portal.history.actions import record
from stakeholders.actions.handover import contact_for, people_of

from ..enums import ReportState
from ..models import Measure, MeasureRole, SavedView, StatusReport
from .measures import saved

_UNDER_WAY = (ReportState.DRAFT, ReportState.RETURNED)


def _contacts(leaver: User, authority: LocalAuthority):
    """As whom one is asked, in editions whose measures still take progress."""
    roles = MeasureRole.objects.filter(contact__in=people_of(leaver, authority))
    alive = roles.exclude(measure__edition__status=EditionStatus.SUPERSEDED)
    return alive.select_related("measure__edition__authority").order_by("measure__sort_key", "pk")


def held_contacts(leaver: User, authority: LocalAuthority) -> list[str]:
    return [f"{role.measure}: {role.get_kind_display()}" for role in _contacts(leaver, authority)]


def pass_contacts(handover: Handover) -> None:
    roles = list(_contacts(handover.leaver, handover.authority))
    person = contact_for(handover)
    MeasureRole.objects.filter(pk__in=[role.pk for role in roles]).update(contact=person)
    for measure in Measure.objects.filter(pk__in={role.measure_id for role in roles}):
        saved(measure, by=handover.by, reason=handover.why)


def _reports(leaver: User, authority: LocalAuthority):
    own = StatusReport.objects.filter(by=leaver, measure__edition__authority=authority)
    return own.filter(state__in=_UNDER_WAY).select_related("measure")


def held_reports(leaver: User, authority: LocalAuthority) -> list[str]:
    return [f"{report.measure}, {report.on}" for report in _reports(leaver, authority)]


def pass_reports(handover: Handover) -> None:
    for report in _reports(handover.leaver, handover.authority):
        report.by = handover.successor
        report.save()
        record(report, by=handover.by, reason=handover.why)


def _views(leaver: User, authority: LocalAuthority):
    return SavedView.objects.filter(owner=leaver, authority=authority)


def held_views(leaver: User, authority: LocalAuthority) -> list[str]:
    return [str(view) for view in _views(leaver, authority)]


def pass_views(handover: Handover) -> None:
    """A name that the successor uses already gets the function of its former owner."""
    taken = set(_views(handover.successor, handover.authority).values_list("name", flat=True))
    for view in _views(handover.leaver, handover.authority):
        name, number = view.name, 1
        while name in taken:
            number += 1
            name = f"{view.name[:70]} ({number})"
        taken.add(name)
        view.owner, view.name = handover.successor, name
        view.save()


def register_parts() -> None:
    for part in (
        Part("kontakte", _("Kontakt bei Maßnahmen"), held_contacts, pass_contacts, place=30),
        Part("sachstaende", _("angefangene Sachstände"), held_reports, pass_reports, place=40),
        Part("ansichten", _("gespeicherte Ansichten"), held_views, pass_views, place=80),
    ):
        register(part)
