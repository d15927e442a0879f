"""Deleting asks, lists what goes along, refuses with reasons, and is recorded."""

import pytest
from django.urls import reverse

from concepts.models import Edition, FieldOfAction
from integration_portal.history.actions import record
from integration_portal.history.models import Revision


@pytest.fixture
def page(edition, authority):
    return reverse("test:delete", args=[authority.slug, edition.pk])


@pytest.fixture
def browser(enter, officer):
    return enter(officer)


def note(browser, page) -> dict:
    return {"geoeffnet": browser.get(page).context["page_token"].split('value="')[1].split('"')[0]}


def test_the_page_lists_what_goes_along(browser, page):
    groups = browser.get(page).context["consequences"]

    assert {group["label"]: group["list"] for group in groups} == {
        "Begleitungen": ["Prozessbegleitung: Volkshochschule"],
        "Kosten der Erarbeitung": ["2020 Druck", "2021 Feier"],
        "Adressaten": ["Rat", "Verwaltung", "Vereine"],
    }


def test_a_deletion_is_recorded_with_its_reason(browser, page, edition, officer):
    field = FieldOfAction.objects.create(edition=edition, title="Sprache")
    pk = edition.pk

    answer = browser.post(page, note(browser, page) | {"reason": "Doppelt"})

    assert answer.url == "/weg/"
    assert not Edition.objects.exists()
    last = Revision.objects.get(subject_type="concepts.edition", subject_id=pk, action="deleted")
    assert (last.by, last.reason) == (officer, "Doppelt")
    assert Revision.objects.get(subject_type="concepts.fieldofaction").label == str(field)


def test_a_reason_with_signs_no_database_takes_loses_only_them(browser, page, edition):
    browser.post(page, note(browser, page) | {"reason": "Dop\0pelt\x07"})

    last = Revision.objects.get(subject_type="concepts.edition", action="deleted")
    assert last.reason == "Doppelt"


def test_reasons_against_it_are_said_and_there_is_no_button(browser, page, edition):
    Edition.objects.filter(pk=edition.pk).update(subtitle="Vorlage 12")

    html = browser.get(page).content.decode()
    browser.post(page, {"geoeffnet": ""})

    assert "Sie steht in einer Vorlage." in html
    assert "danger" not in html
    assert Edition.objects.exists()


def test_a_post_against_the_reasons_deletes_nothing(browser, page, edition):
    opened = note(browser, page)
    Edition.objects.filter(pk=edition.pk).update(subtitle="Vorlage 12")

    answer = browser.post(page, opened)

    assert answer.status_code == 200
    assert Edition.objects.exists()


def test_what_changed_since_is_asked_again(browser, page, edition):
    opened = note(browser, page)
    edition.title = "Anders"
    edition.save()
    record(edition, by=None)

    answer = browser.post(page, opened)

    assert answer.status_code == 409
    assert Edition.objects.exists()


def test_who_may_not_edit_may_not_delete(enter, page, reader, neighbour_officer):
    assert enter(reader).post(page).status_code == 403
    assert enter(neighbour_officer).post(page).status_code == 404
    assert Edition.objects.exists()
