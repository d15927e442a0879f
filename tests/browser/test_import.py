"""A town's list comes into the concept on a phone, without a script, and goes again."""

import pytest
from playwright.sync_api import expect

from tests.exchange.tables import town_list

pytestmark = pytest.mark.django_db

IMPORTS = "/musterstadt/austausch/import/"


def test_a_list_is_taken_over_and_back_on_a_phone_without_scripts(browse, tmp_path):
    table = tmp_path / "Maßnahmen Stadt.xlsx"
    table.write_bytes(town_list().read())
    page = browse(java_script_enabled=False, viewport={"width": 390, "height": 800})
    going_on = page.locator("button[name=save]")

    page.goto(IMPORTS)
    page.locator("input[type=file]").set_input_files(table)
    going_on.click()
    page.get_by_label("Priorität").select_option("new:choice")
    going_on.click()
    page.get_by_label("Alle noch offenen Organisationen anlegen").check()
    page.get_by_label("„hakt“").select_option("preparing")
    going_on.click()
    page.get_by_role("link", name="Weiter zum Übernehmen").click()
    page.fill("[name=amendment_on]", "01.11.2026")
    page.fill("[name=amendment_reason]", "Liste des Fachbereichs")
    going_on.click()

    expect(page.locator(".message--success")).to_contain_text("ist übernommen")
    result = page.url
    page.get_by_role("link", name="M2 Patenschaften").click()
    page.get_by_role("link", name="Herkunft aus einer Liste").click()
    expect(page.locator("h2").first).to_have_text("Datei „Maßnahmen Stadt.xlsx“, Zeile 3")
    page.goto(result)
    page.get_by_role("link", name="Zurücknehmen").click()
    going_on.click()
    expect(page.locator("main")).to_contain_text("zurückgenommen")
    expect(page.get_by_role("link", name="M2 Patenschaften")).to_have_count(0)
