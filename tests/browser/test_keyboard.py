"""The portal by keyboard alone: the focus is always to be seen and goes on in reading order."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import log_in_by_keyboard

pytestmark = pytest.mark.django_db

LIST = "/musterstadt/massnahmen/?fassung=2024"
MOST = 120  # steps to the next thing on a page
# Where the focus is: visible ring, inside the window, not covered (by the bar that saves), and
# further on than the last one.
STEP = """() => {
  const here = document.activeElement, before = window.focusedBefore;
  window.focusedBefore = here;
  const ring = [here, here.parentElement, here.labels?.[0]].filter(Boolean).some(e => {
    const style = getComputedStyle(e);
    return (style.outlineStyle != "none" && parseFloat(style.outlineWidth) > 0)
      || style.boxShadow != "none";
  });
  const box = here.getBoundingClientRect();
  const seen = box.width > 0 && box.bottom > 0 && box.top < innerHeight;
  const ours = [here, here.parentElement, ...(here.labels ?? [])];
  const open = [.1, .5, .9].some(part => {
    const at = document.elementFromPoint(box.left + box.width * part, box.top + box.height * part);
    return at && ours.some(e => e.contains(at) || at.contains(here));
  });
  const onwards = !before || !before.isConnected
    || Boolean(before.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING);
  return [ring, seen, open, onwards].every(Boolean) ? "" :
    `${here.outerHTML.slice(0, 120)} ring ${ring}, seen ${seen}, open ${open}, onwards ${onwards}`;
}"""


def go_to(page: Page, target: Locator) -> None:
    """Tab on until the focus is there."""
    expect(target).to_be_visible()
    for _step in range(MOST):
        page.keyboard.press("Tab")
        assert page.evaluate(STEP) == ""
        if target.evaluate("e => e === document.activeElement"):
            return
    pytest.fail(f"{target} is not reached with {MOST} steps")


def test_a_report_is_saved_by_keyboard_alone(browse):
    page = browse(None)
    page.goto(LIST)
    log_in_by_keyboard(page, go_to)

    expect(page.get_by_role("table", name="Maßnahmen")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    assert page.evaluate(STEP) == ""
    go_to(page, page.locator("header details summary"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Mein Konto")).to_be_visible()
    go_to(page, page.get_by_role("link", name="Mein Konto"))

    page.goto(LIST)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#inhalt")).to_be_focused()
    go_to(page, page.locator("[name=text]"))
    page.keyboard.type("Quartierstreff")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("text=Quartierstreff"))

    go_to(page, page.get_by_role("link", name="Quartierstreff Nordstadt", exact=True))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Quartierstreff Nordstadt")
    go_to(page, page.get_by_role("link", name="Sachstand eintragen"))
    page.keyboard.press("Enter")
    text = page.locator("main form .ProseMirror, main form textarea").first
    go_to(page, text)
    page.keyboard.type("Der Umbau ist fertig.")
    go_to(page, page.locator("button[name=save]"))
    page.keyboard.press("Enter")

    expect(page.locator(".message--success")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Der Umbau ist fertig.")


@pytest.mark.parametrize(
    "path",
    ["/musterstadt/", "/musterstadt/konzept/2030/", "/musterstadt/massnahmen/{}/bearbeiten/"],
)
def test_every_stop_of_a_page_is_seen_on_a_phone_and_the_way_leads_out(browse, things, path):
    page = browse(viewport={"width": 320, "height": 640})
    page.goto(path.format(things.rich.measure.pk))

    unseen = []
    for _step in range(2 * MOST):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        unseen += filter(None, [page.evaluate(STEP)])
    else:
        pytest.fail("The focus does not come out of the page")

    assert unseen == []
