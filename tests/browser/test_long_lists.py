"""Long lists of boxes: searched with scripts, scrolled without, and nothing chosen gets lost."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db

PAPER = "/musterstadt/vorlagen/neu/?fassung=2024"


def test_measures_of_a_paper_are_searched_and_stay_chosen(browse):
    page = browse()
    page.goto(PAPER)
    measures = page.get_by_role("group", name="betroffene Maßnahmen")
    search, boxes = measures.get_by_role("searchbox"), measures.get_by_role("checkbox")
    every = boxes.count()

    search.fill("SPRACHCAFE")
    page.keyboard.press("Enter")
    expect(boxes).to_have_count(1)
    boxes.check()
    search.fill("")
    expect(boxes).to_have_count(every)
    measures.get_by_role("button", name="nur gewählte").click()

    expect(boxes).to_have_count(1)
    expect(boxes).to_be_checked()
    expect(measures.get_by_role("status")).to_have_text(f"1 von {every}, 1 gewählt")
    assert page.url.endswith(PAPER)


def test_a_search_alone_is_no_unsaved_change(browse):
    page = browse()
    page.goto(PAPER)

    page.get_by_role("group", name="betroffene Maßnahmen").get_by_role("searchbox").fill("Café")

    expect(page.locator("[data-unsaved-note]")).to_be_hidden()


def test_without_scripts_the_list_scrolls_and_has_no_search(browse):
    page = browse(java_script_enabled=False)
    page.goto(PAPER)

    measures = page.get_by_role("group", name="betroffene Maßnahmen")

    expect(measures.get_by_role("searchbox")).to_have_count(0)
    expect(measures.get_by_role("checkbox").last).to_be_attached()
    assert measures.locator(".choices").bounding_box()["height"] < 400
