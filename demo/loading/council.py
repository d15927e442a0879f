"""Papers, what became of them, resolutions and agendas."""

import datetime as dt

from django.utils import timezone

from concepts.enums import AmendmentKind
from concepts.models import Amendment, Edition
from council.enums import OutcomeKind, PaperState
from council.models import (
    AgendaItem,
    Attachment,
    Consultation,
    CoSignature,
    CouncilPaper,
    EditionResolution,
    FinanceLine,
    FollowUp,
    Implication,
    Outcome,
    PaperSection,
    PaperStep,
    PaperVersion,
    RelatedPaper,
    Resolution,
    SignatureLine,
)
from integration_portal.core.text import fold
from integration_portal.history.actions import record
from measures.models import Measure
from stakeholders.models import Body, Meeting

from .book import Book
from .values import day, fuzzy_date

_ROWS = {
    "finance_lines": FinanceLine,
    "implications": Implication,
    "attachments": Attachment,
    "related": RelatedPaper,
    "cosignatures": CoSignature,
    "signatures": SignatureLine,
}
# The way through the house that a paper in a state has behind it.
_WAY = {
    PaperState.DRAFT: ("draft",),
    PaperState.COSIGNING: ("draft", "cosigning"),
    PaperState.APPROVED: ("draft", "cosigning", "approved"),
    PaperState.SENT: ("draft", "cosigning", "approved", "sent"),
    PaperState.DONE: ("draft", "cosigning", "approved", "sent", "done"),
    PaperState.WITHDRAWN: ("draft", "withdrawn"),
}


def load(data: dict, book: Book) -> None:
    for entry in data.get("papers", ()):
        _make_paper(book, entry)
    for entry in data["meetings"]:
        for item in entry.get("agenda", ()):
            _make_agenda_item(book, book.find(Meeting, entry["key"]), item)


def _make_paper(book: Book, entry: dict) -> None:
    paper = book.make(
        CouncilPaper,
        entry,
        leave=(*_ROWS, "sections", "consultations", "steps"),
        authority=book.authority,
        search_text=fold(f"{entry.get('number', '')} {entry['subject']}"),
    )
    for name, model in _ROWS.items():
        book.make_all(model, entry.get(name), paper=paper)
    for section in entry.get("sections", ()):
        book.make(PaperSection, section, leave=("children",), paper=paper, level=1)
        book.make_all(PaperSection, section.get("children"), paper=paper, level=2)
    for station in entry.get("consultations", ()):
        made = book.make(Consultation, station, leave=("outcome",), paper=paper)
        if "outcome" in station:
            _make_outcome(book, made, station["outcome"], entry["key"])
    for step in entry.get("steps") or _steps(paper):
        on = day(step.get("at"), book.today) or paper.date
        at = _noon(on) if on else timezone.now()
        note = step.get("note", "")
        PaperStep.objects.create(paper=paper, state=step["state"], at=at, note=note)
        if step["state"] == PaperState.SENT:
            paper.sent_at = at
            paper.save(update_fields=["sent_at"])
    revision = record(paper, by=None)
    if paper.sent_at:
        PaperVersion.objects.create(paper=paper, number=1, revision=revision, at=paper.sent_at)


def _steps(paper: CouncilPaper) -> list[dict[str, str]]:
    """The usual way; of a paper of unknown day no more than whether the council has it."""
    way = _WAY[PaperState(paper.state)]
    if paper.date is None:
        way = tuple(state for state in way if state in PaperState.shown) or way[-1:]
    return [{"state": state} for state in way]


def _noon(at: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(at, dt.time(12)))


def _make_outcome(book: Book, station: Consultation, entry: dict, key: str) -> None:
    outcome = book.make(
        Outcome, {"on": str(station.when)} | entry, leave=("resolution",), consultation=station
    )
    if outcome.kind not in OutcomeKind.resolving:
        return
    said = entry.get("resolution", {})
    resolution = Resolution.objects.create(
        authority=book.authority,
        outcome=outcome,
        body=station.body,
        on=outcome.on,
        title=said.get("title", station.paper.subject),
        wording=outcome.wording,
        public=said.get("public", station.public),
    )
    # The last body's word on a paper is what is later looked up under the paper's key.
    book.replace(key, resolution)
    for follow_up in said.get("follow_ups", ()):
        book.make(FollowUp, follow_up, resolution=resolution)
    record(resolution, by=None)


def _make_agenda_item(book: Book, meeting: Meeting, entry: dict) -> None:
    station = None
    if "paper" in entry:
        paper = book.find(CouncilPaper, entry["paper"])
        station = paper.consultations.filter(meeting=meeting).first()
    book.make(AgendaItem, entry, leave=("paper",), meeting=meeting, consultation=station)


def resolve_edition(book: Book, edition: Edition, entry: dict) -> None:
    """The resolution an edition rests on: of a paper in the portal, or standing alone."""
    if "paper" in entry:
        resolution = book.find(Resolution, entry["paper"])
    else:
        resolution = Resolution.objects.create(
            authority=book.authority,
            body=book.find(Body, entry["body"]),
            on=fuzzy_date(entry.get("on"), book.today),
            title=entry.get("title", edition.title),
            wording=entry.get("wording", ""),
            public=True,
        )
        record(resolution, by=None)
    EditionResolution.objects.create(edition=edition, resolution=resolution)


def amend(book: Book, edition: Edition, entry: dict, *, by) -> None:
    """A change of an adopted plan with its resolution. `after` says what the measure has since."""
    measure = book.find(Measure, entry["measure"])
    amendment = Amendment.objects.create(
        edition=edition,
        kind=AmendmentKind(entry["kind"]),
        on=day(entry["on"], book.today) or timezone.localdate(),
        reason=entry["reason"],
        subject_type=measure._meta.label_lower,
        subject_id=measure.pk,
        label=str(measure),
        by=by,
    )
    for name, said in entry.get("after", {}).items():
        setattr(measure, name, fuzzy_date(said, book.today))
    measure.save()
    record(measure, by=by, reason=entry["reason"])
    if "resolution" in entry:
        resolution = book.find(Resolution, entry["resolution"])
        resolution.amendments.add(amendment)
        record(resolution, by=by)
