"""Editor, footnotes, conflict, unsaved changes and order, as a person at a browser meets them."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from concepts.models import Edition
from integration_portal.history.actions import record
from tests.chromium import listen, violations

pytestmark = pytest.mark.browser

WORD = """<h1 style='color:red' onclick='x()'>Titel</h1>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span
style='mso-list:Ignore'>·</span>Eins</p>
<p class=MsoNormal>Zahl<a href="#_ftn1" name="_ftnref1">[1]</a>
<span style='font-weight:bold'>fett</span></p>
<div id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1">[1]</a> Quelle</p></div>"""


@pytest.fixture
def show(chromium, live_server, enter, officer) -> Iterator:
    """`show(path)` as the officer; anything the console complains of fails the test."""
    complaints: list[str] = []
    contexts = []

    def open_page(path: str, *, script: bool = True, scheme: str = "light") -> Page:
        context = chromium.new_context(
            java_script_enabled=script, color_scheme=scheme, locale="de-DE", service_workers="block"
        )
        contexts.append(context)
        session = enter(officer).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page = context.new_page()
        page.set_default_timeout(6000)
        listen(page, complaints)
        page.goto(live_server.url + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def path(edition, authority) -> str:
    return reverse("test:edit", args=[authority.slug, edition.pk])


def save(page: Page) -> None:
    page.locator("button[name='save']").click()
    page.wait_for_load_state()


def press_in_text(page: Page, key: str) -> None:
    """Move in the editor, which hears of it from the browser a moment later than the key."""
    page.keyboard.press(key)
    page.evaluate("new Promise(heard => requestAnimationFrame(() => setTimeout(heard)))")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_form_is_accessible(show, path, scheme):
    page = show(path, scheme=scheme)
    page.locator(".ProseMirror").wait_for()
    page.locator("details.quick > summary").first.click()

    assert violations(page) == []
    assert page.locator("script[type=importmap]").count() == 1


def test_a_footnote_is_written_by_keyboard(show, path, edition):
    page = show(path)
    text = page.locator(".ProseMirror")
    text.click()
    press_in_text(page, "Control+End")
    page.keyboard.press("Control+Alt+f")
    page.keyboard.type("Laut Satzung")
    press_in_text(page, "ArrowRight")
    page.keyboard.type("Weiter.")
    save(page)

    summary = Edition.objects.get(pk=edition.pk).summary
    assert summary == '<p>Kurz.<span class="footnote">Laut Satzung</span> Weiter.</p>'


def test_a_footnote_is_made_and_unmade_by_the_button(show, path, edition):
    page = show(path)
    text = page.locator(".ProseMirror")
    text.focus()
    press_in_text(page, "Control+a")
    button = page.get_by_role("button", name="Fußnote")
    button.press("Enter")
    assert text.inner_html() == '<p><span class="footnote">Kurz.</span></p>'
    button.press("Enter")

    assert text.inner_html() == "<p>Kurz.</p>"
    save(page)
    assert Edition.objects.get(pk=edition.pk).summary == "<p>Kurz.</p>"


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
@pytest.mark.parametrize(
    "text",
    [
        "<table><tbody><tr><td><p>Eins</p></td><td><p>Zwei</p></td></tr></tbody></table>",
        "<ul><li><p>Eins</p></li><li><p>Zwei</p></li></ul>",
    ],
)
def test_the_keyboard_leads_through_a_text_and_leaves_it_as_it_was(show, path, edition, text, key):
    Edition.objects.update(summary=text)
    page = show(path)
    editor = page.locator(".ProseMirror").first
    editor.get_by_text("Zwei").click()

    for _press in range(4):
        page.keyboard.press(key)

    expect(editor).not_to_be_focused()
    assert "".join(editor.inner_text().split()) == "EinsZwei"
    assert editor.locator("tr, li").count() == text.count("<tr>") + text.count("<li>")


def test_text_pasted_from_a_word_processor_keeps_its_shape(show, path, edition):
    page = show(path)
    text = page.locator(".ProseMirror")
    text.focus()
    press_in_text(page, "Control+a")
    page.evaluate(
        """(html) => {
          const data = new DataTransfer();
          data.setData("text/html", html);
          document.querySelector(".ProseMirror").dispatchEvent(
            new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        WORD,
    )
    text.locator("li").wait_for()
    save(page)

    assert Edition.objects.get(pk=edition.pk).summary == (
        "<h2>Titel</h2><ul><li><p>Eins</p></li></ul>"
        '<p>Zahl<span class="footnote">Quelle</span> <strong>fett</strong></p>'
    )


def test_without_scripts_paragraphs_are_typed_and_rows_added(show, path, edition):
    page = show(path, script=False)
    page.locator("textarea[name='summary']").fill("Eins\n\nZwei")
    page.locator("button[name='add_costs']").click()
    page.locator("input[name='costs-2-year']").fill("2023")
    page.locator("[name='costs-2-label']").fill("Saal")
    save(page)

    assert Edition.objects.get(pk=edition.pk).summary == "<p>Eins</p><p>Zwei</p>"
    assert [cost.label for cost in edition.costs.all()] == ["Druck", "Feier", "Saal"]


def test_a_row_is_added_by_script_and_saved(show, path, edition):
    page = show(path)
    page.locator("button[name='add_costs']").click()
    page.locator("input[name='costs-2-year']").fill("2023")
    page.locator("[name='costs-2-label']").fill("Saal")
    save(page)

    assert [cost.label for cost in edition.costs.all()] == ["Druck", "Feier", "Saal"]


def test_unsaved_changes_are_warned_of(show, path):
    page = show(path)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator("input[name='subtitle']").fill("Getippt")
    assert page.locator("[data-unsaved-note]").is_visible()

    page.goto("about:blank")

    assert asked == ["beforeunload"]


@pytest.mark.parametrize("script", [True, False])
def test_the_conflict_is_solved_with_the_keyboard(show, path, edition, script):
    page = show(path, script=script)
    page.locator("input[name='title']").fill("Meine Fassung")
    page.locator("input[name='subtitle']").fill("Mein Untertitel")
    theirs = Edition.objects.get(pk=edition.pk)
    theirs.title = "Ihre Fassung"
    theirs.save()
    record(theirs, by=None)
    save(page)

    if script:
        assert violations(page) == []
    page.locator("#wahl-title-mine").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("#wahl-title-theirs").is_checked()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{path}")
    page.locator(".message--success").wait_for()

    saved = Edition.objects.get(pk=edition.pk)
    assert (saved.title, saved.subtitle) == ("Ihre Fassung", "Mein Untertitel")


def test_a_moved_row_keeps_the_focus_and_is_announced(show, edition, authority):
    page = show(reverse("test:list", args=[authority.slug, edition.pk]))
    row = edition.addressees.get(text="Vereine")
    button = page.locator(f"#addressee-{row.pk}-auf")
    button.focus()
    page.keyboard.press("Enter")
    said = page.locator("#verschoben")
    expect(said).to_have_text("„Vereine“ steht jetzt an Stelle 2 von 3.")
    assert page.evaluate("document.activeElement.id") == f"addressee-{row.pk}-auf"
    # Pressed before the new button is bound, it would move by an ordinary request.
    page.wait_for_function("!document.querySelector('.htmx-swapping, .htmx-settling, .htmx-added')")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Enter")
    expect(said).to_have_text("„Vereine“ steht jetzt an Stelle 1 von 3.")
    assert page.evaluate("document.activeElement.id") == f"addressee-{row.pk}-ab"
    assert violations(page) == []


def test_a_row_is_dragged_to_another_place(show, edition, authority):
    page = show(reverse("test:list", args=[authority.slug, edition.pk]))
    first, last = edition.addressees.first(), edition.addressees.last()
    page.locator(f"#addressee-{last.pk} .drag-handle").drag_to(
        page.locator(f"#addressee-{first.pk}")
    )
    expect(page.locator("#verschoben")).to_have_text("„Vereine“ steht jetzt an Stelle 1 von 3.")

    assert [one.text for one in edition.addressees.all()] == ["Vereine", "Rat", "Verwaltung"]


def test_without_scripts_rows_are_moved_too(show, edition, authority):
    page = show(reverse("test:list", args=[authority.slug, edition.pk]), script=False)
    row = edition.addressees.get(text="Vereine")
    page.locator(f"#addressee-{row.pk}-auf").click()
    page.locator(".message--success").wait_for()

    assert page.url.endswith(f"#addressee-{row.pk}")
    assert [one.text for one in edition.addressees.all()] == ["Rat", "Vereine", "Verwaltung"]
