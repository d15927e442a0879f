"""What an integration officer does in a week, in a real browser on the demo."""

import hashlib
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import log_in
from tests.chromium import violations

pytestmark = pytest.mark.django_db  # has the database made that the demo is copied from

MEASURES, PAPERS, DOCUMENTS = (
    f"/musterstadt/{name}/" for name in ("massnahmen", "vorlagen", "dokumente")
)


def opened_measure(page: Page, title: str) -> Page:
    page.goto(f"{MEASURES}?fassung=2024&text={title}")
    page.get_by_role("link", name=title, exact=True).click()
    expect(page.locator("h1")).to_contain_text(title)
    return page


def edit(page: Page, title: str) -> None:
    opened_measure(page, title)
    page.get_by_role("link", name="Plan ändern").click()
    expect(page.locator("button[name=save]")).to_be_visible()


def save(page: Page) -> None:
    page.locator("button[name=save]").click()


def saved(page: Page) -> None:
    expect(page.locator(".message--success")).to_be_visible()


def give_reason(page: Page, reason: str = "Neuer Zeitplan") -> None:
    page.fill("[name=amendment_on]", "01.11.2026")
    page.fill("[name=amendment_reason]", reason)


def test_a_person_logs_in_where_they_wanted_to_go_and_out_again(browse):
    page = browse(None)
    page.goto(MEASURES)

    log_in(page, "integration")

    assert page.url.endswith(MEASURES)
    expect(page.locator("h1")).to_have_text("Maßnahmen")
    page.locator("header details summary").click()
    page.get_by_role("button", name="Abmelden").click()
    expect(page).to_have_url(re.compile("/konto/anmelden/"))
    page.goto(MEASURES)
    expect(page).to_have_url(re.compile("/konto/anmelden/"))


def test_a_measure_is_changed_with_its_rows_and_the_plan_says_why(browse):
    page = browse()
    edit(page, "Ausbildungspatenschaften")
    rows = page.locator("[name=milestones-TOTAL_FORMS]")
    n = int(rows.input_value())

    page.fill("[name=place]", "Haus der Begegnung")
    page.get_by_role("button", name="Zwischenziel hinzufügen").click()
    page.fill(f"[name=milestones-{n}-title]", "Abschlussfest gefeiert")
    page.fill(f"[name=milestones-{n}-planned]", "Ende 2027")
    page.get_by_role("button", name="Jahr hinzufügen").click()
    costs = int(page.input_value("[name=costs-TOTAL_FORMS]")) - 1
    page.fill(f"[name=costs-{costs}-year]", "2027")
    page.fill(f"[name=costs-{costs}-budget]", "1.234,50")
    give_reason(page, "Das Fest kommt dazu")
    save(page)

    saved(page)
    main = page.locator("main")
    for text in ("Haus der Begegnung", "Abschlussfest gefeiert", "Ende 2027", "1.234,50"):
        expect(main).to_contain_text(text)
    expect(main).to_contain_text("Das Fest kommt dazu")


def test_an_error_is_summed_up_on_top_and_nothing_typed_is_lost(browse):
    page = browse()
    edit(page, "Neustart für Frauen")

    page.fill("[name=end_planned]", "irgendwann")
    page.fill("[name=place]", "Getippt")
    give_reason(page)
    save(page)

    expect(page.locator("#fehler")).to_be_focused()
    assert page.input_value("[name=end_planned]") == "irgendwann"
    assert page.input_value("[name=place]") == "Getippt"
    page.locator("#fehler a").first.click()
    expect(page.locator("[name=end_planned]")).to_be_focused()


def test_two_people_save_the_same_measure_and_neither_loses_anything(browse):
    first, second = browse(), browse()
    for page in (first, second):
        edit(page, "Mieten lernen")
        give_reason(page)
    first.fill("[name=place]", "Nordstadt")
    first.fill("[name=age_group]", "ab 18")
    save(first)
    saved(first)

    second.fill("[name=place]", "Südstadt")
    second.get_by_role("button", name="Jahr hinzufügen").click()
    row = int(second.input_value("[name=costs-TOTAL_FORMS]")) - 1
    second.fill(f"[name=costs-{row}-year]", "2028")
    second.fill(f"[name=costs-{row}-budget]", "777")
    save(second)

    expect(second.locator("#konflikt")).to_be_focused()
    expect(second.locator("main")).to_contain_text("Nordstadt")
    assert violations(second) == []
    second.locator("#wahl-place-theirs").check()
    second.locator("main form button.kern-btn--primary").click()
    saved(second)
    for text in ("Nordstadt", "ab 18", "777"):
        expect(second.locator("main")).to_contain_text(text)
    expect(second.locator("main")).not_to_contain_text("Südstadt")


def test_fields_of_a_draft_are_reordered_and_numbered_anew(browse):
    page = browse()
    page.goto("/musterstadt/konzept/2030/")
    headings = page.locator("#fields > section > h3")
    before = headings.all_inner_texts()

    page.locator("#fields > section").nth(1).locator("button[id$='-auf']").first.press("Enter")

    first, second = (text.split(" ", 1)[1] for text in before[:2])
    expect(headings.nth(0)).to_have_text(f"1 {second}")
    expect(headings.nth(1)).to_have_text(f"2 {first}")
    expect(page.locator("#verschoben")).to_contain_text("steht jetzt an Stelle 1")
    page.reload()
    assert headings.all_inner_texts() == [f"1 {second}", f"2 {first}", *before[2:]]


def test_a_field_is_edited_where_it_stands_in_a_form_as_wide_as_its_place(browse):
    page = browse()
    page.goto("/musterstadt/konzept/2030/")

    field = page.locator("#fields > section").last
    field.get_by_role("link", name="Bearbeiten").first.click()
    title = page.locator(".in-place").get_by_label("Titel")
    expect(title).to_be_visible()

    wide = page.locator(".in-place:has(form)").bounding_box()["width"]
    assert title.bounding_box()["width"] > wide / 2
    page.locator(".in-place button[name=save]").click()
    expect(page.locator(".message--success")).to_be_visible()


def new_paper(page: Page, subject: str) -> None:
    page.goto(PAPERS)
    page.get_by_role("link", name="Vorlage anlegen").click()
    page.fill("[name=subject]", subject)
    page.locator("[name=kind]").select_option(index=1)
    page.locator("[name=consultations-0-body]").select_option(label="Integrationsbeirat")
    page.fill("[name=consultations-0-date]", "02/2027")
    page.locator("[name=consultations-0-role]").select_option(index=1)


def test_a_council_paper_is_written_with_two_stations(browse):
    page = browse()
    new_paper(page, "Sprachcafé auch in der Südstadt")

    page.get_by_role("button", name="Station hinzufügen").click()
    page.locator("[name=consultations-1-body]").select_option(label="Gemeinderat")
    page.fill("[name=consultations-1-date]", "03/2027")
    page.locator("[name=consultations-1-role]").select_option(index=2)
    page.locator("[role=textbox]").first.click()
    page.keyboard.type("Der Gemeinderat beschließt das Sprachcafé.")
    save(page)

    saved(page)
    expect(page.locator("h1")).to_contain_text("Sprachcafé auch in der Südstadt")
    main = page.locator("main")
    for text in (
        "Integrationsbeirat",
        "Gemeinderat",
        "Der Gemeinderat beschließt das Sprachcafé.",
        "Entwurf",
    ):
        expect(main).to_contain_text(text)


def issue(page: Page, subject: str) -> None:
    page.goto(DOCUMENTS + "neu/?art=sitzungsvorlage")
    page.get_by_role("link", name=subject).click()
    page.get_by_role("button", name="Ausgeben").click()
    expect(page).to_have_url(re.compile("/auftrag/"))


def file_of(page: Page) -> bytes:
    with page.expect_download() as wait:
        page.get_by_role("link", name="herunterladen").first.click()
    return wait.value.path().read_bytes()


def test_a_paper_is_issued_with_progress_and_its_checksum_fits(browse):
    page = browse()
    issue(page, "112/2026")
    expect(page.locator("#job")).to_contain_text("Fertig.", timeout=60_000)

    pdf = file_of(page)

    assert pdf.startswith(b"%PDF")
    page.goto(DOCUMENTS)
    expect(page.locator("main")).to_contain_text(hashlib.sha256(pdf).hexdigest()[:8])


@pytest.fixture
def without_scripts(browse):
    return browse(java_script_enabled=False)


def test_without_scripts_a_person_logs_in_and_filters(browse):
    page = browse(None, java_script_enabled=False)
    page.goto(MEASURES)
    log_in(page, "integration")

    rows = page.locator("main tbody th a")
    assert rows.count() > 1

    page.fill("[name=text]", "garten")
    page.get_by_role("button", name="Filtern").click()

    expect(page).to_have_url(re.compile("text=garten"))
    assert rows.all_inner_texts() == ["Begegnung im Nachbarschaftsgarten"]
    page.locator("a:has(.chips__x)").click()
    assert rows.count() > 1


def test_without_scripts_a_measure_gets_a_row(without_scripts):
    page = without_scripts
    edit(page, "Gesundheitslotsinnen und -lotsen")
    row = int(page.input_value("[name=costs-TOTAL_FORMS]"))
    page.fill("[name=place]", "Stadthaus")

    page.get_by_role("button", name="Jahr hinzufügen").click()

    assert page.input_value("[name=place]") == "Stadthaus"
    page.fill(f"[name=costs-{row}-year]", "2028")
    page.fill(f"[name=costs-{row}-budget]", "4321")
    give_reason(page)
    save(page)
    saved(page)
    expect(page.locator("main")).to_contain_text("4.321")


def test_without_scripts_a_paper_is_issued_by_reloading(without_scripts):
    page = without_scripts
    issue(page, "81/2026")

    for _attempt in range(100):
        if page.get_by_text("Fertig.").count():
            break
        page.wait_for_timeout(500)
        page.reload()

    assert file_of(page).startswith(b"%PDF")
