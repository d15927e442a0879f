"""Logging in, forgetting a password, and the doors of allauth that stay closed."""

import re
from datetime import timedelta

import pytest
from allauth.account import urls as allauth_urls
from django.conf import settings
from django.test import Client
from django.urls import reverse

from integration_portal.accounts import login_urls
from integration_portal.accounts.models import User
from tests.factories.accounts import PASSWORD, UserFactory

CLOSED = {
    "account_signup",
    "account_set_password",
    "account_email",
    "account_email_verification_sent",
    "account_confirm_email",
    "account_confirm_login_code",
}


def log_in(browser: Client, user: User, password: str = PASSWORD, **more):
    return browser.post(
        reverse("account_login"), {"login": user.email, "password": password, **more}
    )


def is_logged_in(browser: Client) -> bool:
    return "_auth_user_id" in browser.session


def test_person_logs_in_with_their_address_in_any_case(client, officer):
    answer = client.post(
        reverse("account_login"), {"login": officer.email.upper(), "password": PASSWORD}
    )

    assert answer.status_code == 302
    assert answer.url == "/"
    assert is_logged_in(client)


def test_login_leads_to_where_one_was_going(client, officer):
    answer = log_in(client, officer, next="/waiblingen/konten/")

    assert answer.url == "/waiblingen/konten/"


def test_login_leads_to_no_other_house(client, officer):
    answer = log_in(client, officer, next="https://anderswo.example/")

    assert answer.url == "/"


def test_wrong_password_is_told_in_german_and_keeps_the_address(client, officer):
    answer = log_in(client, officer, "falsch")

    assert "E-Mail-Adresse oder Passwort stimmen nicht" in answer.text
    assert f'value="{officer.email}"' in answer.text
    assert not is_logged_in(client)


def test_unknown_and_known_addresses_get_the_same_answer(client, officer):
    def errors(address):
        sent = {"login": address, "password": "falsch"}
        return client.post(reverse("account_login"), sent).context["form"].errors

    assert errors("niemand@portal.example") == errors(officer.email)


def test_locked_account_stays_outside(client, officer):
    User.objects.filter(pk=officer.pk).update(is_active=False)

    log_in(client, officer)

    assert not is_logged_in(client)


def test_sixth_wrong_password_for_one_account_is_slowed_down(client, officer):
    for _ in range(5):
        log_in(client, officer, "falsch")

    answer = log_in(client, officer)

    assert "Zu viele Versuche" in answer.text
    assert not is_logged_in(client)


def test_login_ends_with_the_browser_unless_one_wants_to_stay(client, officer):
    log_in(client, officer)

    assert client.session.get_expire_at_browser_close()


def test_staying_logged_in_lasts_two_weeks(client, officer):
    log_in(client, officer, remember="on")

    assert client.session.get_expiry_age() == timedelta(days=14).total_seconds()


def test_new_passwords_are_hashed_with_argon2():
    assert settings.PASSWORD_HASHERS[1].endswith("Argon2PasswordHasher")  # the first is the tests'


def test_logging_out_asks_first_and_then_says_so(enter, officer):
    browser = enter(officer)

    asked = browser.get(reverse("account_logout"))
    done = browser.post(reverse("account_logout"), follow=True)

    assert "Abmelden?" in asked.text
    assert "Sie sind abgemeldet." in done.text
    assert not is_logged_in(browser)


def test_every_page_of_allauth_is_open_or_closed_by_decision():
    ours = {url.name for url in login_urls.urlpatterns}

    assert {url.name for url in allauth_urls.urlpatterns} <= ours


@pytest.mark.parametrize("name", sorted(CLOSED))
@pytest.mark.parametrize("person", ["visitor", "officer", "operator"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_closed_pages_are_not_there(persona, enter, name, person, method):
    kwargs = {"key": "abc"} if name == "account_confirm_email" else {}

    answer = getattr(enter(persona(person)), method)(reverse(name, kwargs=kwargs))

    assert answer.status_code == 404


@pytest.mark.parametrize("url", [u for u in login_urls.urlpatterns if u.name not in CLOSED])
def test_open_pages_are_german_and_ours(client, db, officer, url):
    kwargs = {"uidb36": "1", "key": "abc"} if "from_key" in url.name else {}
    if url.name in ("account_change_password", "account_reauthenticate", "account_logout"):
        client.force_login(officer)
    if url.name.endswith("done"):
        kwargs = {}

    answer = client.get(reverse(url.name, kwargs=kwargs))

    assert answer.status_code == 200
    assert '<html lang="de"' in answer.text
    assert "Integrationsportal" in answer.text


@pytest.mark.django_db
def test_nobody_signs_up_by_the_adapter_either(rf):
    from allauth.account.adapter import get_adapter

    assert get_adapter().is_open_for_signup(rf.get("/")) is False


# Forgotten passwords


def link_in(message) -> str:
    return re.search(r"https?://[^/]+(/\S+)", message.body).group(1)


def test_forgotten_password_is_set_anew_by_a_link(client, officer, mailoutbox):
    new = "ein-ganz-neues-passwort"
    asked = client.post(reverse("account_reset_password"), {"email": officer.email}, follow=True)
    form = client.get(link_in(mailoutbox[0]), follow=True)
    path = form.redirect_chain[-1][0]

    done = client.post(path, {"password1": new, "password2": new}, follow=True)

    assert "Sehen Sie in Ihr Postfach" in asked.text
    assert mailoutbox[0].subject == "Neues Passwort für das Integrationsportal"
    assert "Ihr neues Passwort gilt" in done.text
    assert mailoutbox[1].subject == "Ihr Passwort im Integrationsportal wurde geändert"
    assert User.objects.get(pk=officer.pk).check_password(new)


def test_link_for_a_new_password_works_once(client, officer, mailoutbox):
    new = "ein-ganz-neues-passwort"
    client.post(reverse("account_reset_password"), {"email": officer.email})
    link = link_in(mailoutbox[0])
    path = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(path, {"password1": new, "password2": new})

    answer = Client().get(link, follow=True)

    assert "Dieser Link gilt nicht mehr" in answer.text


def test_altered_link_for_a_new_password_says_how_to_go_on(client, officer, mailoutbox):
    client.post(reverse("account_reset_password"), {"email": officer.email})

    answer = client.get(link_in(mailoutbox[0])[:-3] + "xx/")

    assert "Dieser Link gilt nicht mehr" in answer.text
    assert "Neuen Link anfordern" in answer.text


def test_unknown_address_gets_the_same_page_and_a_mail_without_a_link(client, db, mailoutbox):
    sent = {"email": "niemand@portal.example"}

    answer = client.post(reverse("account_reset_password"), sent, follow=True)

    assert "Sehen Sie in Ihr Postfach" in answer.text
    assert "kein Konto" in mailoutbox[0].body
    assert "passwort/neu" not in mailoutbox[0].body


def test_locked_account_gets_no_link(client, mailoutbox, db):
    locked = UserFactory(is_active=False)

    client.post(reverse("account_reset_password"), {"email": locked.email})

    assert mailoutbox == []


def test_silent_mail_server_is_told_alike_for_known_and_unknown(client, officer, broken_mail):
    texts = [
        client.post(reverse("account_reset_password"), {"email": email}, follow=True).text
        for email in (officer.email, "niemand@portal.example")
    ]

    assert all("es wurde nichts verschickt" in text for text in texts)


def test_weak_new_password_is_refused_with_the_reason(enter, officer):
    browser = enter(officer)
    sent = {"oldpassword": PASSWORD, "password1": "kurz", "password2": "kurz"}

    answer = browser.post(reverse("account_change_password"), sent)

    assert "mindestens 12 Zeichen" in answer.text
    assert User.objects.get(pk=officer.pk).check_password(PASSWORD)


def test_changing_the_password_keeps_one_logged_in_and_sends_word(enter, officer, mailoutbox):
    browser = enter(officer)
    new = "ein-ganz-neues-passwort"
    sent = {"oldpassword": PASSWORD, "password1": new, "password2": new}

    answer = browser.post(reverse("account_change_password"), sent)

    assert answer.url == reverse("accounts:profile")
    assert User.objects.get(pk=officer.pk).check_password(new)
    assert is_logged_in(browser)
    assert [message.to for message in mailoutbox] == [[officer.email]]


def test_password_change_works_though_the_mail_server_is_silent(enter, officer, broken_mail):
    new = "ein-ganz-neues-passwort"
    sent = {"oldpassword": PASSWORD, "password1": new, "password2": new}

    answer = enter(officer).post(reverse("account_change_password"), sent, follow=True)

    assert User.objects.get(pk=officer.pk).check_password(new)
    assert "nichts verschickt" not in answer.text
