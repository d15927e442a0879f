"""One authority from its file, whole or not at all."""

import datetime as dt
from pathlib import Path

import yaml
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from concepts.actions.freezing import record_parts
from concepts.enums import AmendmentKind, EditionStatus
from concepts.models import Concept, Edition
from integration_portal.accounts.models import LocalAuthority, User
from integration_portal.history.actions import record
from integration_portal.history.models import Revision, subject_type
from integration_portal.history.registry import all_tracked
from measures.models import Measure

from . import concepts, council, measures, stakeholders
from .book import Book

# Ten times as quick as the other, and part of all usual builds of the library.
QUICK: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DATA = Path(__file__).resolve().parent.parent / "data"


def files() -> list[Path]:
    """The real towns by name, then the fictional one."""
    return sorted(DATA.glob("*.yaml"), key=lambda path: (path.stem == "musterstadt", path.stem))


def read(path: Path) -> dict:
    with path.open(encoding="utf-8") as text:
        return yaml.load(text, Loader=QUICK)  # noqa: S506 - both are safe ones


@transaction.atomic
def load(path: Path, *, today: dt.date, by: User | None = None) -> LocalAuthority:
    """Raises DemoError; then nothing of the file is there. An authority with a concept stays."""
    data = read(path)
    authority = stakeholders.make_authority(data["authority"])
    for member in data["members"]:
        stakeholders.make_authority(member, parent=authority)
    if Concept.objects.filter(authority=authority).exists():
        return authority
    book = Book(authority, today)
    stakeholders.load(data, book)
    for member in authority.members.all():
        book.keep(member.slug, member)
    concepts.load(data, book)
    measures.load(data, book)
    council.load(data, book)
    for entry in data["concepts"]:
        for edition in entry["editions"]:
            _bring_to_life(book, edition)
    _record_the_rest(authority)
    _recorded(authority, days_ago=data.get("recorded_days_ago", 0))
    measures.change(data, book, by=by)
    return authority


def _bring_to_life(book: Book, entry: dict) -> None:
    """Status and resolution; the state as adopted; what was amended since."""
    edition = book.find(Edition, entry["slug"])
    if "resolution" in entry:
        council.resolve_edition(book, edition, entry["resolution"])
    concepts.take_steps(book, edition, entry)
    moment = timezone.now()
    record(edition, by=None, at=moment)
    record_parts(edition=edition, by=None, at=moment)
    if edition.status in EditionStatus.in_force:
        Edition.objects.filter(pk=edition.pk).update(adopted_at=moment)
    for amendment in entry.get("amendments", ()):
        if amendment["kind"] == AmendmentKind.ADDED:
            # What came later is no part of the state as adopted.
            Revision.objects.of(book.find(Measure, amendment["measure"])).delete()
        council.amend(book, edition, amendment, by=None)


def _recorded(authority: LocalAuthority, *, days_ago: int) -> None:
    """As if all of it had been entered then: days since have states of their own."""
    earlier = dt.timedelta(days=days_ago)
    Revision.objects.filter(authority=authority).update(at=F("at") - earlier)
    adopted = Edition.objects.filter(authority=authority, adopted_at__isnull=False)
    adopted.update(adopted_at=F("adopted_at") - earlier)


def _record_the_rest(authority: LocalAuthority) -> None:
    """Whatever has a history and none yet begins it now."""
    for of in all_tracked():
        path = of.authority.replace(".", "__")
        if path in ("organisation__authority", "body__authority"):
            continue
        known = Revision.objects.filter(subject_type=subject_type(of.model)).values("subject_id")
        for thing in of.model._default_manager.filter(**{path: authority}).exclude(pk__in=known):
            record(thing, by=None)
