"""Closing a round freezes it; neither a dead mail server nor a killed worker leaves it halved."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from integration_portal.history.models import Revision
from integration_portal.mail.actions import delivery
from integration_portal.mail.actions.delivery import deliver_due
from integration_portal.mail.enums import OutboxState
from integration_portal.mail.models import OutboxMail
from rounds.actions.running import close_round, open_round, remind
from rounds.enums import RequestState, RoundState
from rounds.models import RoundRecipient, StatusRequest
from tests.factories.measures import MeasureFactory
from tests.factories.stakeholders import OrganisationFactory
from tests.measures.browsing import save
from tests.rounds.conftest import TEXT, at, opened, page
from tests.sink import Sink

ORIGIN = "https://portal.example"


# Closing


def test_what_was_handed_in_stays_as_it_was_once_the_round_is_closed(
    guest, asked, running, officer, browser
):
    guest.post(page(asked[0]), opened(guest, asked[0], hand_in="1", **TEXT))
    late = {"status": "done", "text": "Anders"}
    close_round(reporting_round=running, by=officer)
    before = frozen(asked[0])

    for name in ("answer", "answer_draft", "answer_unchanged"):
        guest.post(page(asked[0], name), late | {"hand_in": "1"})
    for name in ("remind", "close", "edit", "open", "delete"):
        browser.post(at(name, running))
    for name in ("give_back", "adopt"):
        browser.post(at(name, asked[0]), {"remark": "Bitte mehr."})

    assert frozen(asked[0]) == before
    assert before["report__text"] == TEXT["text"]


def frozen(request) -> dict:
    """What a round holds of an answer; a text that comes late stands beside it."""
    rows = StatusRequest.objects.filter(pk=request.pk)
    return rows.values(
        "state", "draft", "handed_in", "late", "submitted_at", "submitted_by", "report__text",
        "report__state", "round__state", "round__title", "round__letter", "recipient__email",
    ).get()  # fmt: skip


def test_an_officer_still_corrects_a_report_of_a_closed_round_and_both_texts_stay(
    guest, asked, running, officer, browser
):
    guest.post(page(asked[0]), opened(guest, asked[0], hand_in="1", **TEXT))
    close_round(reporting_round=running, by=officer)
    corrected = correct(browser, asked[0])

    assert corrected.url == at("request", asked[0])
    assert (frozen(asked[0])["report__text"], frozen(asked[0])["handed_in"]["text"]) == (
        "Zwölf Treffen, berichtigt.",
        TEXT["text"],
    )
    assert Revision.objects.of(StatusRequest.objects.get(pk=asked[0].pk).report).count() == 2


def correct(browser, request):
    """Through the form of the measure's reports, as the button of the round's page opens it."""
    request.refresh_from_db()
    args = [request.round.authority.slug, request.measure_id, request.report_id]
    url = f"{reverse('measures:report_edit', args=args)}?next={at('request', request)}"
    return save(browser, url, text="Zwölf Treffen, berichtigt.")


def test_an_officer_edits_what_was_handed_in_and_both_texts_are_shown(guest, asked, browser):
    guest.post(page(asked[0]), opened(guest, asked[0], hand_in="1", **TEXT))

    answer = correct(browser, asked[0])

    context = browser.get(answer.url).context
    assert ("Was getan wurde", "Zwölf Treffen, berichtigt.") in context["now"]
    assert ("Was getan wurde", TEXT["text"]) in context["handed_in"]
    assert frozen(asked[0])["state"] == RequestState.SUBMITTED


def test_a_closed_round_is_frozen(asked, running, officer):
    closed = close_round(reporting_round=running, by=officer)

    assert closed.state == RoundState.CLOSED
    for again in (close_round, remind):
        with pytest.raises(PermissionDenied):
            again(reporting_round=closed, by=officer)


def test_of_two_who_close_the_second_is_told(running, officer):
    close_round(reporting_round=running, by=officer)

    with pytest.raises(ValidationError, match="inzwischen geschlossen"):
        close_round(reporting_round=running, by=officer)


def test_a_mail_that_waited_until_the_round_was_closed_is_not_sent(planned, officer, asleep, sink):
    opened = open_round(reporting_round=planned, by=officer, origin=ORIGIN)
    close_round(reporting_round=opened, by=officer)
    deliver_due()

    mail = OutboxMail.objects.get()
    assert (mail.state, mail.error) == (OutboxState.FAILED, "Die Abfrage ist geschlossen.")


# A mail server that dies, a worker that is killed


def test_a_server_that_dies_amid_a_round_is_gone_on_with_where_it_stopped(
    planned, officer, edition, authority, asleep, settings, monkeypatch
):
    for n in range(4):
        lead = OrganisationFactory(authority=authority, email=f"amt{n}@stadt.example")
        MeasureFactory(edition=edition, led_by=lead)
    open_round(reporting_round=planned, by=officer, origin=ORIGIN)
    first, hand_over = Sink(), delivery._hand_over
    first.controller.start()
    settings.MAILERS = first.mailers

    def dying(server, message):
        if len(first.mails) == 2:
            first.controller.stop()
        return hand_over(server, message)

    monkeypatch.setattr(delivery, "_hand_over", dying)
    before = deliver_due()
    monkeypatch.setattr(delivery, "_hand_over", hand_over)
    OutboxMail.objects.update(next_try_at=timezone.now())
    with Sink() as second:
        settings.MAILERS = second.mailers
        after = deliver_due()

    got = [mail["To"] for mail in first.mails + second.mails]
    assert (before, after, len(got), len(set(got))) == (2, 3, 5, 5)
    assert set(OutboxMail.objects.values_list("state", flat=True)) == {OutboxState.SENT}


def test_the_command_itself_sends_what_no_worker_took(asked, running, asleep, sink, capsys):
    today = timezone.localdate()
    running.on, running.due = today - dt.timedelta(days=60), today
    running.save()
    RoundRecipient.objects.update(reminded_on=today - dt.timedelta(days=1))

    for _n in range(2):
        call_command("send_reminders")

    assert (
        capsys.readouterr().out == "1 erinnert, 1 Mails gesendet.\n0 erinnert, 0 Mails gesendet.\n"
    )
    assert [mail["To"] for mail in sink.mails] == ["bildung@stadt.example"]


def test_a_mail_whose_worker_was_killed_is_listed_and_sent_by_hand(
    browser, planned, officer, authority, asleep, sink
):
    open_round(reporting_round=planned, by=officer, origin=ORIGIN)
    long_ago = timezone.now() - dt.timedelta(minutes=10)
    OutboxMail.objects.update(state=OutboxState.SENDING, attempts=1, claimed_at=long_ago)
    by_itself = deliver_due()

    listed = browser.get(reverse("mail:outbox", args=[authority.slug]) + "?stand=offen")
    (mail,) = listed.context["page_obj"]
    browser.post(reverse("mail:send_again", args=[authority.slug, mail.pk]))
    deliver_due()

    assert (by_itself, mail.state) == (0, OutboxState.UNSURE)
    assert [sent["To"] for sent in sink.mails] == ["bildung@stadt.example"]
