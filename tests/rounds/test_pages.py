"""The officer's pages of a round: watching, judging, closing."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from integration_portal.mail.enums import OutboxState
from integration_portal.mail.models import OutboxMail
from measures.enums import MeasureStatus
from measures.models import StatusReport
from rounds.actions.running import close_round, open_round
from rounds.enums import RequestState
from tests.factories.measures import MeasureFactory
from tests.factories.rounds import (
    ReportingRoundFactory,
    RoundRecipientFactory,
    StatusRequestFactory,
)
from tests.factories.stakeholders import OrganisationFactory
from tests.rounds.conftest import TEXT, at, filled, opened, page, said

# Watching


def test_the_officer_sees_who_opened_drafted_and_handed_in(browser, guest, asked, running):
    guest.post(page(asked[0]), opened(guest, asked[0], hand_in="1", **TEXT))
    guest.post(page(asked[1]), opened(guest, asked[1], draft="1", **TEXT))

    context = browser.get(at("round", running)).context

    (recipient,) = context["recipients"]
    assert recipient.started_at is not None
    assert (recipient.asked, recipient.drafts, recipient.done) == (2, 1, 1)
    assert (context["to_approve"], context["waiting"]) == (1, 1)


def test_mails_that_did_not_arrive_are_said(browser, planned, officer, asleep):
    open_round(reporting_round=planned, by=officer, origin="https://portal.example")
    OutboxMail.objects.update(state=OutboxState.UNSURE, claimed_at=timezone.now())

    shown = browser.get(at("round", planned)).content.decode()

    assert "Nicht jede Mail ist sicher angekommen." in shown


def test_watching_costs_the_same_for_one_and_three(browser, running, authority):
    counts = []

    for more in (1, 2):
        for _n in range(more):
            recipient = RoundRecipientFactory(round=running)
            for _m in range(3):
                measure = MeasureFactory(edition=running.edition, status=MeasureStatus.RUNNING)
                StatusRequestFactory(
                    recipient=recipient,
                    measure=measure,
                    organisation=OrganisationFactory(authority=authority),
                )
        browser.get(at("round", running))
        with CaptureQueriesContext(connection) as queries:
            browser.get(at("round", running))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 30


def test_checking_costs_the_same_for_one_and_three(browser, planned, edition, authority):
    counts = []

    for more in (0, 2):
        for n in range(more):
            lead = OrganisationFactory(authority=authority, email=f"a{n}@stadt.example")
            MeasureFactory(edition=edition, led_by=lead)
        browser.get(at("round", planned))
        with CaptureQueriesContext(connection) as queries:
            browser.get(at("round", planned))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 30


def test_the_list_costs_the_same_for_one_and_three(browser, edition, authority):
    counts = []

    for more in (1, 2):
        for _n in range(more):
            ReportingRoundFactory(edition=edition, open=True)
        url = reverse("rounds:list", args=[authority.slug])
        browser.get(url)
        with CaptureQueriesContext(connection) as queries:
            browser.get(url)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 12


def test_an_empty_list_says_what_a_round_is(browser, authority):
    shown = browser.get(reverse("rounds:list", args=[authority.slug])).content.decode()

    assert "Noch gab es keine Abfrage." in shown


def test_one_click_reminds(browser, asked, running, recipient, mailoutbox):
    first = browser.post(at("remind", running))
    second = browser.post(at("recipient_remind", recipient))

    assert said(first) == ["1 Stelle wird erinnert."]
    assert said(second)[-1].startswith("Niemand wurde erinnert")
    assert len(mailoutbox) == 1


def test_a_recipient_has_a_page_with_mails_and_ways_in(browser, link, asked, recipient, mailoutbox):
    shown = browser.get(at("recipient", recipient))
    assert shown.context["links"] == 1

    anew = browser.post(at("recipient_link", recipient))
    revoked = browser.post(at("recipient_revoke", recipient))

    shown = browser.get(at("recipient", recipient))
    assert said(anew)[0].startswith("Ein neuer Link geht an bildung@stadt.example.")
    assert said(revoked)[-1] == (
        "Der Zugang ist gesperrt: Bisherige Links gelten nicht mehr, neue gehen nicht hinaus."
    )
    assert (shown.context["links"], len(shown.context["mails"])) == (0, 1)


# Judging


def test_an_officer_reads_approves_and_goes_on(browser, guest, asked, running):
    for request in asked:
        guest.post(page(request), opened(guest, request, hand_in="1", **TEXT))

    shown = browser.get(at("request", asked[0]))
    answer = browser.post(at("approve", asked[0]))

    asked[0].refresh_from_db()
    assert shown.context["next"] == asked[1]
    assert said(answer) == ["Freigegeben: Sprachcafé."]
    assert asked[0].state == RequestState.APPROVED
    assert said(browser.post(at("approve_all", running)))[-1] == "1 Sachstand ist freigegeben."


def test_an_officer_returns_with_a_remark(browser, guest, asked, mailoutbox):
    guest.post(page(asked[0]), opened(guest, asked[0], hand_in="1", **TEXT))
    url = at("give_back", asked[0])

    answer = browser.post(url, filled(browser, url, remark="Bitte Zahlen nennen."))
    again = browser.post(url, {"remark": "Noch einmal"})

    asked[0].refresh_from_db()
    assert said(answer) == ["Zurückgegeben; die Mail geht an bildung@stadt.example."]
    assert (asked[0].state, again.status_code) == (RequestState.RETURNED, 403)
    assert "Bitte Zahlen nennen." in browser.get(at("request", asked[0])).content.decode()
    assert "Bitte Zahlen nennen." in mailoutbox[-1].body


def test_what_is_no_longer_handed_in_is_not_returned(browser, guest, asked):
    guest.post(page(asked[0]), opened(guest, asked[0], hand_in="1", **TEXT))
    url = at("give_back", asked[0])
    sent = filled(browser, url, remark="Bitte Zahlen nennen.")
    StatusReport.objects.filter(source="round").delete()

    form = browser.post(url, sent).context["form"]

    assert form.non_field_errors() == ["Dieser Sachstand ist inzwischen nicht mehr abgegeben."]
    assert form["remark"].value() == "Bitte Zahlen nennen."


def test_after_closing_drafts_can_be_adopted(browser, guest, asked, running, officer):
    guest.post(page(asked[0]), opened(guest, asked[0], draft="1", **TEXT))
    guest.post(page(asked[1]), opened(guest, asked[1], draft="1", text="Ohne Stand"))
    close_round(reporting_round=running, by=officer)

    done, lacking = (browser.post(at("adopt", request)) for request in asked)

    assert said(done)[0].startswith("Der Entwurf ist als nachgereicht übernommen.")
    assert said(lacking)[-1].startswith("Dem Entwurf fehlt noch etwas")
    assert "nachgereicht" in browser.get(at("request", asked[0])).content.decode()


def test_what_others_wrote_meanwhile_stands_beside_it(browser, asked):
    asked[0].others = {"seite": {"text": "Auch ein Text"}}
    asked[0].save()

    assert "Auch ein Text" in browser.get(at("request", asked[0])).content.decode()


# Closing


def test_closing_asks_first_and_names_what_is_missing(browser, asked, running):
    shown = browser.get(at("close", running)).content.decode()

    answer = browser.post(at("close", running))

    assert "Sprachcafé" in shown
    assert said(answer) == ["Die Abfrage ist geschlossen."]
    assert said(browser.post(at("close", running)))[-1] == "Das ist schon geschehen."
    assert browser.get(at("close", running)).status_code == 403


def test_of_two_who_close_at_once_the_second_is_told(browser, running, officer, monkeypatch):
    from rounds import rules
    from rounds.actions import running as actions

    close_round(reporting_round=running, by=officer)
    for module in (rules, actions):
        monkeypatch.setattr(module, "can_watch", lambda user, found: True)

    answer = browser.post(at("close", running))

    assert said(answer) == ["Die Abfrage ist inzwischen geschlossen. Es wurde nichts verändert."]
