"""Changing many measures in one step. `undoing` takes that back."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import ngettext

from concepts.actions import amendments
from concepts.actions.editions import hold
from concepts.enums import AmendmentKind
from concepts.models import Amendment, Edition
from integration_portal.core.fuzzy import FuzzyDate
from integration_portal.history.actions import record
from integration_portal.history.reading import stated

from ..enums import MeasureRoleKind, ReportSource
from ..models import BulkChange, BulkChangeRow, Measure, MeasureRole, StatusReport
from . import many
from .many import Proposal, Wish
from .measures import keep_words
from .status_reports import report_status


class Changed(Exception):
    """Not any more what was shown before. Nothing has been written."""


@dataclass(frozen=True)
class Amending:
    """Day and reason of a change of a plan in force, and the resolution if there is one."""

    on: dt.date
    reason: str
    resolution: Any = None


def fingerprint(proposals: Iterable[Proposal]) -> str:
    """Tells whether what is carried out is what was shown."""
    shown = [
        [
            proposal.measure.pk,
            [[change.name, change.before, change.after] for change in proposal.changes],
            proposal.hindrances,
        ]
        for proposal in proposals
    ]
    return digest(shown)


def digest(shown: Any) -> str:
    """Of plain JSON values."""
    return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()


@transaction.atomic
def carry_out(
    *,
    edition: Edition,
    measures: Sequence[Measure],
    wish: Wish,
    by,
    seen: str,
    amending: Amending | None = None,
) -> BulkChange:
    """Change what can be changed and remember how it was.

    `seen` is the fingerprint of what was shown. Raises Changed if it would be something else by
    now, ValidationError if the plan is in force and `amending` is missing or says no reason.
    """
    found = _still(edition, measures, wish, by, seen)
    together = _together(len(found) - 1)
    change = BulkChange.objects.create(
        edition=edition, by=by, label=wish.labels, reason=amending.reason if amending else ""
    )
    reports = _report(found, wish, by=by, source=ReportSource.BULK, reason=together)
    write(edition, found, by=by, reason=together, amending=amending)
    BulkChangeRow.objects.bulk_create(
        BulkChangeRow(
            change=change,
            measure=proposal.measure,
            before=proposal.stored("before"),
            after=proposal.stored("after"),
            report=reports.get(proposal.measure.pk),
        )
        for proposal in found
    )
    return change


@transaction.atomic
def change_in_list(
    *, measure: Measure, wish: Wish, by, seen: str, amending: Amending | None = None
) -> None:
    """Change one measure where it stands in the list. Raises as `carry_out` does."""
    edition = measure.edition
    found = _still(edition, [measure], wish, by, seen)
    _report(found, wish, by=by, source=ReportSource.LIST, reason="")
    write(edition, found, by=by, reason="", amending=amending)


def _still(edition, measures, wish: Wish, by, seen: str) -> list[Proposal]:
    """What changes, read anew where nobody else writes. Raises Changed if it is not what was seen.

    What cannot be changed has part in the fingerprint, but not in what is returned.
    """
    hold(edition)
    ids = [measure.pk for measure in measures]
    now = {measure.pk: measure for measure in many.read(edition, ids)}
    found = many.propose(edition, [now[pk] for pk in ids if pk in now], wish, by)
    if fingerprint(found) != seen:
        raise Changed
    return [proposal for proposal in found if proposal.changes]


def _together(others: int) -> str:
    if not others:
        return ""
    return ngettext(
        "zusammen mit %(count)s weiteren Maßnahme geändert",
        "zusammen mit %(count)s weiteren Maßnahmen geändert",
        others,
    ) % {"count": others}


def _report(
    found: Iterable[Proposal], wish: Wish, *, by, source: str, reason: str
) -> dict[int, StatusReport]:
    """A short dated report for each measure whose status or traffic light changes."""
    written = {}
    for proposal in found:
        new = proposal.stored("after")
        if new.keys().isdisjoint(many.REPORT):
            continue
        measure = proposal.measure
        said = {name: new.get(name, many.stored(measure, name)) for name in many.REPORT}
        report = StatusReport(measure=measure, on=wish.on, text=wish.text, source=source, **said)
        written[measure.pk] = report_status(report=report, by=by, reason=reason)
    return written


def write(
    edition: Edition, found: Iterable[Proposal], *, by, reason: str, amending: Amending | None
) -> None:
    """Write what stands in the measures themselves: numbers, words, history, amendments."""
    changed = [p for p in found if not p.stored("after").keys() <= set(many.REPORT)]
    for proposal in changed:
        _set(proposal)
    if edition.is_open and any("field" in p.stored("after") for p in changed):
        edition.measures.renumber()
    ids = [proposal.measure.pk for proposal in changed]
    rows = Measure.objects.filter(pk__in=ids)
    now = {measure.pk: measure for measure in stated(rows, also=("edition__authority",))}
    made = []
    for proposal in changed:
        measure, why = now[proposal.measure.pk], reason
        if "lead" in proposal.stored("after"):
            keep_words(measure)
        if proposal.changes_plan and edition.is_amendable:
            amendment = _amend(edition, measure, amending, by)
            made.append(amendment)
            why = "; ".join(filter(None, (amendment.reason, reason)))
        record(measure, by=by, reason=why)
    _rest_on_resolution(made, amending, by)


def _set(proposal: Proposal) -> None:
    measure, written = proposal.measure, ["updated_at"]
    for change in proposal.changes:
        if change.name == "lead":
            _set_leads(measure, change.after)
        elif change.name not in many.REPORT:
            of_field = change.name == "field"
            value = change.after and change.after["pk"] if of_field else change.after
            setattr(measure, "field_id" if of_field else change.name, value)
            written.append(change.name)
    # Nothing else: the last report may be another one by now.
    measure.save(update_fields=written)


def _set_leads(measure: Measure, rows: list[dict[str, Any]]) -> None:
    """Who leads already keeps contact and note."""
    wanted = {row["organisation"]: row for row in rows}
    for role in many.leads_of(measure):
        if wanted.pop(role.organisation_id, None) is None:
            role.delete()
    for row in wanted.values():
        MeasureRole.objects.create(
            measure=measure,
            kind=MeasureRoleKind.LEAD,
            organisation_id=row["organisation"],
            contact_id=row["contact"],
            until=FuzzyDate.decode(row["until"]) if row["until"] else None,
            note=row["note"],
        )


def _amend(edition: Edition, measure: Measure, amending: Amending | None, by) -> Amendment:
    return amendments.note(
        edition=edition,
        thing=measure,
        kind=AmendmentKind.CHANGED,
        on=amending.on if amending else timezone.localdate(),
        reason=amending.reason if amending else "",
        by=by,
    )


def _rest_on_resolution(made: list[Amendment], amending: Amending | None, by) -> None:
    if not made or amending is None or amending.resolution is None:
        return
    for amendment in made:
        amendment.resolutions.add(amending.resolution)
    record(amending.resolution, by=by, reason=amending.reason)
