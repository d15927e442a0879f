"""Who is asked for which measures: the lead's contact, else its address, else the officer."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Prefetch, QuerySet
from django.http import QueryDict
from django.utils import timezone

from measures.filters import MeasureFilter
from measures.models import Measure, MeasureRole
from stakeholders.models import Organisation

from .enums import RecipientKind
from .models import ReportingRound


@dataclass(frozen=True)
class Asked:
    """One measure, and whom one asks for it."""

    measure: Measure
    organisation: Organisation | None
    email: str
    kind: RecipientKind


@dataclass
class Group:
    """One letter: everything that goes to one address."""

    email: str
    kind: RecipientKind
    asked: list[Asked] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The organisations it is asked for; without any, its address."""
        names = {str(one.organisation): None for one in self.asked if one.organisation}
        return ", ".join(names)[:500] or self.email

    @property
    def measures(self) -> list[Measure]:
        return [one.measure for one in self.asked]

    @property
    def is_gap(self) -> bool:
        return self.kind == RecipientKind.is_gap


def measures_of(reporting_round: ReportingRound) -> QuerySet[Measure]:
    """The measures it asks for, as the filtered list would show them now."""
    edition = reporting_round.edition
    rows = Measure.objects.filter(edition=edition).whole()
    chosen = MeasureFilter(QueryDict(reporting_round.selection), queryset=rows, edition=edition)
    found = chosen.qs if chosen.form.is_valid() else rows
    return found.order_by("sort_key", "pk")


def groups_of(reporting_round: ReportingRound, *, officer_email: str) -> list[Group]:
    """Letters to write, gaps last: an officer's own address stands in where nobody is known."""
    leads = MeasureRole.objects.leads().select_related("organisation", "contact").order_by("pk")
    measures = measures_of(reporting_round).prefetch_related(
        Prefetch("roles", leads, to_attr="leading")
    )
    groups: dict[str, Group] = {}
    for measure in measures:
        one = _whom(measure, measure.leading, officer_email)
        group = groups.setdefault(one.email.lower(), Group(one.email.lower(), one.kind))
        group.asked.append(one)
        if group.is_gap and one.kind != RecipientKind.OFFICER:
            group.kind = one.kind  # the officer leads something, too
    return sorted(groups.values(), key=lambda group: (group.is_gap, group.name))


def gaps_in(groups: Iterable[Group]) -> list[Asked]:
    """Measures nobody but the officer can be asked for."""
    return [one for group in groups for one in group.asked if one.kind == RecipientKind.is_gap]


def _whom(measure: Measure, roles: list[MeasureRole], officer_email: str) -> Asked:
    today = timezone.localdate()
    standing = [role for role in roles if not (role.until and role.until.is_past(today))]
    for role in standing:
        contact = role.contact
        if contact and contact.email and not contact.consent_is_withdrawn:
            return Asked(measure, role.organisation, contact.email, RecipientKind.CONTACT)
    for role in standing:
        if role.organisation.email:
            email = role.organisation.email
            return Asked(measure, role.organisation, email, RecipientKind.ORGANISATION)
    organisation = standing[0].organisation if standing else None
    return Asked(measure, organisation, officer_email, RecipientKind.OFFICER)
