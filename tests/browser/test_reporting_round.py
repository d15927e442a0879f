"""A round in a real browser: the officer asks, a phone without an account answers."""

import email
import re
import time
from email import policy
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.factories.council import PDF

pytestmark = pytest.mark.django_db  # has the database made that the demo is copied from

ROUNDS = "/musterstadt/sachstandsabfragen/"
PHONE = {"viewport": {"width": 390, "height": 844}}
PATIENCE = 20  # seconds for the worker to send a mail


@pytest.fixture
def mails(_filled) -> Path:
    """Where the demo puts its mails."""
    return _filled.folder / "mail"


def asked(page: Page, title: str, text: str) -> None:
    """Plan and open a round about the measures whose title holds the text."""
    page.goto(f"{ROUNDS}neu/?fassung=2024&text={text}")
    page.get_by_label("Titel").first.fill(title)
    page.locator("button[name=save]").click()
    expect(page.locator("main")).to_contain_text("Wer gefragt wird")
    page.get_by_role("link", name="Eröffnen", exact=True).click()
    page.get_by_role("button", name="Eröffnen und Mails senden").click()
    expect(page.locator(".message--success")).to_contain_text("Die Abfrage läuft")


def link_in(mails: Path, title: str) -> str:
    """The address in the mail with that subject, without the host."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        for file in mails.glob("*.log") if mails.exists() else ():
            for raw in re.split(rb"\n-{70,}\n", file.read_bytes()):
                mail = email.message_from_bytes(raw, policy=policy.default)
                if mail["Subject"] == title:
                    text = mail.get_body(("plain",)).get_content()
                    return re.search(r"/sachstand/link/\w+/", text)[0]
        time.sleep(0.2)
    raise AssertionError(f"no mail „{title}“ in {mails}")


def fits(page: Page) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= PHONE["viewport"]["width"]
    labels = page.locator(".kern-btn").evaluate_all(
        "all => all.filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.innerText)"
    )
    assert labels == []


def test_an_officer_asks_and_a_phone_without_an_account_answers(browse, mails):
    officer, phone = browse(), browse(None, **PHONE)
    asked(officer, "Abfrage am Telefon", "Speed-Dating")

    phone.goto(link_in(mails, "Abfrage am Telefon"))
    expect(phone.locator("h1")).to_have_text("Bitte um Ihren Sachstand")
    fits(phone)
    phone.get_by_role("button", name="Start").click()
    expect(phone).to_have_url(re.compile(r"/sachstand/\d+/$"))
    fits(phone)

    phone.get_by_role("link", name="Ausfüllen").click()
    expect(phone.get_by_role("complementary", name="Letzter Sachstand")).to_be_visible()
    fits(phone)
    phone.get_by_label("Was getan wurde").fill("Drei Termine mit vierzig Betrieben.")
    expect(phone.locator("#gespeichert")).to_contain_text("Entwurf gespeichert")
    phone.reload()
    expect(phone.get_by_label("Was getan wurde")).to_have_value(
        "Drei Termine mit vierzig Betrieben."
    )
    phone.get_by_label("Anlagen").set_input_files(
        {"name": "Faltblatt.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    phone.get_by_label("Umsetzungsstand").select_option(label="in Umsetzung")
    phone.get_by_role("button", name="Abgeben", exact=True).click()
    expect(phone.locator("main")).to_contain_text("Alles ist abgegeben. Vielen Dank.")
    phone.get_by_role("link", name="Quittung").click()
    expect(phone.locator("main")).to_contain_text("Drei Termine mit vierzig Betrieben.")
    expect(phone.locator("main")).to_contain_text("Faltblatt.pdf")

    officer.reload()
    officer.get_by_role("link", name="Speed-Dating mit Betrieben").click()
    expect(officer.locator("main")).to_contain_text("Drei Termine mit vierzig Betrieben.")
    officer.get_by_role("button", name="Freigeben").click()
    expect(officer.locator(".message--success")).to_contain_text("Freigegeben")


def test_without_scripts_both_get_there_as_well(browse, mails):
    officer = browse(java_script_enabled=False)
    phone = browse(None, java_script_enabled=False, **PHONE)
    asked(officer, "Abfrage ohne Skripte", "Neustart für Frauen")

    phone.goto(link_in(mails, "Abfrage ohne Skripte"))
    phone.get_by_role("button", name="Start").click()
    phone.get_by_role("link", name="Ausfüllen").click()
    phone.get_by_label("Was getan wurde").fill("Zwei Kurse haben begonnen.")
    phone.get_by_role("button", name="Entwurf speichern").click()
    expect(phone.locator(".message--success")).to_contain_text("Der Entwurf ist gespeichert")
    phone.get_by_role("button", name="1 Entwurf abgeben").click()
    expect(phone.locator(".message--warning")).to_contain_text("Hier fehlt noch eine Angabe")
    phone.get_by_role("link", name="Ausfüllen").click()
    phone.get_by_label("Umsetzungsstand").select_option(label="in Umsetzung")
    phone.get_by_role("button", name="Abgeben", exact=True).click()
    expect(phone.locator("main")).to_contain_text("Alles ist abgegeben. Vielen Dank.")

    officer.reload()
    officer.get_by_role("link", name="Neustart für Frauen").click()
    officer.get_by_role("button", name="Freigeben").click()
    expect(officer.locator(".message--success")).to_contain_text("Freigegeben")


def test_nothing_changed_takes_one_press(browse, mails):
    officer, phone = browse(), browse(None, **PHONE)
    asked(officer, "Abfrage mit einem Klick", "Mieten lernen")

    phone.goto(link_in(mails, "Abfrage mit einem Klick"))
    phone.get_by_role("button", name="Start").click()
    phone.get_by_role("button", name="Unverändert").click()

    expect(phone.locator("main")).to_contain_text("Alles ist abgegeben. Vielen Dank.")
