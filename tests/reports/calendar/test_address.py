"""The address of a calendar: secret, renewed, revoked, and only ever read."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from reports.actions import calendar_feeds
from reports.calendar import Calendar
from reports.models import CalendarFeed
from tests.factories.accounts import UserFactory

from .conftest import events, fetch

pytestmark = pytest.mark.django_db
PAGE = "/konto/kalender/"


def titles(user) -> list[str]:
    return [entry.title for entry in Calendar(user).entries()]


def test_the_answer_is_private_and_needs_no_login(teacher, step):
    response = fetch(teacher)

    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "private, no-cache"
    assert response["X-Robots-Tag"] == "noindex"
    assert not response.cookies


def test_only_a_hash_of_the_secret_is_kept(officer):
    token = calendar_feeds.renew(by=officer)

    feed = CalendarFeed.objects.get()
    assert token not in str(vars(feed))
    assert str(feed) == str(officer)


def test_a_wrong_secret_opens_nothing(officer):
    calendar_feeds.renew(by=officer)

    assert Client().get(reverse("calendar:file", args=["0" * 64])).status_code == 404


def test_a_renewed_address_ends_the_one_before(officer):
    first = reverse("calendar:file", args=[calendar_feeds.renew(by=officer)])
    second = reverse("calendar:file", args=[calendar_feeds.renew(by=officer)])

    assert [Client().get(address).status_code for address in (first, second)] == [404, 200]


def test_a_revoked_address_opens_nothing(officer):
    address = reverse("calendar:file", args=[calendar_feeds.renew(by=officer)])

    assert calendar_feeds.revoke(by=officer) is True
    assert calendar_feeds.revoke(by=officer) is False
    assert Client().get(address).status_code == 404


def test_a_locked_account_has_no_calendar(officer):
    address = reverse("calendar:file", args=[calendar_feeds.renew(by=officer)])
    officer.is_active = False
    officer.save()

    assert Client().get(address).status_code == 404


def test_whose_role_has_ended_finds_nothing(teacher, step):
    address = reverse("calendar:file", args=[calendar_feeds.renew(by=teacher)])
    assert len(events(Client().get(address))) == 2

    teacher.roles.all().delete()

    assert events(Client().get(address)) == []


def test_whose_task_has_ended_finds_nothing(teacher, step):
    teacher.representations.update(until=dt.date(2026, 1, 1))

    assert titles(type(teacher).objects.get(pk=teacher.pk)) == []


def test_who_asks_too_often_must_wait(officer):
    address = reverse("calendar:file", args=[calendar_feeds.renew(by=officer)])

    assert [Client().get(address).status_code for _n in range(21)] == [200] * 20 + [429]


def test_it_is_only_read(officer):
    address = reverse("calendar:file", args=[calendar_feeds.renew(by=officer)])

    assert Client().post(address).status_code == 405


def test_the_address_is_shown_once(officer, enter):
    browser = enter(officer)

    made = browser.post(PAGE)
    shown = made.context["address"]

    assert shown in made.text
    assert Client().get(shown).status_code == 200
    again = browser.get(PAGE)
    assert shown not in again.text
    assert "Ihre Adresse gilt seit dem" in again.text
    assert "no-store" in made["Cache-Control"]


def test_the_page_revokes(officer, enter):
    browser = enter(officer)
    shown = browser.post(PAGE).context["address"]

    browser.post(PAGE, {"widerrufen": "on"}, follow=True)

    assert Client().get(shown).status_code == 404
    assert CalendarFeed.objects.count() == 0


def test_one_changes_only_ones_own(officer, enter):
    other = UserFactory()
    calendar_feeds.renew(by=other)

    enter(officer).post(PAGE, {"widerrufen": "on"})

    assert CalendarFeed.objects.get().user == other


def test_visitors_are_asked_to_log_in():
    assert Client().get(PAGE).status_code == Client().post(PAGE).status_code == 302


def test_the_account_leads_there(officer, enter):
    assert PAGE in enter(officer).get(reverse("accounts:profile")).text


def test_ones_own_data_tell_of_it(officer, enter):
    browser = enter(officer)
    assert browser.get(reverse("accounts:data")).json()["Kalenderadresse angelegt am"] is None

    calendar_feeds.renew(by=officer)

    made_at = CalendarFeed.objects.get().made_at
    kept = browser.get(reverse("accounts:data")).json()["Kalenderadresse angelegt am"]
    assert kept == made_at.isoformat()
