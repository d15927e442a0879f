"""The page that tells the history of a thing."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from concepts.models import Edition
from integration_portal.history.actions import record
from integration_portal.history.models import Revision
from tests.factories.accounts import UserFactory


def moment(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def page(edition, authority):
    return reverse("test:history", args=[authority.slug, edition.pk])


@pytest.fixture
def browser(enter, officer):
    return enter(officer)


@pytest.fixture
def change(edition, officer):
    def save(by=officer, at=None, **fields):
        fresh = Edition.objects.get(pk=edition.pk)
        for name, value in fields.items():
            setattr(fresh, name, value)
        fresh.save()
        return record(fresh, by=by, at=at)

    return save


def test_changes_are_told_newest_first_with_who_and_when(browser, page, change):
    change(title="Fassung 2021", at=moment(2030, 3, 1, 9, 30))

    html = browser.get(page).content.decode()

    assert "Titel von „Fassung 2020“ zu „Fassung 2021“ geändert" in html
    assert "01.03.2030, 09:30, Integrationsbeauftragte" in html
    assert html.index("geändert") < html.index("„Fassung 2020“ angelegt")


def test_long_texts_are_folded_with_old_and_new(browser, page, change):
    change(summary=f"<p>{'Sehr lang. ' * 20}</p>")

    html = browser.get(page).content.decode()

    assert "Kurzfassung überarbeitet" in html
    assert "<details>" in html
    assert "Sehr lang. Sehr lang." in html


def test_the_list_is_filtered_by_person_and_period(browser, page, change, authority):
    colleague = UserFactory(function="Stabsstelle", officer_of=authority)
    change(title="Eins", by=colleague, at=moment(2030, 3, 1, 23, 30))
    change(title="Zwei", at=moment(2030, 4, 1, 0, 0))

    by_person = browser.get(f"{page}?person={colleague.pk}").context["revisions"]
    in_march = browser.get(f"{page}?von=01.03.2030&bis=31.03.2030").context["revisions"]

    assert [revision.label for revision in by_person] == ["Eins"]
    assert [revision.label for revision in in_march] == ["Eins"]


def test_a_stranger_cannot_be_asked_for(browser, page, change, neighbour_officer):
    answer = browser.get(f"{page}?person={neighbour_officer.pk}")

    assert neighbour_officer.function not in answer.content.decode()


def test_a_former_state_can_be_read(browser, page, change, edition):
    first = Revision.objects.of(edition).get()
    change(title="Fassung 2021")

    html = browser.get(f"{page}?stand={first.pk}").content.decode()

    assert "Fassung 2020" in html
    assert "Volkshochschule" in html
    assert "5.000\xa0€" in html


@pytest.mark.parametrize("stand", ["0", "abc", "9" * 40, "-1"])
def test_a_state_of_something_else_is_not_found(browser, page, stand):
    assert browser.get(f"{page}?stand={stand}").status_code == 404


def test_a_state_of_another_thing_is_not_found(browser, page, edition, officer):
    other = Edition.objects.create(concept=edition.concept, title="Andere", slug="andere")
    foreign = record(other, by=officer)

    assert browser.get(f"{page}?stand={foreign.pk}").status_code == 404


def test_the_page_costs_the_same_for_one_change_and_for_three(browser, page, change):
    change(title="Eins")
    with CaptureQueriesContext(connection) as one:
        browser.get(page)
    change(title="Zwei", summary="<p>Neu</p>")
    change(title="Drei", subtitle="Neu")
    with CaptureQueriesContext(connection) as three:
        browser.get(page)

    assert len(three) == len(one)


def test_many_changes_are_paged(browser, page, change):
    for number in range(30):
        change(title=f"Titel {number}")

    assert len(browser.get(page).context["revisions"]) == 25
    assert len(browser.get(f"{page}?page=2").context["revisions"]) == 6


def test_a_thing_is_shown_as_it_stood_at_the_end_of_a_day(browser, page, change):
    Revision.objects.update(at=moment(2024, 3, 1, 9, 0))
    change(title="Vormittags", at=moment(2024, 5, 2, 9, 0))
    change(title="Am Abend", at=moment(2024, 5, 2, 23, 59))
    change(title="Danach", at=moment(2024, 5, 3, 0, 0))

    before = browser.get(f"{page}?am=1.5.2024")
    after = browser.get(f"{page}?am=02.05.2024")

    assert before.context["revision"].label == "Fassung 2020"
    assert after.context["revision"].label == "Am Abend"
    assert "Stand am 02.05.2024" in after.content.decode()
    note = after.content.decode().partition("message--info")[2].partition("</p>")[0]
    assert "Das ist ein früherer Stand." in note
    assert "Am Abend" not in note


def test_before_the_first_record_nothing_is_known_and_the_page_says_since_when(browser, page):
    Revision.objects.update(at=moment(2024, 3, 1, 9, 0))

    html = browser.get(f"{page}?am=29.02.2024").content.decode()

    assert "Von diesem Tag ist nichts bekannt." in html
    assert "seit dem 01.03.2024 auf" in " ".join(html.split())


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("1.1.2999", "liegt in der Zukunft"),
        ("01.01.0001", "ab 1900"),
        ("gestern", "gültiges Datum"),
        ("", "Bitte füllen Sie dieses Feld aus."),
    ],
)
def test_a_day_that_cannot_be_shown_is_explained(browser, page, typed, error):
    answer = browser.get(page, {"am": typed})

    assert error in answer.content.decode()
    assert len(answer.context["revisions"]) == 1
