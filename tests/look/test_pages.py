"""The public pages, the pages for errors and the choice of light and dark."""

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

OPERATOR = {
    "name": "Stadt Musterstadt",
    "address": ["Rathausplatz 1", "12345 Musterstadt"],
    "email": "portal@musterstadt.example",
    "phone": "",
    "represented_by": "",
    "privacy_email": "",
    "enforcement": "",
}


@pytest.mark.parametrize("path", ["hilfe", "impressum", "datenschutz", "barrierefreiheit"])
def test_anyone_may_read_the_public_pages(client, path):
    assert client.get(f"/{path}/").status_code == 200


@pytest.mark.parametrize("path", ["impressum", "datenschutz", "barrierefreiheit"])
def test_pages_name_the_operator(client, settings, path):
    settings.PORTAL_OPERATOR = OPERATOR

    text = client.get(f"/{path}/").content.decode()

    assert ("Stadt Musterstadt" in text, "Diese Angabe fehlt" in text) == (True, False)


@pytest.mark.parametrize("path", ["impressum", "datenschutz", "barrierefreiheit"])
def test_pages_say_plainly_that_the_operator_is_missing(client, settings, path):
    settings.PORTAL_OPERATOR = dict.fromkeys(OPERATOR, "")

    assert "Diese Angabe fehlt noch." in client.get(f"/{path}/").content.decode()


def test_accessibility_page_offers_a_way_to_report(client, settings):
    settings.PORTAL_OPERATOR = OPERATOR

    text = client.get("/barrierefreiheit/").content.decode()

    assert 'href="mailto:portal@musterstadt.example?subject=' in text


@pytest.mark.parametrize(
    ("kind", "status", "words"),
    [
        ("anfrage", 400, "nicht zu verstehen"),
        ("recht", 403, "Keine Berechtigung"),
        ("grund", 403, "Die Berichtsrunde ist geschlossen."),
        ("csrf", 403, "noch einmal absenden"),
        ("unbekannt", 404, "gibt es hier nicht"),
        ("fehler", 500, "liegt beim Portal"),
    ],
)
def test_every_error_says_what_happened(settings, kind, status, words):
    settings.DEBUG = False
    browser = Client(raise_request_exception=False)

    answer = browser.get(f"/fehler/{kind}/")

    assert (answer.status_code, words in answer.content.decode()) == (status, True)


def test_page_of_a_broken_portal_needs_no_database(settings, django_assert_num_queries):
    settings.DEBUG = False
    browser = Client(raise_request_exception=False)

    with django_assert_num_queries(0):
        assert browser.get("/fehler/fehler/").status_code == 500


@pytest.mark.parametrize(("choice", "kept"), [("dark", "dark"), ("light", "light"), ("pink", "")])
def test_theme_is_kept_in_a_cookie(client, choice, kept):
    answer = client.post("/darstellung/", {"theme": choice, "next": "/hilfe/"})

    assert (answer.url, answer.cookies["theme"].value) == ("/hilfe/", kept)


def test_theme_leads_back_to_our_own_pages_only(client):
    answer = client.post("/darstellung/", {"theme": "dark", "next": "https://elsewhere.example/"})

    assert answer.url == "/"


def test_foreign_cookie_does_not_reach_the_page(client):
    client.cookies["theme"] = '"><script>'

    assert "data-kern-theme" not in client.get("/hilfe/").content.decode()


def test_account_menu_offers_what_the_person_has(client, officer):
    client.force_login(officer)

    text = client.get("/musterstadt/vorlagen/").content.decode()

    offered = ["Abmelden", "Mein Konto", "Kommune wechseln"]
    assert [word in text for word in offered] == [True, True, False]


def test_visitor_is_offered_the_login_and_no_menu(client):
    text = client.get("/hilfe/").content.decode()

    assert [word in text for word in ("Anmelden", "Abmelden")] == [True, False]


def test_navigation_marks_the_section(client):
    text = client.get("/musterstadt/massnahmen/entfernen/").content.decode()

    assert re.findall(r'href="([^"]*)"\s+aria-current="([^"]*)"', text) == [
        ("/musterstadt/massnahmen/", "true")
    ]
