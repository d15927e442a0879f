"""People and data protection: anonymising, and the answer to a request for access."""

import datetime as dt

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from integration_portal.accounts import traces
from integration_portal.accounts.traces import Somebody
from integration_portal.history.actions import forget, record
from integration_portal.history.models import Revision, context_key, subject_type
from integration_portal.history.registry import own_fields

from ..mentions import mentions
from ..models import ContactPoint, Organisation, Person
from ..usage import uses

# What tells who somebody is. Function and organisation stay: the office was held.
PERSONAL = ("name", "email", "phone", "note")


@transaction.atomic
def anonymise(*, person: Person, by) -> Person:
    """Take name, e-mail, phone and note away, for ever, in the history and in every room.

    Function, organisation, memberships and roles stay. Doing it again changes nothing.
    """
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    forget_person(person)
    strip(person)
    person.anonymised_at = person.anonymised_at or timezone.now()
    person.save()
    record(person, by=by)
    return person


def strip(person: Person) -> None:
    """Empty what tells who somebody is; not saved yet."""
    for field in PERSONAL:
        setattr(person, field, "")


def forget_person(person: Person) -> None:
    """Leave only the function in every stored state, and no trace in the other rooms.

    Call it while the person still has name and address: by them the traces are found.
    """
    traces.erase(known_as(person))
    own = list(revisions_of(person))
    for revision in own:
        revision.label = str(revision.state.get("function") or person.function)[:300]
        revision.state |= dict.fromkeys(PERSONAL, "")
    Revision.objects.bulk_update(own, ["label", "state"], batch_size=200)
    forget(person, label=person.function)


def known_as(person: Person) -> Somebody:
    """By every name and address they and the duplicates merged into them ever had.

    An address at which others are reached, too (an office, a team) is not theirs alone.
    """
    states = [{"name": person.name, "email": person.email}]
    states += revisions_of(person).values_list("state", flat=True)
    names = {state.get("name", "") for state in states} - {""}
    emails = {state.get("email", "").lower() for state in states} - {""}
    return Somebody(person.authority, frozenset(names), frozenset(emails - _of_others(person)))


def _of_others(person: Person) -> set[str]:
    others = Person.objects.exclude(pk=person.pk)
    known = (others, Organisation.objects.all(), ContactPoint.objects.all())
    emails = (
        rows.filter(authority=person.authority_id).exclude(email="").values_list("email", flat=True)
        for rows in known
    )
    return {email.lower() for found in emails for email in found}


def revisions_of(person: Person) -> models.QuerySet:
    """The person's history and that of the duplicates merged into them."""
    return Revision.objects.filter(
        Q(subject_type=subject_type(person), subject_id=person.pk)
        | Q(subject_type=subject_type(person), context=context_key(person))
    )


def export(person: Person) -> dict:
    """Everything the portal keeps about a person (GDPR, article 15), as plain JSON values."""
    who = known_as(person)
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
        "genannt_in": [
            {"art": group.label, "eintraege": [str(thing) for thing in group.things]}
            for group in mentions(who)
        ],
        "weitere_daten": traces.told(who),
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
