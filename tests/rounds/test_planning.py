"""The officer's pages before a round: planning, checking, opening."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from integration_portal.mail.models import OutboxMail
from rounds.actions.running import open_round
from rounds.enums import RoundState
from rounds.models import ReportingRound
from tests.factories.measures import MeasureFactory
from tests.factories.stakeholders import OrganisationFactory
from tests.rounds.conftest import at, filled, said


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
