"""What stands in order is dragged to another place on the real page of an edition."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db  # has the database made that the demo is copied from

TALL = {"width": 1280, "height": 2400}  # nothing scrolls away while it is dragged


def test_a_field_of_a_draft_is_dragged_to_the_top_and_numbered_anew(browse):
    page = browse(viewport=TALL)
    page.goto("/musterstadt/konzept/2030/")
    fields = page.locator("#fields > section")
    before = [
        text.split(" ", 1)[1] for text in page.locator("#fields > section > h3").all_inner_texts()
    ]
    moved = before.pop()

    fields.last.locator("> .drag-handle").drag_to(fields.first)

    expect(page.locator("#verschoben")).to_contain_text("steht jetzt an Stelle 1 von")
    after = [f"{number} {title}" for number, title in enumerate([moved, *before], 1)]
    expect(page.locator("#fields > section > h3")).to_have_text(after)
    page.reload()
    expect(page.locator("#fields > section > h3")).to_have_text(after)


def test_a_chapter_is_dropped_onto_one_that_has_chapters_of_its_own(browse):
    page = browse(viewport=TALL)
    page.goto("/oberhausen/konzept/2025/")
    chapters = page.locator("#chapters > section")
    below_the_first = chapters.first.locator("section").first

    chapters.last.locator("> .drag-handle").drag_to(below_the_first)

    expect(page.locator("#verschoben")).to_have_text(
        "„Handlungsfelder“ steht jetzt an Stelle 1 von 3."
    )


def test_the_fields_of_an_adopted_edition_have_nothing_to_drag(browse):
    page = browse()
    page.goto("/musterstadt/konzept/2024/")

    expect(page.locator("#fields > section").first).to_be_visible()
    expect(page.locator("#fields .drag-handle")).to_have_count(0)
