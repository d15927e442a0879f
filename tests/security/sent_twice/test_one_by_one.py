"""Who presses „Speichern“ twice gets one thing."""

import pytest
from django.test import Client
from django.urls import reverse

from integration_portal.editing.models import KeptInput, SentPage, kept_input, sent_page
from measures.models import Measure
from stakeholders.models import Organisation
from tests.factories.stakeholders import OrganisationFactory

from .conftest import filled, said

AGAIN = "Das Formular kam zweimal an. Gespeichert ist es einmal."


def note(browser: Client, page: str) -> dict[str, str]:
    """The sealed note of a page opened just now."""
    return {"geoeffnet": browser.get(page).context["page_token"].split('value="')[1].split('"')[0]}


@pytest.mark.parametrize("kind", ["measure", "paper", "organisation", "concept"])
@pytest.mark.parametrize("button", ["save", "more"])
def test_the_second_press_leads_to_what_the_first_one_made(kind, button, pages, browser):
    page, typed, things = pages[kind]
    before = things.count()
    data = filled(browser, page, **typed) | {button: "1"}

    first = browser.post(page, data)
    second = browser.post(page, data)

    assert first.status_code == second.status_code == 302
    assert second.url == first.url
    assert AGAIN in said(second)
    assert things.count() == before + 1


def test_a_new_page_makes_a_new_thing(pages, browser):
    page, typed, things = pages["measure"]

    for _time in range(2):
        browser.post(page, filled(browser, page, **typed))

    assert things.count() == 2


def test_who_goes_back_and_types_something_else_loses_nothing(pages, browser):
    page, typed, things = pages["measure"]
    data = filled(browser, page, **typed)
    made = browser.post(page, data).url

    answer = browser.post(page, data | {"title": "Erzählcafé"})

    assert things.count() == 1
    assert 'value="Erzählcafé"' in answer.text
    assert f'Dieses Formular ist <a href="{made}">schon gespeichert</a>.' in answer.text
    data |= {"title": "Erzählcafé"} | note_of(answer)
    browser.post(page, data)
    assert sorted(things.values_list("title", flat=True)) == ["Erzählcafé", "Sprachcafé"]


def note_of(answer) -> dict[str, str]:
    return {"geoeffnet": answer.context["page_token"].split('value="')[1].split('"')[0]}


def test_a_form_with_mistakes_may_be_sent_again(pages, browser):
    page, typed, things = pages["measure"]
    data = filled(browser, page, title="")

    refused = browser.post(page, data)
    saved = browser.post(page, data | typed)

    assert (refused.status_code, saved.status_code) == (200, 302)
    assert things.count() == 1


def test_what_fails_in_the_end_may_be_sent_again(pages, browser, monkeypatch):
    page, typed, things = pages["measure"]
    data = filled(browser, page, **typed)
    with monkeypatch.context() as patch:
        patch.setattr(Measure, "save", lambda *a, **kw: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            browser.post(page, data)

    browser.post(page, data)

    assert things.count() == 1


def test_a_change_sent_twice_is_no_conflict(browser, authority):
    organisation = OrganisationFactory(authority=authority, name="VHS")
    page = reverse("stakeholders:organisation_edit", args=[authority.slug, organisation.pk])
    data = filled(browser, page, name="Volkshochschule")

    first, second = browser.post(page, data), browser.post(page, data)

    assert (first.status_code, second.status_code) == (302, 302)
    assert second.url == first.url
    assert AGAIN in said(second)


def test_another_change_from_the_same_page_shows_both_versions(browser, authority):
    organisation = OrganisationFactory(authority=authority, name="VHS")
    page = reverse("stakeholders:organisation_edit", args=[authority.slug, organisation.pk])
    data = filled(browser, page, name="Volkshochschule")
    browser.post(page, data)

    answer = browser.post(page, data | {"name": "Kreisvolkshochschule"})

    assert answer.status_code == 409
    organisation.refresh_from_db()
    assert organisation.name == "Volkshochschule"


def test_deleting_twice_says_so_instead_of_not_found(browser, authority):
    organisation = OrganisationFactory(authority=authority)
    page = reverse("stakeholders:organisation_delete", args=[authority.slug, organisation.pk])
    data = note(browser, page)

    first, second = browser.post(page, data), browser.post(page, data | {"reason": "Doppelt"})

    assert second.url == first.url
    assert "Das Löschen kam zweimal an; es ist erledigt." in said(second)


def test_a_note_of_one_thing_deletes_no_other(browser, authority):
    one, other = OrganisationFactory.create_batch(2, authority=authority)
    pages = [
        reverse("stakeholders:organisation_delete", args=[authority.slug, thing.pk])
        for thing in (one, other)
    ]

    answer = browser.post(pages[1], note(browser, pages[0]))

    assert answer.status_code == 409
    assert Organisation.objects.filter(pk=other.pk).exists()


def test_a_note_of_somebody_else_deletes_nothing(enter, administrator, browser, authority):
    organisation = OrganisationFactory(authority=authority)
    page = reverse("stakeholders:organisation_delete", args=[authority.slug, organisation.pk])

    answer = browser.post(page, note(enter(administrator), page))

    assert answer.status_code == 409
    assert Organisation.objects.filter(pk=organisation.pk).exists()


def test_somebody_elses_note_tells_nothing(enter, administrator, browser, pages):
    page, typed, things = pages["organisation"]
    data = filled(browser, page, **typed)
    browser.post(page, data)

    answer = enter(administrator).post(page, data)

    assert answer.status_code == 200
    assert "Eine Organisation mit diesem Namen gibt es schon." in answer.text
    assert things.count() == 1


def test_a_note_of_another_page_carries_nothing_out_unseen(browser, pages):
    page, typed, _things = pages["organisation"]
    used = filled(browser, page, **typed)
    browser.post(page, used)
    other, subject, papers = pages["paper"]

    answer = browser.post(other, filled(browser, other, **subject) | note_used(used))

    assert answer.status_code == 200
    assert papers.count() == 0
    assert "schon gespeichert" in answer.text


def note_used(data: dict) -> dict[str, str]:
    return {"geoeffnet": data["geoeffnet"]}


def test_the_table_forgets_by_itself(browser, pages, officer):
    page, typed, _things = pages["measure"]
    browser.post(page, filled(browser, page, **typed))
    SentPage.objects.update(sent_at=SentPage.objects.get().sent_at - sent_page.LIFETIME * 1.1)
    KeptInput.objects.create(
        user=officer, path="/", key_hash="x", body=b"",
        kept_at=SentPage.objects.get().sent_at - kept_input.LIFETIME * 1.1,
    )  # fmt: skip

    browser.post(page, filled(browser, page, **typed))

    assert SentPage.objects.count() == 1
    assert KeptInput.objects.count() == 0


def test_the_table_names_nobody_and_quotes_nothing(browser, pages):
    page, typed, _things = pages["measure"]
    data = filled(browser, page, **typed)
    url = browser.post(page, data).url

    kept = SentPage.objects.get()

    assert {field.name for field in SentPage._meta.fields} == {
        "id", "nonce_hash", "content_hash", "url", "sent_at",
    }  # fmt: skip
    assert kept.url == url
