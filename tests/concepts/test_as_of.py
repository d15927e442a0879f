"""An edition as it stood on a day."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from integration_portal.history.actions import record
from integration_portal.history.models import Revision
from tests.factories.concepts import ChapterFactory, EditionFactory


def at(day: int) -> dt.datetime:
    return dt.datetime(2024, 5, day, 12, tzinfo=dt.UTC)


@pytest.fixture
def told(authority, officer):
    """An edition with a chapter that was called otherwise later."""
    edition = EditionFactory(concept__authority=authority, title="Fassung 2024")
    record(edition, by=officer, at=at(1))
    chapter = ChapterFactory(edition=edition, title="Früher")
    record(chapter, by=officer, at=at(1))
    chapter.title = "Heute"
    chapter.save()
    record(chapter, by=officer, at=at(10))
    return edition


@pytest.fixture
def page(told, authority):
    return reverse("concepts:edition_as_of", args=[authority.slug, told.slug])


def test_the_whole_tree_is_shown_as_it_stood(enter, officer, page):
    early = enter(officer).get(f"{page}?am=09.05.2024").content.decode()
    late = enter(officer).get(f"{page}?am=10.05.2024").content.decode()

    assert "Früher" in early
    assert "Heute" not in early.replace("Zum heutigen Stand", "")
    assert "Heute" in late
    assert "Fassung 2024, Stand am 09.05.2024" in early
    assert "Das ist ein früherer Stand." in early


def test_what_is_not_known_is_said(enter, officer, page):
    html = enter(officer).get(f"{page}?am=30.04.2024").content.decode()

    assert "Von diesem Tag ist nichts bekannt." in html
    assert "seit dem 01.05.2024 auf" in " ".join(html.split())


def test_without_a_day_the_page_asks_for_one(enter, officer, page):
    answer = enter(officer).get(page)

    assert answer.status_code == 200
    assert answer.context["outline"] is None


def test_the_history_of_the_edition_leads_there(enter, officer, told, authority, page):
    history = reverse("concepts:edition_history", args=[authority.slug, told.slug])

    answer = enter(officer).get(f"{history}?am=9.5.2024")

    assert answer.url == f"{page}?am=09.05.2024"


def test_an_earlier_wording_is_for_those_who_work_inside(enter, reader, page):
    assert enter(reader).get(f"{page}?am=09.05.2024").status_code in (403, 404)


def test_the_page_costs_the_same_for_one_chapter_and_for_three(enter, officer, told, page):
    client = enter(officer)
    client.get(page)
    with CaptureQueriesContext(connection) as one:
        client.get(f"{page}?am=11.05.2024")
    for number in range(2):
        chapter = ChapterFactory(edition=told, title=f"Kapitel {number}")
        record(chapter, by=officer, at=at(10))
    with CaptureQueriesContext(connection) as three:
        client.get(f"{page}?am=11.05.2024")

    assert len(one) == len(three) <= 30
    assert Revision.objects.within(told).count() == 4
