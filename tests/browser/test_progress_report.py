"""From the approved reports to the council's table: issued, made a paper, sent, read."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.django_db

DOCUMENTS = "/musterstadt/dokumente/"
PATIENCE = 100  # times half a second for the worker to print


def finished(page: Page) -> None:
    """Wait for the job, as somebody without scripts does."""
    for _attempt in range(PATIENCE):
        if page.get_by_text("Fertig.").count():
            return
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError(page.locator("main").inner_text())


def issued_report(page: Page) -> None:
    page.goto(DOCUMENTS + "neu/?art=sachstandsbericht")
    page.get_by_role("link", name="Integrationskonzept 2024–2029").click()
    page.get_by_label("kurz").check()
    page.get_by_role("button", name="Ausgeben").click()
    finished(page)


def paper_made_of_it(page: Page) -> str:
    """The address of the paper, which the town council takes note of."""
    page.goto(DOCUMENTS)
    page.get_by_role("link", name="Vorlage daraus anlegen").first.click()
    page.get_by_label("Gremium").select_option(label="Gemeinderat")
    page.get_by_role("button", name="Vorlage anlegen").click()
    expect(page.locator(".message--success")).to_contain_text("mit dem Bericht als Anlage")
    return page.url


def moved_on(page: Page, paper: str, state: str) -> None:
    page.goto(paper)
    page.get_by_role("link", name="Stand ändern").click()
    page.get_by_label(state, exact=True).check()
    page.get_by_role("button", name="Stand ändern").click()
    expect(page.locator(".message--success")).to_contain_text(f"ist jetzt: {state}")


def test_the_council_finds_the_report_once_its_paper_is_sent(browse):
    officer = browse(java_script_enabled=False)
    readers = [browse("gemeinderat"), browse("gemeinderat", java_script_enabled=False)]
    issued_report(officer)
    paper = paper_made_of_it(officer)
    moved_on(officer, paper, "freigegeben")
    unseen = readers[0].goto(paper)
    assert unseen is not None
    assert unseen.status == 404

    moved_on(officer, paper, "versandt")

    for reader in readers:
        reads(reader, paper)


def reads(reader: Page, paper: str) -> None:
    """From the list of papers to the report, and nothing to change on the way."""
    reader.goto("/musterstadt/vorlagen/")
    reader.get_by_role("link", name=re.compile("^Sachstandsbericht")).first.click()
    expect(reader).to_have_url(paper)
    main = reader.locator("main")
    for text in ("Gemeinderat", "wird zur Kenntnis genommen", "Zu entscheiden ist"):
        expect(main).to_contain_text(text)
    expect(main.get_by_role("link", name="Bearbeiten")).to_have_count(0)
    assert downloaded(reader, "#anlagen a").startswith(b"%PDF")
    reader.goto(DOCUMENTS)
    assert downloaded(reader, "tbody th a").startswith(b"%PDF")


def downloaded(page: Page, link: str) -> bytes:
    with page.expect_download() as wait:
        page.locator(link).first.click()
    return wait.value.path().read_bytes()
