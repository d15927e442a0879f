"""Taking back in one step what was changed in many measures in one step."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from concepts.actions.editions import hold
from concepts.models import FieldOfAction
from stakeholders.models import Organisation, Person

from ..models import BulkChange, BulkChangeRow, StatusReport
from . import many
from .bulk import Amending, Changed, fingerprint, write
from .many import Difference, Proposal
from .status_reports import corrected, remove_report


@dataclass
class Return(Proposal):
    """What of a change goes back in one measure; `report` is the one that is taken away."""

    report: StatusReport | None = None

    @property
    def newer(self) -> StatusReport | None:
        """A report somebody wrote since: it goes on to say the status."""
        last = self.measure.last_report
        return last if self.report and last != self.report else None


def returns(change: BulkChange, user) -> list[Return]:
    """What goes back in each measure, and what stays because somebody changed it since."""
    edition = change.edition
    rows = list(change.rows.select_related("report"))
    measures = {m.pk: m for m in many.read(edition, [row.measure_id for row in rows])}
    rights, known = many.Rights(user, edition), _known(rows)
    again = corrected(row.report_id for row in rows if row.report_id)
    found = []
    for row in rows:
        if row.measure_id not in measures:
            continue  # a part of another one by now
        back = Return(measures[row.measure_id])
        _return_plan(back, row, rights, known)
        _return_report(back, row, rights, again)
        found.append(back)
    return found


@transaction.atomic
def undo(*, change: BulkChange, by, seen: str) -> list[Return]:
    """Take back what can be taken back. Raises Changed if it is not what was `seen`.

    A plan in force changes back by an amendment, with the reason it was changed for.
    """
    edition = change.edition
    hold(edition)
    held = BulkChange.objects.select_for_update(of=("self",)).get(pk=change.pk)
    found = returns(change, by)
    if held.undone_at or fingerprint(found) != seen:
        raise Changed
    reason = _("gemeinsame Änderung rückgängig gemacht")
    for back in found:
        if back.report:
            remove_report(back.report, by=by, reason=reason)
    why = _("Rückgängig gemacht: %(reason)s") % {"reason": change.reason or change.label}
    amending = Amending(timezone.localdate(), why)
    write(edition, found, by=by, reason=reason, amending=amending)
    change.undone_at, change.undone_by = timezone.now(), by
    change.save(update_fields=["undone_at", "undone_by", "updated_at"])
    return found


@dataclass(frozen=True)
class _Known:
    """What of the things that values point to is still there."""

    fields: frozenset[int] = field(default_factory=frozenset)
    organisations: frozenset[int] = field(default_factory=frozenset)
    people: frozenset[int] = field(default_factory=frozenset)

    def has(self, name: str, value) -> bool:
        if name == "field":
            return not value or value["pk"] in self.fields
        if name == "lead":
            return all(row["organisation"] in self.organisations for row in value)
        return True

    def without_gone_contacts(self, name: str, value):
        if name != "lead":
            return value
        return [
            row | {"contact": row["contact"] if row["contact"] in self.people else None}
            for row in value
        ]


def _known(rows: Iterable[BulkChangeRow]) -> _Known:
    fields = {row.before["field"]["pk"] for row in rows if row.before.get("field")}
    leads = [each for row in rows for each in row.before.get("lead", [])]

    def there(model, ids) -> frozenset[int]:
        return frozenset(model.objects.filter(pk__in=ids).values_list("pk", flat=True))

    return _Known(
        there(FieldOfAction, fields),
        there(Organisation, {row["organisation"] for row in leads}),
        there(Person, {row["contact"] for row in leads if row["contact"]}),
    )


def _return_plan(back: Return, row: BulkChangeRow, rights: many.Rights, known: _Known) -> None:
    for name, after in row.after.items():
        if name in many.REPORT:
            continue
        now, before = many.stored(back.measure, name), row.before[name]
        if many.same(name, now, before):
            continue
        if not many.same(name, now, after):
            reason = _("inzwischen „%(now)s“, das bleibt") % {
                "now": many.words(name, now) or _("leer")
            }
        elif not known.has(name, before):
            reason = _("„%(before)s“ gibt es nicht mehr") % {"before": many.words(name, before)}
        else:
            reason = rights.hindrance(back.measure, name)
            reason = reason or many.contradiction(back.measure, name, before)
        if reason:
            back.hindrances.append(many.told(name, reason))
        else:
            before = known.without_gone_contacts(name, before)
            back.changes.append(Difference(name, now, before))
    many.keep_order_of_dates(back)


def _return_report(
    back: Return, row: BulkChangeRow, rights: many.Rights, again: frozenset[int]
) -> None:
    if row.after.keys().isdisjoint(many.REPORT):
        return
    if row.report is None:
        reason = _("Der Sachstand von damals ist schon gelöscht.")
    elif row.report.pk in again:
        reason = _("Der Sachstand wurde inzwischen berichtigt, er bleibt.")
    else:
        reason = rights.hindrance(back.measure, "status")
    if reason:
        back.hindrances.append(reason)
        return
    back.report = row.report
    if back.newer is None:
        back.changes += [
            Difference(name, row.after[name], row.before[name])
            for name in many.REPORT
            if name in row.after
        ]
