"""Components in real Chromium: accessible, without overflow, by keyboard and without scripts."""

import pytest

from tests.chromium import overflow
from tests.eyes import ASKING, problems

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = {
    "/musterstadt/": 200,
    "/musterstadt/massnahmen/?text=sprach&state=running&state=done": 200,
    "/musterstadt/konzept/": 200,
    "/musterstadt/massnahmen/bearbeiten/": 200,
    "/musterstadt/massnahmen/entfernen/": 200,
    "/musterstadt/vorlagen/": 200,
    "/musterstadt/dokumente/": 200,
    "/musterstadt/dokumente/?zustand=2": 200,
    "/anmelden/": 200,
    "/hilfe/": 200,
    "/impressum/": 200,
    "/datenschutz/": 200,
    "/barrierefreiheit/": 200,
    "/fehler/anfrage/": 400,
    "/fehler/recht/": 403,
    "/fehler/csrf/": 403,
    "/fehler/unbekannt/": 404,
    "/fehler/eile/": 429,
    "/fehler/fehler/": 200,  # see below
}


def test_pages_are_accessible_in_light_and_dark_on_desk_and_phone(look, live_server):
    page = look("/hilfe/")
    page.add_init_script(ASKING)
    # The page of an error of ours, without the browser's own complaint of a status 500.
    page.route("**/fehler/fehler/", lambda way: way.fulfill(response=way.fetch(), status=200))

    found = [
        problem
        for path, status in PAGES.items()
        for problem in problems(page, live_server.url + path, status=status)
    ]

    assert found == []


def test_page_at_400_percent_keeps_room_to_read(look):
    """1280 by 1024 at 400 % is 320 by 256: nothing sticks, so nothing covers the text."""
    page = look("/musterstadt/massnahmen/bearbeiten/", width=320, height=256)

    stuck = page.evaluate(
        "[...document.querySelectorAll('main *')]"
        ".filter(e => getComputedStyle(e).position == 'sticky' && !e.closest('.prose-editor'))"
        ".length"
    )

    assert (overflow(page), stuck) == (0, 0)


def test_cards_on_a_phone_are_still_a_table(look):
    page = look("/musterstadt/massnahmen/", width=390)

    assert page.get_by_role("table", name="Maßnahmen").count() == 1
    assert page.get_by_role("columnheader").count() == 7
    row = page.get_by_role("row").nth(1)
    assert row.get_by_role("rowheader").inner_text().split("\n")[0] == (
        "Sprachcafé in allen Stadtteilen"
    )
    assert row.get_by_role("cell").count() == 6
    assert page.locator("tbody tr").first.evaluate("e => getComputedStyle(e).display") == "grid"


def test_slash_leads_into_the_search_but_not_while_typing(look):
    page = look("/musterstadt/massnahmen/")

    page.keyboard.press("/")
    page.keyboard.type("a/b")

    assert page.input_value("#suche") == "a/b"


def test_keyboard_reaches_the_content_first(look):
    page = look("/musterstadt/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "inhalt"


def test_errors_are_summed_up_focused_and_lead_to_the_fields(look):
    page = look("/musterstadt/massnahmen/bearbeiten/")

    page.fill("#id_end", "gestern")
    page.click("button[name=save]")
    page.wait_for_selector("#fehler")

    assert page.evaluate("document.activeElement.id") == "fehler"
    page.get_by_role("link", name="Ende", exact=True).click()
    assert page.evaluate("document.activeElement.id") == "id_end"
    assert page.input_value("#id_end") == "gestern"


def test_row_is_added_at_once_and_focused(look):
    page = look("/musterstadt/massnahmen/bearbeiten/")

    page.get_by_role("button", name="Jahr hinzufügen").click()

    assert page.evaluate("document.activeElement.name") == "costs-1-year"
    assert page.input_value("[name=costs-TOTAL_FORMS]") == "2"


def test_row_is_added_without_scripts_and_nothing_typed_is_lost(look):
    page = look("/musterstadt/massnahmen/bearbeiten/", script=False)

    page.fill("#id_title", "Lotsinnen")
    page.get_by_role("button", name="Jahr hinzufügen").click()

    assert page.input_value("#id_title") == "Lotsinnen"
    assert page.locator("[name=costs-1-year]").count() == 1
    assert page.locator(".kern-error").count() == 0


def test_leaving_unsaved_changes_is_asked_about(look):
    page = look("/musterstadt/massnahmen/bearbeiten/")
    asked = []
    page.on("dialog", lambda dialog: asked.append(dialog.type))

    page.fill("#id_title", "Lotsinnen")
    page.get_by_role("link", name="Maßnahmen", exact=True).first.click()
    page.wait_for_url("**/massnahmen/")

    assert asked == ["beforeunload"]


def test_enter_in_a_field_saves_instead_of_adding_a_row(look):
    page = look("/musterstadt/massnahmen/bearbeiten/")

    page.fill("#id_title", "Lotsinnen")
    page.press("#id_title", "Enter")
    page.wait_for_selector("#fehler")

    assert page.locator("[name=costs-1-year]").count() == 0


def test_editor_starts_under_the_strict_policy_and_writes_to_its_field(look):
    page = look("/musterstadt/massnahmen/bearbeiten/")

    page.get_by_role("textbox", name="Beschreibung").click()
    page.keyboard.type("Hallo")

    assert page.input_value("#id_description") == "<p>Hallo</p>"


def test_theme_follows_the_choice_over_the_device_without_scripts(look):
    page = look("/hilfe/", scheme="light", script=False)

    page.get_by_role("button", name="dunkel").click()

    assert page.locator("html").get_attribute("data-kern-theme") == "dark"
    page.get_by_role("button", name="wie das Gerät").click()
    assert page.locator("html").get_attribute("data-kern-theme") is None


def test_print_shows_the_table_and_leaves_out_what_is_clicked(look):
    page = look("/musterstadt/massnahmen/", width=700)

    page.emulate_media(media="print")

    assert page.locator("table").is_visible()
    assert page.locator("tbody tr").first.evaluate("e => getComputedStyle(e).display") == (
        "table-row"
    )
    assert [page.locator(css).is_visible() for css in (".nav", ".filters", ".foot")] == [False] * 3
