"""Several measures at once, one cell, a view of one's own: in a real browser on the demo."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.django_db

LIST = "/musterstadt/massnahmen/?fassung=2024&text=sprach"


def tick(page: Page, *titles: str) -> None:
    for title in titles:
        page.get_by_role("checkbox", name=re.compile(f"Auswählen: .*{title}")).check()


def row(page: Page, title: str):
    return page.get_by_role("row").filter(has=page.get_by_role("link", name=title, exact=True))


def change_two(page: Page) -> None:
    """Chosen, previewed, done, and back in the list."""
    tick(page, "Vorlesen in zwei Sprachen", "Mehrsprachige Formulare")
    page.get_by_role("button", name="Angekreuzte ändern").click()
    expect(page.locator("h1")).to_have_text("2 Maßnahmen ändern")
    page.get_by_label("Umsetzungsstand").select_option(label="zurückgestellt")
    page.get_by_role("button", name="Vorschau").click()
    expect(page.locator("h1")).to_contain_text("Vorschau")
    expect(page.locator("main table")).to_contain_text("zurückgestellt")
    page.get_by_role("button", name="So ändern").click()
    expect(page.locator(".message--success")).to_contain_text("2 Maßnahmen sind geändert.")
    expect(page).to_have_url(re.compile("text=sprach"))
    expect(row(page, "Mehrsprachige Formulare")).to_contain_text("zurückgestellt")


def take_back(page: Page) -> None:
    page.get_by_role("link", name="Rückgängig").click()
    page.get_by_role("button", name="Rückgängig machen").click()
    expect(page.locator(".message--success")).to_contain_text("wieder wie vorher")
    page.goto(LIST)
    expect(row(page, "Mehrsprachige Formulare")).not_to_contain_text("zurückgestellt")


@pytest.mark.parametrize("scripts", [True, False])
def test_two_measures_are_changed_together_and_back(browse, scripts):
    page = browse(java_script_enabled=scripts)
    page.goto(LIST)
    change_two(page)
    take_back(page)


def test_a_box_in_the_head_ticks_the_page_and_says_how_many(browse):
    page = browse()
    page.goto(LIST)
    count = page.locator("input[name=auswahl]").count()

    page.get_by_role("checkbox", name="Alle auf dieser Seite auswählen").check()

    expect(page.locator("[data-selected]")).to_have_text(f"{count} angekreuzt")
    page.get_by_role("link", name=re.compile("^Alle .* gefilterten ändern")).click()
    expect(page.locator("h1")).to_have_text(f"{count} Maßnahmen ändern")


def test_a_cell_becomes_a_form_by_keyboard_and_the_focus_comes_back(browse):
    page = browse()
    page.goto(LIST)
    pencil = row(page, "Vorlesen in zwei Sprachen").get_by_role(
        "link", name=re.compile("^Stand und")
    )
    pencil.focus()
    page.keyboard.press("Enter")
    form = page.locator("form.cell-form")
    expect(form.get_by_label("Umsetzungsstand")).to_be_focused()
    page.keyboard.press("Escape")
    expect(form).to_have_count(0)
    expect(pencil).to_be_focused()

    page.keyboard.press("Enter")
    form.get_by_label("Ampel").select_option(label="verzögert")
    form.get_by_role("button", name="Speichern").press("Enter")

    expect(row(page, "Vorlesen in zwei Sprachen")).to_contain_text("Ampel: verzögert")
    expect(pencil).to_be_focused()
    expect(page).to_have_url(re.compile("text=sprach"))


def test_without_scripts_a_cell_has_a_small_page_of_its_own(browse):
    page = browse(java_script_enabled=False)
    page.goto(LIST)
    row(page, "Verständliche Bescheide").get_by_role("link", name=re.compile("^Stand und")).click()
    page.get_by_label("Ampel").select_option(label="im Plan")
    page.get_by_role("button", name="Speichern").click()
    expect(page).to_have_url(re.compile("text=sprach"))
    expect(row(page, "Verständliche Bescheide")).to_contain_text("Ampel: im Plan")


def test_a_view_is_saved_and_found_above_list_and_schedule(browse):
    page = browse()
    page.goto(f"{LIST}&sort=-ende")
    page.get_by_text("Ansichten", exact=True).click()
    page.get_by_role("link", name="Diese Ansicht speichern").click()
    page.get_by_label("Name").fill("Alles mit Sprache")
    page.get_by_role("button", name="Speichern").click()
    page.get_by_role("link", name="Zeitplan").click()
    expect(page.locator(".gantt svg[role=img]").first).to_be_visible()
    page.get_by_text("Ansichten", exact=True).click()
    page.get_by_role("link", name="Alles mit Sprache").click()
    expect(page).to_have_url(re.compile("text=sprach&sort=-ende$"))
