"""A started form survives an expired login, and belongs to nobody else."""

import datetime as dt
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from concepts.models import Edition
from integration_portal.editing.models import KeptInput
from tests.factories.accounts import PASSWORD, UserFactory


@pytest.fixture
def page(edition, authority):
    return reverse("test:edit", args=[authority.slug, edition.pk])


@pytest.fixture
def colleague(authority):
    return UserFactory(officer_of=authority)


def post(browser, url, data):
    return browser.post(url, data.urlencode(), "application/x-www-form-urlencoded")


def after_login(answer) -> str:
    """The page the login leads back to."""
    return parse_qs(urlsplit(answer.url).query)["next"][0]


def log_in(browser, user, back) -> None:
    url = f"{reverse('account_login')}?next={back}"
    answer = browser.post(url, {"login": user.email, "password": PASSWORD, "next": back})
    assert answer.status_code == 302


def test_what_was_typed_is_there_again_after_the_login(page, sent, officer, edition):
    browser = Client()

    answer = post(browser, page, sent(title="Lange getippt", **{"costs-0-label": "Satz"}))

    assert answer.status_code == 302
    assert urlsplit(answer.url).path == reverse("account_login")
    back = after_login(answer)
    log_in(browser, officer, back)
    html = browser.get(back).content.decode()
    assert 'value="Lange getippt"' in html
    assert "Satz</textarea>" in html
    assert "Ihre Anmeldung war abgelaufen." in html
    assert 'data-unsaved="changed"' in html
    assert Edition.objects.get(pk=edition.pk).title == "Fassung 2020"


def test_the_login_page_says_that_nothing_is_lost(page, sent):
    browser = Client()

    answer = post(browser, page, sent(title="Lange getippt"))

    assert "Was Sie eingegeben haben, ist aufgehoben." in browser.get(answer.url).text
    assert "aufgehoben" not in browser.get(reverse("account_login")).text


def test_and_can_be_saved_then(page, sent, officer, edition):
    browser = Client()
    data = sent(title="Lange getippt")
    back = after_login(post(browser, page, data))
    log_in(browser, officer, back)

    answer = post(browser, back, data)

    assert answer.status_code == 302
    assert Edition.objects.get(pk=edition.pk).title == "Lange getippt"
    assert KeptInput.objects.count() == 0


def test_it_is_still_a_conflict_if_somebody_saved_in_between(page, sent, officer, edition):
    from integration_portal.history.actions import record

    browser = Client()
    data = sent(title="Lange getippt")
    edition.title = "Anders"
    edition.save()
    record(edition, by=None)
    back = after_login(post(browser, page, data))
    log_in(browser, officer, back)
    note = browser.get(back).context["page_token"]

    data["geoeffnet"] = note.split('value="')[1].split('"')[0]
    answer = post(browser, back, data)

    assert answer.status_code == 409


def test_another_person_at_the_same_browser_sees_nothing_of_it(page, sent, officer, colleague):
    browser = Client()
    back = after_login(post(browser, page, sent(title="Nicht für andere")))

    log_in(browser, colleague, back)

    html = browser.get(back).content.decode()
    assert "Nicht für andere" not in html
    assert "Ihre Anmeldung war abgelaufen." not in html
    assert KeptInput.objects.get().user == officer


def test_nothing_is_kept_for_a_form_without_its_note(page, sent):
    data = sent(title="Müll")
    del data["geoeffnet"]

    answer = post(Client(), page, data)

    assert answer.status_code == 302
    assert KeptInput.objects.count() == 0


@pytest.mark.parametrize("note", ["", "gefälscht", "eyJ1IjoxfQ:abc:def"])
def test_nothing_is_kept_for_a_forged_note(page, sent, note):
    post(Client(), page, sent(geoeffnet=note))

    assert KeptInput.objects.count() == 0


def test_a_page_from_before_the_last_login_is_kept_too(page, sent, officer, edition):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(officer)

    answer = post(browser, page, sent(title="Aus dem anderen Fenster"))

    assert answer.status_code == 302
    html = browser.get(answer.url).content.decode()
    assert 'value="Aus dem anderen Fenster"' in html
    assert Edition.objects.get(pk=edition.pk).title == "Fassung 2020"


def test_a_forged_page_is_refused_as_ever(page, sent, officer, edition):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(officer)

    answer = post(browser, page, sent(title="Fremd", geoeffnet="gefälscht"))

    assert answer.status_code == 403
    assert Edition.objects.get(pk=edition.pk).title == "Fassung 2020"


def test_it_is_kept_only_for_a_while(page, sent, officer):
    browser = Client()
    back = after_login(post(browser, page, sent(title="Alt")))
    KeptInput.objects.update(kept_at=timezone.now() - dt.timedelta(days=4))

    log_in(browser, officer, back)

    assert 'value="Alt"' not in browser.get(back).content.decode()


def test_only_the_last_few_of_a_person_are_kept(page, sent):
    for number in range(7):
        post(Client(), page, sent(title=f"Fassung {number}"))

    titles = [kept.data["title"] for kept in KeptInput.objects.all()]
    assert titles == [f"Fassung {number}" for number in (6, 5, 4, 3, 2)]


def test_the_protection_of_the_form_is_not_kept(page, sent):
    post(Client(), page, sent(csrfmiddlewaretoken="geheim"))

    assert "csrfmiddlewaretoken" not in KeptInput.objects.get().data


def test_it_opens_only_on_the_page_it_was_typed_on(page, sent, officer, authority):
    browser = Client()
    back = after_login(post(browser, page, sent(title="Woanders")))
    log_in(browser, officer, back)

    other = reverse("test:create", args=[authority.slug])
    html = browser.get(f"{other}?{urlsplit(back).query}").content.decode()

    assert "Woanders" not in html
