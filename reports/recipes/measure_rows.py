"""Measures as papers freeze them: their state and how far they have come."""

import datetime as dt
from collections.abc import Iterable

from concepts.models import Edition
from integration_portal.history.models import Revision, subject_type
from integration_portal.history.reading import stated
from integration_portal.history.registry import state
from measures.models import ExtraField, Measure
from measures.models.measure import MeasureQuerySet
from stakeholders.models import Person


def live(measures: MeasureQuerySet, *, today: dt.date) -> list[dict]:
    """As they stand now, with the last report on each. Costs the same for any number."""
    rows = stated(measures.with_progress(today), also=("last_report",))
    return _functions_only(
        {
            "id": measure.pk,
            "state": state(measure),
            "progress": str(measure.progress),
            "late": measure.is_late,
            "report": _report(measure.last_report),
        }
        for measure in rows
    )


def as_adopted(edition: Edition) -> list[dict]:
    """As they stood when the edition came into force; reports were no part of it."""
    revisions = Revision.objects.within(edition).as_of(edition.adopted_at)
    return _functions_only(
        {"id": revision.subject_id, "state": revision.state, "progress": "", "report": None}
        for revision in revisions.filter(subject_type=subject_type(Measure))
    )


def _printed_extra(entries: list[dict]) -> list[dict]:
    """Of an authority's own fields those that papers print, in their order; no other is frozen."""
    kept = {part["id"] for entry in entries for part in entry["state"].get("extra", ())}
    fields = ExtraField.objects.filter(pk__in=kept, in_documents=True) if kept else ()
    places = {pk: place for place, pk in enumerate(field.pk for field in fields)}
    for entry in entries:
        if "extra" in entry["state"]:
            printed = [part for part in entry["state"]["extra"] if part["id"] in places]
            entry["state"]["extra"] = sorted(printed, key=lambda part: places[part["id"]])
    return entries


def _report(report) -> dict | None:
    if report is None:
        return None
    return {
        "status": report.get_status_display(),
        "on": str(report.on),
        "text": report.text,
        "next_steps": report.next_steps,
    }


def _functions_only(entries: Iterable[dict]) -> list[dict]:
    """Functions before names: of a contact only the function is frozen and printed.

    A person can be anonymised later; an issued paper cannot.
    """
    entries = _printed_extra(list(entries))
    contacts = [
        role["contact"]
        for entry in entries
        for role in entry["state"]["roles"]
        if role.get("contact")
    ]
    ids = {contact["ref"].rpartition(":")[2] for contact in contacts}
    functions = dict(Person.objects.filter(pk__in=ids).values_list("pk", "function"))
    for contact in contacts:
        contact["label"] = functions.get(int(contact["ref"].rpartition(":")[2]), "")
    return entries
