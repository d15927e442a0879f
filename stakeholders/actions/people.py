"""People and data protection: anonymising, and the answer to a request for access."""

import datetime as dt

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from integration_portal.history.actions import forget, record
from integration_portal.history.models import Revision, context_key, subject_type
from integration_portal.history.registry import own_fields

from ..models import Person
from ..usage import uses

# What tells who somebody is. Function and organisation stay: the office was held.
PERSONAL = ("name", "email", "phone", "note")


@transaction.atomic
def anonymise(*, person: Person, by) -> Person:
    """Take name, e-mail, phone and note away, for ever and in the history too.

    Function, organisation, memberships and roles stay. Doing it again changes nothing.
    """
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    strip(person)
    person.anonymised_at = person.anonymised_at or timezone.now()
    person.save()
    forget_person(person)
    record(person, by=by)
    return person


def strip(person: Person) -> None:
    """Empty what tells who somebody is; not saved yet."""
    for field in PERSONAL:
        setattr(person, field, "")


def forget_person(person: Person) -> None:
    """Leave only the function in every stored state: the person's own, and those that name them."""
    own = list(revisions_of(person))
    for revision in own:
        revision.label = str(revision.state.get("function") or person.function)[:300]
        revision.state |= dict.fromkeys(PERSONAL, "")
    Revision.objects.bulk_update(own, ["label", "state"], batch_size=200)
    forget(person, label=person.function)


def revisions_of(person: Person) -> models.QuerySet:
    """The person's history and that of the duplicates merged into them."""
    return Revision.objects.filter(
        Q(subject_type=subject_type(person), subject_id=person.pk)
        | Q(subject_type=subject_type(person), context=context_key(person))
    )


def export(person: Person) -> dict:
    """Everything the portal keeps about a person (GDPR, article 15), as plain JSON values."""
    return {
        "stand": timezone.localtime().isoformat(timespec="minutes"),
        "kommune": person.authority.name,
        "person": _told(person),
        "angelegt": person.created_at.isoformat(timespec="seconds"),
        "geaendert": person.updated_at.isoformat(timespec="seconds"),
        "mitgliedschaften": [
            {"gremium": m.body.name} | _told(m, leave_out=frozenset({"body", "person"}))
            for m in person.memberships.select_related("body", "organisation")
        ],
        "verwendet_in": [
            {"art": str(group.label), "eintraege": [str(thing) for thing in group.things]}
            for group in uses(person)
        ],
        "verlauf": [
            {"am": r.at.isoformat(timespec="seconds"), "vorgang": r.get_action_display()}
            | {"daten": r.state}
            for r in revisions_of(person).order_by("pk")
        ],
    }


def _told(thing: models.Model, leave_out: frozenset[str] = frozenset()) -> dict:
    """Fields by their German names, values as the interface says them."""
    return {str(f.verbose_name): _said(thing, f) for f in own_fields(type(thing), leave_out)}


def _said(thing: models.Model, field: models.Field):
    value = getattr(thing, field.name)
    if field.flatchoices:
        return str(getattr(thing, f"get_{field.name}_display")())
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    return str(value)
