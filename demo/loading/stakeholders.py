"""Authorities, organisations, people, bodies and meetings."""

from django.db import models

from integration_portal.accounts.enums import AuthorityKind
from integration_portal.accounts.models import LocalAuthority
from integration_portal.history.actions import record
from stakeholders.models import (
    Body,
    ContactPoint,
    Meeting,
    MeetingMove,
    Membership,
    Organisation,
    Person,
)

from .book import Book
from .values import DemoError

_AUTHORITY_FIELDS = ("name", "short_name", "slug", "kind", "ags", "stale_after_months")


def make_authority(entry: dict, parent: LocalAuthority | None = None) -> LocalAuthority:
    """An authority or a member of one; whoever is there already stays as they are."""
    unknown = set(entry) - {*_AUTHORITY_FIELDS, "letterhead", "words"}
    if unknown or entry["kind"] not in AuthorityKind.values:
        raise DemoError(f"Kommune {entry.get('name')}: {sorted(unknown) or entry['kind']}")
    fields = {name: entry[name] for name in _AUTHORITY_FIELDS if name in entry}
    authority, _created = LocalAuthority.objects.get_or_create(
        slug=entry["slug"],
        defaults=fields
        | {
            "letterhead": "\n".join(entry.get("letterhead", ())),
            "words": entry.get("words", {}),
            "parent": parent,
        },
    )
    return authority


def load(data: dict, book: Book) -> None:
    """In the order in which they need each other."""
    own = {"authority": book.authority}
    _make_linked(book, Organisation, data["organisations"], ("parent", "successor"), own)
    book.make_all(Person, data["people"], **own)
    _make_linked(book, Body, data["bodies"], ("succeeds",), own)
    book.make_all(Membership, data["memberships"])
    book.make_all(ContactPoint, data["contact_points"], **own)
    for entry in data["meetings"]:
        _make_meeting(book, entry)


def _make_meeting(book: Book, entry: dict) -> None:
    """First called for the day it was moved from: the history tells of every move."""
    moves = entry.get("moves", ())
    first = {"date": moves[0]["from_date"]} if moves else {}
    meeting = book.make(Meeting, entry | first, leave=("moves", "agenda"))
    for said in moves:
        record(meeting, by=None)
        move = book.make(MeetingMove, said, meeting=meeting)
        meeting.date = move.to_date
        meeting.save()
        record(meeting, by=None, reason=move.reason)


def _make_linked(
    book: Book, model: type[models.Model], entries: list, links: tuple[str, ...], own: dict
) -> None:
    """Rows that point to each other: first all rows, then the links."""
    made = [(book.make(model, entry, leave=links, **own), entry) for entry in entries]
    for thing, entry in made:
        for name in links:
            if name in entry:
                setattr(thing, name, book.find(model, entry[name]))
        thing.save()
