"""The page that says what was sent to whom, why, and what became of it."""

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from integration_portal.mail.actions import post
from integration_portal.mail.enums import OutboxState
from integration_portal.mail.models import OutboxMail


@pytest.fixture
def mail(authority):
    return letter(authority)


def letter(authority, state=OutboxState.UNSURE, n=0) -> OutboxMail:
    made = post(
        authority=authority,
        to=f"amt{n}@stadt.example",
        subject=f"Bitte um Sachstände {n}",
        text="Bitte berichten Sie: {link}" if n else "Bitte berichten Sie.",
        cause="Sachstandsabfrage 2026",
    )
    now = timezone.now()
    OutboxMail.objects.filter(pk=made.pk).update(state=state, claimed_at=now, sent_at=now)
    made.refresh_from_db()
    return made


def said(answer) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def outbox(authority, query="") -> str:
    return reverse("mail:outbox", args=[authority.slug]) + query


def test_it_lists_what_was_sent_to_whom_and_why(enter, officer, authority, mail):
    page = enter(officer).get(outbox(authority)).content.decode()

    for word in (mail.subject, mail.to, mail.cause, "unklar, ob gesendet"):
        assert word in page


@pytest.mark.parametrize(
    ("query", "shown"), [("", 4), ("?stand=offen", 2), ("?stand=wartet", 1), ("?stand=xyz", 4)]
)
def test_the_tabs_tell_what_needs_somebody(enter, officer, authority, asleep, query, shown):
    for state in ("sent", "queued", "unsure", "failed"):
        letter(authority, state)

    context = enter(officer).get(outbox(authority, query)).context

    assert len(context["page_obj"]) == shown
    assert [tab["count"] for tab in context["tabs"]] == [4, 2, 1, 1]


def test_an_empty_outbox_says_where_mails_come_from(enter, administrator, authority):
    page = enter(administrator).get(outbox(authority)).content.decode()

    assert "Hier ist keine Mail." in page


def test_it_costs_the_same_for_one_and_three(enter, officer, authority, mail):
    browser, counts = enter(officer), []

    for more in (0, 2):
        for n in range(more):
            letter(authority, n=n + 1)
        browser.get(outbox(authority))
        with CaptureQueriesContext(connection) as asked:
            browser.get(outbox(authority))
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 12


def test_an_officer_sends_an_unsure_mail_again(enter, officer, authority, mail, mailoutbox):
    browser = enter(officer)
    url = reverse("mail:send_again", args=[authority.slug, mail.pk])
    mailoutbox.clear()

    first, second = browser.post(url), browser.post(url)

    mail.refresh_from_db()
    assert first.url == mail.get_absolute_url()
    assert said(first) == ["Die Mail an amt0@stadt.example geht noch einmal hinaus."]
    assert said(second)[-1] == "Über diese Mail ist schon entschieden."
    assert (mail.state, len(mailoutbox)) == (OutboxState.SENT, 1)


def test_an_officer_says_that_a_mail_has_arrived(enter, officer, authority, mail, mailoutbox):
    mailoutbox.clear()

    answer = enter(officer).post(reverse("mail:confirm", args=[authority.slug, mail.pk]))

    mail.refresh_from_db()
    assert said(answer) == ["Die Mail an amt0@stadt.example gilt als gesendet."]
    assert (mail.state, mailoutbox) == (OutboxState.SENT, [])


@pytest.mark.parametrize("state", OutboxState.values)
def test_one_mail_says_what_became_of_it(enter, officer, authority, asleep, state):
    mail = letter(authority, state, n=1)

    page = enter(officer).get(mail.get_absolute_url()).content.decode()

    assert mail.cause in page
    assert ("Noch einmal senden" in page) == (state in OutboxState.wants_somebody)
    assert ("Ist angekommen" in page) == (state == OutboxState.UNSURE)
