"""What pages show of a paper: its stations as steps, and its parts, as they are or as they were."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from integration_portal.documents.models import IssuedDocument
from stakeholders.models import bodies_of

from .enums import OutcomeKind, PaperState
from .models import Consultation, CouncilPaper, Outcome, RelatedPaper
from .money import totals
from .rules import is_officer


class Viewer:
    """Who looks: asked once for a page, so that a list costs the same for any number of rows."""

    def __init__(self, user):
        self.user, self.seats = user, bodies_of(user)

    def is_officer(self, paper: CouncilPaper) -> bool:
        return is_officer(self.user, paper.authority_id)

    def sits_in(self, stations) -> bool:
        return any(body_id(station) in self.seats for station in stations)

    def outcome_of(self, station: Consultation, paper: CouncilPaper) -> Outcome | None:
        """The result, if there is one to see; the same rule as `Outcome.objects.visible_to`."""
        seen = self.is_officer(paper) or station.public or station.body_id in self.seats
        return station.result if seen else None


def body_id(station) -> int | None:
    """Of a stored station or a frozen one."""
    return station.body_id if isinstance(station, Consultation) else station.body.pk


@dataclass
class Step:
    """One station as a page shows it."""

    station: Consultation
    outcome: Outcome | None
    state: str

    @property
    def title(self) -> str:
        return self.station.body.short_name or self.station.body.name

    @property
    def note(self) -> str:
        when = str(self.station.when or _("Termin offen"))
        return f"{when} · {self.station.get_role_display()}"

    @property
    def badge(self) -> tuple | None:
        if self.outcome is None:
            return None
        return (self.outcome.get_kind_display(), self.outcome.tone)


def steps_of(paper: CouncilPaper, viewer: Viewer) -> list[Step]:
    """The stations in their order; the first without a result is the one that comes next.

    Read with `consultations__body`, `__meeting` and `__outcome`.
    """
    found, waiting = [], paper.state != PaperState.WITHDRAWN
    for station in paper.consultations.all():
        result = station.result
        if result is not None:
            state = "skipped" if result.kind in OutcomeKind.again else "done"
        elif paper.state in (PaperState.WITHDRAWN, PaperState.DONE):
            state = "skipped"
        else:
            state, waiting = ("current", False) if waiting else ("open", False)
        found.append(Step(station, viewer.outcome_of(station, paper), state))
    return found


_HEADINGS = (
    "paper_number", "subject", "department", "consultations", "proposed_resolution", "reasons",
    "strategic_goals", "finances", "implications", "attachments",
)  # fmt: skip


def headings_of(authority) -> dict[str, str]:
    """The authority's own headings for the parts of a paper."""
    return {key: authority.word(key) for key in _HEADINGS}


def parts_of(paper, viewer: Viewer, *, live: CouncilPaper) -> dict:
    """Lists for the templates, from a stored paper or a frozen one.

    `live` is the paper as it is today: what became confidential later is not shown in an old
    version either.
    """
    frozen = paper is not live
    inside = viewer.is_officer(live)
    seated = inside or viewer.sits_in(live.consultations.all())
    rows = _rows if frozen else _stored
    lines = rows(paper, "finance_lines")
    attachments, hidden = _attachments(rows(paper, "attachments"), live, seated, frozen)
    return {
        "words": headings_of(live.authority),
        "sections": [s for s in rows(paper, "sections") if s.title or s.body],
        "finance_lines": lines,
        "totals": totals(lines),
        "implications": rows(paper, "implications"),
        "strategic_goals": rows(paper, "strategic_goals"),
        "further_departments": rows(paper, "further_departments"),
        "attachments": attachments,
        "hidden_attachments": hidden,
        "related": _related(rows(paper, "related"), viewer, live),
        "cosignatures": rows(paper, "cosignatures"),
        "signatures": rows(paper, "signatures"),
        "sees_remarks": inside,
    }


def _rows(paper, name: str) -> list:
    return list(getattr(paper, name))


def _stored(paper, name: str) -> list:
    return list(getattr(paper, name).all())


def _attachments(rows: list, live: CouncilPaper, seated: bool, frozen: bool) -> tuple[list, int]:
    """Those the reader may see, and how many there are besides."""
    now = {row.pk: row.confidential for row in live.attachments.all()} if frozen else {}
    seen = []
    if frozen:
        _look_for_documents(rows)
    for row in rows:
        gone_or_closed = frozen and now.get(row.pk, True)
        if seated or not (row.confidential or gone_or_closed):
            seen.append(row)
    return seen, len(rows) - len(seen)


def _look_for_documents(rows: list) -> None:
    """Whether the documents of the portal that a version carried may still be downloaded."""
    ids = {row.document.pk for row in rows if row.document}
    valid = IssuedDocument.objects.valid().filter(pk__in=ids)
    there = set(valid.values_list("pk", flat=True)) if ids else set()
    for row in rows:
        row.is_there = bool(row.document) and row.document.pk in there


def _related(rows: list, viewer: Viewer, live: CouncilPaper) -> list[dict]:
    """Earlier papers; one the reader may not read is named only as the paper itself names it."""
    ids = {_other_id(row) for row in rows} - {None}
    readable = {
        paper.pk: paper
        for paper in CouncilPaper.objects.visible_to(viewer.user).filter(
            pk__in=ids, authority=live.authority_id
        )
    }
    found = []
    for row in rows:
        other = readable.get(_other_id(row))
        title = row.reference or (str(other) if other else "")
        if title or row.body:
            found.append({"title": title, "other": other, "body": row.body, "on": row.on})
    return found


def _other_id(row) -> int | None:
    """Of a stored row or a frozen one."""
    if isinstance(row, RelatedPaper):
        return row.other_id
    return row.other.pk if row.other else None
