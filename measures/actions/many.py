"""What a wish for several measures would change in each of them, and what it cannot.

Nothing is written here: the page that previews and the action that carries out ask alike.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from concepts.models import Edition
from integration_portal.accounts.rules import is_officer
from integration_portal.core.fuzzy import FuzzyDate
from integration_portal.history.differences import said
from stakeholders.models import organisations_of

from .. import rules
from ..enums import MeasureStatus
from ..models import Measure, MeasureRole, StatusReport

# What is said by a dated report, what is progress, and what is plan.
REPORT = ("status", "traffic_light")
PROGRESS = ("start_forecast", "start_actual", "end_forecast", "end_actual")
PLAN = ("lead", "field", "key_project", "commitment", "start_planned", "end_planned")


@dataclass(frozen=True)
class Wish:
    """What is to be set, by name and as it is stored; an empty value empties.

    `on` is the Stichtag of the reports that say a new status, `text` what was done.
    """

    values: dict[str, Any]
    on: FuzzyDate
    text: str = ""

    @property
    def labels(self) -> str:
        """ "Umsetzungsstand, Federführung"."""
        return ", ".join(label_of(name) for name in self.values)


@dataclass(frozen=True)
class Difference:
    """One thing that changes in one measure; `old` and `new` in words."""

    name: str
    before: Any
    after: Any

    @property
    def label(self) -> str:
        return label_of(self.name)

    @property
    def old(self) -> str:
        return words(self.name, self.before)

    @property
    def new(self) -> str:
        return words(self.name, self.after)


@dataclass
class Proposal:
    """What happens to one measure, and the reasons for what does not."""

    measure: Measure
    changes: list[Difference] = field(default_factory=list)
    hindrances: list[str] = field(default_factory=list)

    @property
    def changes_plan(self) -> bool:
        return any(change.name in PLAN for change in self.changes)

    def stored(self, side: str) -> dict[str, Any]:
        """ "before" or "after" of all that changes."""
        return {change.name: getattr(change, side) for change in self.changes}


class Rights:
    """What a person may change in the measures of one edition, asked once for all of them."""

    def __init__(self, user, edition: Edition):
        self.user, self.edition = user, edition
        self.is_officer = is_officer(user, edition.authority_id)
        self.takes_plan = rules.can_add_measure(user, edition)
        self.goes_on = rules.takes_progress(Measure(edition=edition))

    @cached_property
    def _acts_for(self) -> frozenset[int]:
        return frozenset() if self.is_officer else organisations_of(self.user)

    @property
    def may_change_some(self) -> bool:
        """Whether it is worth while to select anything."""
        return self.goes_on and bool(self.is_officer or self._acts_for)

    def may_report(self, lead_ids: Iterable[int]) -> bool:
        """As `rules.can_update_progress`, for an edition that goes on."""
        return self.is_officer or not self._acts_for.isdisjoint(lead_ids)

    def hindrance(self, measure: Measure, name: str) -> str:
        """Why this person may not set it there; empty if nothing is in the way."""
        if not self.goes_on or (name in PLAN and self.edition.is_closed):
            return _("Die Fassung ist %(status)s.") % {"status": self.edition.get_status_display()}
        if name in PLAN and not self.takes_plan:
            return _("Den Plan ändern nur die Integrationsbeauftragten.")
        if not self.may_report(role.organisation_id for role in leads_of(measure)):
            return _("Ihre Organisation federführt diese Maßnahme nicht.")
        return ""


def read(edition: Edition, ids: Iterable[int] | None = None) -> QuerySet[Measure]:
    """Measures of the edition with all that is needed here; without parts, in their order."""
    rows = Measure.objects.filter(edition=edition).whole()
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    return rows.select_related("field", "last_report").prefetch_related(
        Prefetch("roles", MeasureRole.objects.select_related("organisation")), "further_fields"
    )


def propose(edition: Edition, measures: Iterable[Measure], wish: Wish, user) -> list[Proposal]:
    rights = Rights(user, edition)
    return [_propose(measure, wish, rights) for measure in measures]


def _propose(measure: Measure, wish: Wish, rights: Rights) -> Proposal:
    found = Proposal(measure)
    for name, after in wish.values.items():
        before = stored(measure, name)
        if same(name, before, after):
            continue
        against = _against_reports(measure, wish) if name in REPORT else ""
        reason = rights.hindrance(measure, name) or against or contradiction(measure, name, after)
        if reason:
            found.hindrances.append(told(name, reason))
        else:
            found.changes.append(Difference(name, before, after))
    _leave_no_light_behind(found)
    keep_order_of_dates(found)
    return found


def told(name: str, reason: str) -> str:
    return _("%(label)s: %(reason)s") % {"label": label_of(name), "reason": reason}


def contradiction(measure: Measure, name: str, after) -> str:
    """Why the value does not go with what else the measure says."""
    if name == "end_planned" and after and measure.permanent:
        return _("Was auf Dauer angelegt ist, hat kein geplantes Ende.")
    further = {each.pk for each in measure.further_fields.all()}
    if name == "field" and after and after["pk"] in further:
        return _("Es steht dort schon unter den weiteren Handlungsfeldern.")
    return ""


def _against_reports(measure: Measure, wish: Wish) -> str:
    last = measure.last_report
    if last is None and not wish.values.get("status"):
        return _("Ohne Umsetzungsstand gibt es keine Ampel.")
    if last is not None and wish.on < last.on:
        return _("Es gibt schon einen neueren Sachstand vom %(day)s.") % {"day": last.on}
    return ""


def _leave_no_light_behind(found: Proposal) -> None:
    """What is done or set aside is neither on track nor at risk any more."""
    new = {change.name: change.after for change in found.changes}
    light = stored(found.measure, "traffic_light")
    ended = new.get("status") in (*MeasureStatus.achieved, *MeasureStatus.set_aside)
    if ended and light and "traffic_light" not in new:
        found.changes.append(Difference("traffic_light", light, ""))


def keep_order_of_dates(found: Proposal) -> None:
    """A date that would stand before the beginning, or after the end, is not set."""
    new = {change.name: change.after for change in found.changes}
    for kind in ("planned", "forecast", "actual"):
        names = (f"start_{kind}", f"end_{kind}")
        start, end = (
            FuzzyDate.decode(value) if value else None
            for value in (new.get(name, stored(found.measure, name)) for name in names)
        )
        if start and end and end.latest < start.earliest:
            wrong = [change for change in found.changes if change.name in names]
            found.changes = [change for change in found.changes if change not in wrong]
            reason = _("Das Ende läge vor dem Beginn.")
            found.hindrances += [told(change.name, reason) for change in wrong]


# How a value is stored, compared and said


def leads_of(measure: Measure) -> list[MeasureRole]:
    """From roles that were read already."""
    return [role for role in measure.roles.all() if role.is_lead]


def stored(measure: Measure, name: str) -> Any:
    """What the measure says now, in plain JSON values."""
    if name == "lead":
        return [
            {
                "organisation": role.organisation_id,
                "label": str(role.organisation),
                "contact": role.contact_id,
                "until": role.until.encode() if role.until else None,
                "note": role.note,
            }
            for role in leads_of(measure)
        ]
    if name == "field":
        return field_of_action(measure.field)
    if name in REPORT:
        return getattr(measure.last_report, name) if measure.last_report else ""
    value = getattr(measure, name)
    return value.encode() if isinstance(value, FuzzyDate) else value


def field_of_action(thing) -> dict[str, Any] | None:
    return {"pk": thing.pk, "label": str(thing)} if thing else None


def lead(organisation) -> list[dict[str, Any]]:
    """One organisation leads, or none."""
    if organisation is None:
        return []
    named = {"organisation": organisation.pk, "label": str(organisation)}
    return [named | {"contact": None, "until": None, "note": ""}]


def same(name: str, one: Any, other: Any) -> bool:
    if name == "lead":
        return {row["organisation"] for row in one} == {row["organisation"] for row in other}
    if name == "field":
        return (one and one["pk"]) == (other and other["pk"])
    return (one or None) == (other or None)


def words(name: str, value: Any) -> str:
    """As the interface says it; empty for nothing."""
    if name == "lead":
        return ", ".join(row["label"] for row in value)
    return said(_column(name), value)


def label_of(name: str) -> str:
    return _("Federführung") if name == "lead" else str(_column(name).verbose_name)


def _column(name: str):
    return (StatusReport if name in REPORT else Measure)._meta.get_field(name)
