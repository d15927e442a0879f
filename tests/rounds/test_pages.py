"""The officer's pages: planning, checking, opening, watching, judging."""

import datetime as dt
import re

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from integration_portal.mail.enums import OutboxState
from integration_portal.mail.models import OutboxMail
from measures.enums import MeasureStatus
from measures.models import StatusReport
from rounds.actions.running import close_round, open_round
from rounds.enums import RequestState, RoundState
from rounds.models import ReportingRound
from tests.factories.measures import MeasureFactory
from tests.factories.rounds import (
    ReportingRoundFactory,
    RoundRecipientFactory,
    StatusRequestFactory,
)
from tests.factories.stakeholders import OrganisationFactory
from tests.rounds.conftest import opened, page

TEXT = {"status": "running", "text": "Zwölf Treffen fanden statt."}


@pytest.fixture
def browser(enter, officer):
    return enter(officer)


def said(answer) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def at(name: str, thing) -> str:
    authority = getattr(thing, "authority", None) or thing.round.authority
    return reverse(f"rounds:{name}", args=[authority.slug, thing.pk])


def filled(browser, url: str, **typed) -> dict:
    """What a browser sends from a form page."""
    context = browser.get(url).context
    form = context["form"]
    sent = {name: form[name].value() for name in form.fields}
    token = re.search(r'value="([^"]+)"', context["page_token"])[1]
    return (
        {k: v for k, v in sent.items() if v not in (None, "", False)} | {"geoeffnet": token} | typed
    )


# Planning


def test_an_officer_plans_a_round_for_the_measures_of_a_filter(browser, authority, measures):
    url = reverse("rounds:new", args=[authority.slug])
    sent = filled(browser, url, auswahl_stand="offen", auswahl_schluesselprojekt="on")

    answer = browser.post(url, sent)

    made = ReportingRound.objects.get()
    assert answer.url == made.get_absolute_url()
    assert (made.state, made.edition) == (RoundState.PLANNED, measures[0].edition)
    assert made.selection == "stand=offen&schluesselprojekt=on"
    assert made.due == made.on + dt.timedelta(weeks=4)


def test_the_filter_of_the_list_comes_along(browser, authority, measures):
    url = reverse("rounds:new", args=[authority.slug]) + "?stand=offen&sort=-ende&page=2"

    form = browser.get(url).context["form"]

    assert form["auswahl_stand"].value() == "offen"
    assert form.instance.selection == "stand=offen"


def test_the_list_leads_to_a_round_about_what_it_shows(browser, authority, measures):
    listed = browser.get(reverse("measures:list", args=[authority.slug]) + "?stand=offen&page=1")
    link = re.search(r'href="([^"]+sachstandsabfragen/neu/[^"]+)"', listed.content.decode())[1]

    form = browser.get(link.replace("&amp;", "&")).context["form"]

    assert form.instance.selection == "stand=offen"
    assert form.instance.edition == measures[0].edition


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        ({"letter": "Bitte antworten."}, "letter", "fehlt {link}"),
        ({"due": "01.01.2020"}, "__all__", "Frist liegt vor dem Stichtag"),
    ],
)
def test_a_plan_that_cannot_work_is_refused(browser, authority, measures, typed, field, message):
    url = reverse("rounds:new", args=[authority.slug])

    form = browser.post(url, filled(browser, url, **typed)).context["form"]

    assert message in form.errors[field][0]


def test_without_an_edition_there_is_nothing_to_ask(browser, authority):
    assert browser.get(reverse("rounds:new", args=[authority.slug])).status_code == 404


def test_a_plan_is_changed_until_it_is_opened(browser, planned, officer, asleep):
    browser.post(at("edit", planned), filled(browser, at("edit", planned), title="Anders"))
    planned.refresh_from_db()
    assert planned.title == "Anders"

    open_round(reporting_round=planned, by=officer, origin="https://portal.example")

    for name in ("edit", "delete", "open"):
        assert browser.get(at(name, planned)).status_code == 403


def test_a_plan_is_deleted(browser, planned):
    token = re.search(r'value="([^"]+)"', browser.get(at("delete", planned)).context["page_token"])

    answer = browser.post(at("delete", planned), {"geoeffnet": token[1]})

    assert answer.url == reverse("rounds:list", args=[planned.authority.slug])
    assert not ReportingRound.objects.exists()


# Checking and opening


def test_gaps_are_shown_before_anything_is_sent(browser, planned, authority, edition):
    silent = OrganisationFactory(authority=authority, name="Stiller Verein")
    MeasureFactory(edition=edition, title="Chor", led_by=silent)
    MeasureFactory(edition=edition, title="Verwaist")

    for name in ("round", "open"):
        shown = browser.get(at(name, planned)).content.decode()
        assert "Für 2 Maßnahmen ist niemand zu fragen" in shown
        assert "Stiller Verein" in shown
    assert not OutboxMail.objects.exists()


def test_each_recipient_has_a_preview(browser, planned):
    shown = browser.get(at("preview", planned) + "?an=bildung@stadt.example").content.decode()

    for words in ("- Sprachcafé", "[persönlicher Link]", f"{planned.due:%d.%m.%Y}"):
        assert words in shown


def test_a_plan_about_nothing_says_so(browser, planned):
    planned.selection = "text=gibtesnicht"
    planned.save()

    for name in ("round", "preview"):
        shown = browser.get(at(name, planned)).content.decode()
        assert "Zu dieser Auswahl gehört keine Maßnahme." in shown
    answer = browser.post(at("open", planned))
    assert said(answer) == ["Zu dieser Auswahl gehört keine Maßnahme. Es wurde nichts gesendet."]


def test_opening_asks_first_and_then_sends(browser, planned, mailoutbox):
    assert browser.get(at("open", planned)).status_code == 200
    assert mailoutbox == []

    first, second = browser.post(at("open", planned)), browser.post(at("open", planned))

    assert said(first) == ["Die Abfrage läuft. 1 Mail geht hinaus; der Postausgang zeigt sie."]
    assert said(second)[-1] == "Das ist schon geschehen."
    assert [mail.to for mail in mailoutbox] == [["bildung@stadt.example"]]
    assert "http://testserver/sachstand/link/" in mailoutbox[0].body


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
    assert said(revoked)[-1] == "Mit den bisherigen Links kommt niemand mehr hinein."
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

    answer = browser.post(url, sent)

    assert said(answer) == ["Dieser Sachstand ist inzwischen nicht mehr abgegeben."]


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
