"""Reporting rounds: one that is over, told by the reports there are, and one under way."""

import datetime as dt
import os

from django.db import transaction
from django.utils import timezone

from concepts.models import Edition
from integration_portal.accounts.models import LocalAuthority, User
from integration_portal.core.relations import field_of
from measures.models import StatusReport
from rounds.actions.answering import Typed, hand_in, new_report, save_draft
from rounds.actions.reviewing import approve, give_back
from rounds.actions.running import close_round, open_round
from rounds.enums import RequestState
from rounds.models import ReportingRound, RoundRecipient, StatusRequest

from .values import DemoError, value

_PLAIN = ("title", "on", "due", "selection", "own_questions")


@transaction.atomic
def load(data: dict, authority: LocalAuthority, *, today: dt.date, by: User) -> None:
    """An authority that has rounds already keeps them."""
    if authority.reporting_rounds.exists():
        return
    for entry in data.get("rounds", ()):
        made = _plan(entry, authority, today)
        if entry.get("closed"):
            _tell_the_past(made, by)
        else:
            origin = f"http://127.0.0.1:{os.environ.get('PORT') or 8000}"
            opened = open_round(reporting_round=made, by=by, origin=origin)
            for answer in entry.get("answers", ()):
                _answer(opened, answer, by)


def _plan(entry: dict, authority: LocalAuthority, today: dt.date) -> ReportingRound:
    edition = Edition.objects.get(authority=authority, slug=entry["edition"])
    made = ReportingRound(edition=edition, authority=authority)
    for name in _PLAIN:
        if name in entry:
            setattr(made, name, value(field_of(ReportingRound, name), entry[name], today))
    made.save()
    return made


def _tell_the_past(made: ReportingRound, by: User) -> None:
    """Nothing is sent: the reports of that time are what was answered."""
    opened = open_round(reporting_round=made, by=by, origin="", letters_too=False)
    began = _noon(opened.on)
    ReportingRound.objects.filter(pk=opened.pk).update(opened_at=began)
    RoundRecipient.objects.filter(round=opened).update(reminded_on=opened.due, started_at=began)
    for request in opened.requests.select_related("measure", "recipient"):
        report = _report_of_that_time(opened, request)
        if report is not None:
            _answered(request, report)
    close_round(reporting_round=opened, by=by)
    ended = _noon(opened.due + dt.timedelta(days=2))
    ReportingRound.objects.filter(pk=opened.pk).update(closed_at=ended)


def _report_of_that_time(opened: ReportingRound, request: StatusRequest) -> StatusReport | None:
    reports = [report for report in request.measure.reports.approved() if report.on]
    found = (report for report in reports if opened.on <= report.on.earliest <= opened.due)
    return next(found, None)


def _answered(request: StatusRequest, report: StatusReport) -> None:
    request.state, request.report = RequestState.APPROVED, report
    request.submitted_at, request.submitted_by = _noon(report.on.earliest), request.recipient.name
    request.handed_in = {
        name: getattr(report, name) for name in ("status", "traffic_light", "text", "next_steps")
    }
    request.draft, request.version = request.handed_in, 1
    request.save()


def _answer(opened: ReportingRound, answer: dict, by: User) -> None:
    """One measure's answer, as far as `state` says. Raises DemoError for a measure not asked."""
    asked = opened.requests.select_related("round", "recipient", "measure", "report")
    request = asked.filter(measure__number=answer["measure"]).first()
    if request is None:
        raise DemoError(f"Maßnahme {answer['measure']}: danach fragt die Abfrage nicht")
    state = answer["state"]
    values = {name: str(said) for name, said in answer.items() if name not in _STEPS}
    RoundRecipient.objects.filter(pk=request.recipient_id).update(started_at=timezone.now())
    typed = Typed(values)
    if state == RequestState.DRAFTED:
        save_draft(request=request, typed=typed)
        return
    report = new_report(request)
    for name, said in values.items():
        setattr(report, name, said)
    done = hand_in(request=request, report=report, typed=typed, name=request.recipient.name)
    if done and state == RequestState.APPROVED:
        approve(request=done, by=by)
    elif done and state == RequestState.RETURNED:
        give_back(request=done, remark=answer["remark"], by=by)


_STEPS = ("measure", "state", "remark")


def _noon(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(12)))
