"""Who presses „Speichern“ twice gets one thing, also when both presses are judged at once."""

import threading
from contextlib import closing

import pytest
from django.contrib.messages import get_messages
from django.db import connections
from django.test import Client
from django.urls import reverse

from concepts.models import Concept
from council.models import CouncilPaper
from integration_portal.accounts.actions import invitation as invitations
from integration_portal.editing.models import KeptInput, SentPage, kept_input, sent_page
from integration_portal.editing.views.once import OnceMixin
from measures.models import Measure
from stakeholders.models import Organisation
from tests.at_once import connect, shared_database
from tests.factories.concepts import EditionFactory
from tests.factories.stakeholders import OrganisationFactory

AGAIN = "Das Formular kam zweimal an. Gespeichert ist es einmal."


@pytest.fixture
def browser(enter, officer):
    return enter(officer)


def note(browser: Client, page: str) -> dict[str, str]:
    """The sealed note of a page opened just now."""
    return {"geoeffnet": browser.get(page).context["page_token"].split('value="')[1].split('"')[0]}


def filled(browser: Client, page: str, **typed) -> dict:
    """What a browser sends for the page with some fields filled."""
    context = browser.get(page).context
    sent = {"geoeffnet": context["page_token"].split('value="')[1].split('"')[0]}
    for form in [context["form"], *(f for rows in context["formsets"] for f in rows.forms)]:
        for name in form.fields:
            value = form[name].value()
            if isinstance(value, (str, int)) and not isinstance(value, bool):
                sent[form.add_prefix(name)] = value
    for rows in context["formsets"]:
        sent |= {bound.html_name: bound.value() for bound in rows.management_form}
    return sent | typed


def said(answer) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


@pytest.fixture
def pages(authority):
    """Per kind of thing: its page, what to type, and what counts the things."""
    EditionFactory(concept__authority=authority)
    slug = [authority.slug]
    return {
        "measure": (
            reverse("measures:new", args=slug), {"title": "Sprachcafé"}, Measure.objects,
        ),
        "paper": (
            reverse("council:paper_new", args=slug),
            {"subject": "Konzept", "kind": "Antrag", "date": "14.12.2020"},
            CouncilPaper.objects,
        ),
        "organisation": (
            reverse("stakeholders:organisation_new", args=slug),
            {"name": "Volkshochschule", "kind": "association"},
            Organisation.objects,
        ),
        "concept": (
            reverse("concepts:concept_new", args=slug),
            {"title": "Vielfalt", "kind": "Konzept", "edition_title": "2026"},
            Concept.objects,
        ),
    }  # fmt: skip


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


@pytest.mark.django_db(transaction=True)
def test_of_two_presses_at_once_one_is_carried_out(pages, browser, monkeypatch, tmp_path):
    """Both are judged before either is written: the database decides."""
    page, typed, things = pages["measure"]
    data = filled(browser, page, **typed)
    settings = shared_database(tmp_path)
    both, answers, once = threading.Barrier(2, timeout=20), [], OnceMixin.once

    def together(view, save):
        both.wait()
        return once(view, save)

    monkeypatch.setattr(OnceMixin, "once", together)

    def press():
        sender = Client()
        sender.cookies = browser.cookies
        answer = sender.post(page, data)
        answers.append((answer.status_code, answer.url, AGAIN in said(answer)))

    at_once(settings, press, press)

    usual = connections["default"]
    with closing(connect(settings)):
        made = list(things.all())
    connections["default"] = usual
    assert len(made) == 1
    url = made[0].get_absolute_url()
    assert sorted(answers) == [(302, url, False), (302, url, True)]


@pytest.mark.django_db(transaction=True)
def test_of_two_invitations_at_once_one_renews_the_other(authority, administrator, tmp_path):
    settings = shared_database(tmp_path)

    def invite():
        invitations.invite(
            authority=authority,
            email="neu@waiblingen.example",
            kind="reader",
            by=administrator,
            link=str,
        )

    at_once(settings, invite, invite)

    usual = connections["default"]
    with closing(connect(settings)):
        kinds = sorted(authority.account_events.values_list("kind", flat=True))
        count = authority.invitations.count()
    connections["default"] = usual
    assert count == 1
    assert kinds == ["invited", "renewed"]


def at_once(settings: dict, *calls) -> None:
    """Each in a thread with a connection of its own; what one raises fails the test."""
    start, failed = threading.Barrier(len(calls), timeout=20), []

    def run(call) -> None:
        with closing(connect(settings)):
            start.wait()
            try:
                call()
            except Exception as error:
                failed.append(error)

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert failed == []
