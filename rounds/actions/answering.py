"""Answering: drafts that lose nothing, handing in, and "unverändert"."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from integration_portal.core.fuzzy import FuzzyDate
from integration_portal.core.guard import demand
from measures.actions.status_reports import report_status
from measures.enums import ReportSource, ReportState
from measures.models import StatusReport

from ..enums import RequestState, RoundState
from ..merging import merged
from ..models import StatusRequest
from ..rules import can_adopt
from ._guard import held_request
from .files import hand_in_files

PAGES = 8  # open at once, whose last saving is remembered


@dataclass(frozen=True)
class Typed:
    """What one page holds: its texts, those it was opened with, and which version that was."""

    values: dict[str, str]
    base: dict[str, str] = field(default_factory=dict)
    version: int = 0
    page: str = ""  # tells one open page from the next
    seen: tuple[str, ...] = ()  # texts of other pages that were shown in it


@dataclass(frozen=True)
class Kept:
    """What became of a draft. `clash`: somebody else wrote into the same fields meanwhile."""

    request: StatusRequest
    clash: bool
    version: int  # to go on with


@transaction.atomic
def save_draft(*, request: StatusRequest, typed: Typed) -> Kept:
    """Keep what was typed, whatever the state: nothing is judged and nothing thrown away.

    After it was handed in, or where somebody else wrote the same field meanwhile, the text is put
    beside the one that counts. After the round was closed it is kept as late.
    """
    held = held_request(request)
    clash = _take(held, typed)
    if held.is_waiting:  # what came in time stays in time, whatever is put beside it
        held.late = held.late or held.round.state == RoundState.CLOSED
    if held.state == RequestState.OPEN:
        held.state = RequestState.DRAFTED
    held.drafted_at = timezone.now()
    held.save()
    in_step = not clash and held.draft == typed.values
    return Kept(held, clash, held.version if in_step else typed.version)


@transaction.atomic
def hand_in(
    *, request: StatusRequest, report: StatusReport, typed: Typed, name: str, by=None
) -> StatusRequest | None:
    """Hand in a judged report. None if somebody else's text is in its way; both are kept then.

    `report` is a new one or that of the request; `name` says who hands in, `by` is their account if
    they have one. After the round was closed it counts as late.
    """
    held = held_request(request)
    if held.is_handed_in or _take(held, typed) or held.draft != typed.values:
        if held.is_handed_in:
            _take(held, typed)
        held.save()
        return None
    return _hand_in(held, report, typed.values, name, by)


@transaction.atomic
def adopt(*, request: StatusRequest, report: StatusReport, by) -> StatusRequest:
    """Take the draft that nobody handed in before the round was closed, as if they had.

    `report` was judged from the draft of `request`. Raises ValidationError if there is another one
    by now, or none any more.
    """
    demand(can_adopt(by, request))
    held = held_request(request)
    if not can_adopt(by, held) or held.draft != request.draft:
        raise ValidationError(
            _("Der Entwurf wurde inzwischen geändert oder schon übernommen. Sehen Sie ihn neu an.")
        )
    return _hand_in(held, report, held.draft, held.recipient.name, None)


@transaction.atomic
def hand_in_unchanged(*, request: StatusRequest, name: str, by=None) -> StatusRequest | None:
    """The last report still holds. None if there is none, or something was typed or handed in."""
    held = held_request(request)
    last = held.measure.last_report
    if last is None or held.draft or held.is_handed_in:
        return None
    text = _("Unverändert gegenüber dem Sachstand vom %(day)s.") % {"day": last.on}
    report = new_report(held)
    report.status, report.traffic_light = last.status, last.traffic_light
    report.text, report.next_steps = text, last.next_steps
    values = {"status": last.status, "traffic_light": last.traffic_light}
    values |= {"text": text, "next_steps": last.next_steps}
    return _hand_in(held, report, values, name, by)


def new_report(request: StatusRequest) -> StatusReport:
    """The report of a request: the one that was returned, or a new one for the round's Stichtag."""
    if request.report is not None:
        return request.report
    return StatusReport(measure=request.measure, on=FuzzyDate.on(request.round.on))


def texts_of(report: StatusReport, names: Iterable[str]) -> dict[str, str]:
    """A report's fields as they would stand in the form."""
    values = ((name, getattr(report, name)) for name in names)
    return {name: _typed(value) for name, value in values}


def _typed(value: object) -> str:
    if value is None:
        return ""
    return f"{value:.2f}".replace(".", ",") if isinstance(value, Decimal) else str(value)


def _take(held: StatusRequest, typed: Typed) -> bool:
    """Put the texts into the draft. True if some of them had to be put beside it."""
    for page in typed.seen:
        held.others.pop(page, None)
    if held.is_handed_in:
        if typed.values != held.handed_in:
            held.others[typed.page] = typed.values
            return True
        return False
    if held.version == typed.version:
        result, beside = typed.values, {}
    else:
        base = held.written.get(typed.page, typed.base)
        found = merged(base=base, theirs=held.draft, mine=typed.values)
        result, beside = found.values, found.beside
    if held.draft != result:
        held.draft, held.version = result, held.version + 1
    if beside:
        held.others[typed.page] = beside
        return True
    held.others.pop(typed.page, None)
    _remember(held, typed)
    return False


def _remember(held: StatusRequest, typed: Typed) -> None:
    """Which of the others goes when there are too many does no harm: both texts are kept then."""
    others = [page for page in held.written if page != typed.page]
    for page in others[: max(len(others) + 1 - PAGES, 0)]:
        del held.written[page]
    held.written[typed.page] = typed.values


def _hand_in(
    held: StatusRequest, report: StatusReport, values: dict[str, str], name: str, by
) -> StatusRequest:
    report.state, report.source, report.remark = ReportState.SUBMITTED, ReportSource.ROUND, ""
    if by is not None:
        report.by = by
    hand_in_files(held, report)
    held.report = report_status(report=report, by=by)
    held.late = held.late or held.round.state == RoundState.CLOSED
    held.state, held.handed_in = RequestState.SUBMITTED, values
    held.draft, held.version = values, held.version + 1
    held.submitted_at, held.submitted_by = timezone.now(), name[:200]
    held.save()
    return held
