"""Handing in: "unverändert", all at once, late; the receipt, and what a page costs."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from measures.enums import MeasureStatus
from measures.models import StatusReport
from rounds.actions import answering
from rounds.actions.answering import hand_in_unchanged, new_report
from rounds.actions.running import close_round
from rounds.enums import RequestState
from rounds.models import StatusRequest
from tests.factories.measures import MeasureFactory
from tests.factories.rounds import StatusRequestFactory
from tests.rounds.conftest import TEXT, answers, opened, page, said

# Unverändert


def test_unchanged_takes_one_click(guest, asked):
    last = asked[0].measure.last_report

    answer = guest.post(page(asked[0], "answer_unchanged"))

    asked[0].refresh_from_db()
    assert said(answer) == ["Als unverändert abgegeben: Sprachcafé."]
    assert asked[0].report.status == last.status
    assert asked[0].report.text == "Unverändert gegenüber dem Sachstand vom 31.01.2026."


def test_unchanged_never_covers_what_was_typed(guest, asked):
    guest.post(page(asked[0]), opened(guest, asked[0], draft="1", **TEXT))

    answer = guest.post(page(asked[0], "answer_unchanged"))

    asked[0].refresh_from_db()
    assert (answer.url, asked[0].state) == (page(asked[0]), "drafted")


def test_unchanged_needs_a_report_before(recipient, edition):
    request = StatusRequestFactory(recipient=recipient, measure=MeasureFactory(edition=edition))

    assert hand_in_unchanged(request=request, name="Amt") is None


# All at once, and the receipt


def test_all_drafts_are_handed_in_at_once_and_what_lacks_is_named(guest, asked):
    guest.post(page(asked[0]), opened(guest, asked[0], draft="1", **TEXT))
    guest.post(page(asked[1]), opened(guest, asked[1], draft="1", text="Ohne Stand"))
    everything = reverse("rounds_by_link:answer_all", args=[asked[0].recipient_id])

    answer = guest.post(everything)

    states = [type(one).objects.get(pk=one.pk).state for one in asked]
    assert states == ["submitted", "drafted"]
    assert said(answer)[-2:] == [
        "1 Sachstand ist abgegeben.",
        "Hier fehlt noch eine Angabe, der Text ist gespeichert: Lotsinnen.",
    ]


def test_without_drafts_there_is_nothing_to_hand_in(guest, asked):
    answer = guest.post(reverse("rounds_by_link:answer_all", args=[asked[0].recipient_id]))

    assert said(answer) == ["Es gibt keinen Entwurf, der abzugeben wäre."]


def test_the_receipt_says_word_for_word_what_arrived(guest, asked):
    receipt = reverse("rounds_by_link:receipt", args=[asked[0].recipient_id])
    assert "Noch ist nichts abgegeben." in guest.get(receipt).content.decode()
    guest.post(page(asked[0]), opened(guest, asked[0], hand_in="1", **TEXT))

    shown = guest.get(receipt)

    assert shown.context["rows"][0].texts == [
        ("Umsetzungsstand", "in Umsetzung"),
        ("Was getan wurde", TEXT["text"]),
    ]
    assert "Sprachcafé" in guest.get(answers(asked[0])).content.decode()


# Questions


def test_a_round_asks_what_its_officer_chose(guest, asked, running):
    running.questions, running.own_questions = ["reached"], "Was war schwer?\nWer half?"
    running.save()

    form = guest.get(page(asked[0])).context["form"]
    sent = opened(guest, asked[0], hand_in="1", frage_0="Die Raumsuche", reached="12", **TEXT)
    guest.post(page(asked[0]), sent)

    asked[0].refresh_from_db()
    assert list(form.fields) == ["status", "text", "next_steps", "reached", "frage_0", "frage_1"]
    assert asked[0].report.internal_note == "Was war schwer?\nDie Raumsuche"
    assert asked[0].report.reached == 12


def test_money_stands_in_the_form_as_people_write_it():
    report = StatusReport(status="running", spent=1200, reached=None)
    from decimal import Decimal

    report.spent = Decimal("1200.5")

    assert answering.texts_of(report, ["status", "spent", "reached"]) == {
        "status": "running", "spent": "1200,50", "reached": "",
    }  # fmt: skip


# Late


def test_what_is_written_while_the_round_closes_is_kept_as_late(guest, asked, running, officer):
    sent = opened(guest, asked[0], **TEXT)
    close_round(reporting_round=running, by=officer)

    draft = guest.post(page(asked[0], "answer_draft"), sent)
    answer = guest.post(page(asked[0]), sent | {"hand_in": "1"})

    asked[0].refresh_from_db()
    assert "als nachgereicht aufgehoben" in draft.content.decode()
    assert said(answer)[0].endswith("trotzdem angekommen, als nachgereicht.")
    assert (asked[0].state, asked[0].late) == ("submitted", True)


def test_a_closed_round_shows_and_takes_no_form(guest, asked, running, officer):
    close_round(reporting_round=running, by=officer)

    shown = guest.get(page(asked[0])).content.decode()

    assert "Diese Abfrage ist geschlossen." in shown
    assert "<textarea" not in shown
    assert "Diese Abfrage ist geschlossen." in guest.get(answers(asked[0])).content.decode()


def test_a_draft_nobody_handed_in_is_adopted_after_closing(guest, asked, running, officer):
    guest.post(page(asked[0]), opened(guest, asked[0], draft="1", **TEXT))
    asked[0].refresh_from_db()
    report = new_report(asked[0])
    report.status, report.text = "running", TEXT["text"]
    with pytest.raises(PermissionDenied):
        answering.adopt(request=asked[0], report=report, by=officer)
    closed = close_round(reporting_round=running, by=officer)
    asked[0].round = closed

    done = answering.adopt(request=asked[0], report=report, by=officer)

    assert (done.state, done.late, done.submitted_by) == ("submitted", True, "Fachbereich Bildung")
    assert done.handed_in["text"] == TEXT["text"]


def test_a_draft_is_adopted_once_and_as_it_was_judged(guest, asked, running, officer):
    guest.post(page(asked[0]), opened(guest, asked[0], draft="1", **TEXT))
    close_round(reporting_round=running, by=officer)
    first, second = (StatusRequest.objects.get(pk=asked[0].pk) for _ in range(2))
    reports = [new_report(request) for request in (first, second)]
    for report in reports:
        report.status, report.text = "running", TEXT["text"]
    answering.adopt(request=first, report=reports[0], by=officer)

    with pytest.raises(ValidationError, match="schon übernommen"):
        answering.adopt(request=second, report=reports[1], by=officer)

    assert StatusReport.objects.filter(measure=asked[0].measure, source="round").count() == 1


# What it costs


def test_forty_measures_cost_the_queries_of_one(guest, asked, recipient, edition, lead):
    counts = []

    for more in (0, 38):
        for _n in range(more):
            measure = MeasureFactory(edition=edition, led_by=lead, status=MeasureStatus.RUNNING)
            StatusRequestFactory(recipient=recipient, measure=measure)
        guest.get(answers(asked[0]))
        with CaptureQueriesContext(connection) as queries:
            guest.get(answers(asked[0]))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 6


def test_the_database_refuses_a_handed_in_answer_without_a_time(asked):
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        type(asked[0]).objects.update(state=RequestState.SUBMITTED, submitted_at=None)
