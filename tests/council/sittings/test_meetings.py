"""Sittings and agendas on their pages."""

import datetime as dt

import pytest

from council.models import AgendaItem
from stakeholders.actions.meetings import move_meeting
from tests.factories.council import (
    AgendaItemFactory,
    ConsultationFactory,
    CouncilPaperFactory,
)
from tests.factories.stakeholders import MeetingFactory

from ..browsing import errors, queries, save, url
from .conftest import station_of

pytestmark = pytest.mark.django_db


def test_sittings_are_listed_coming_and_past(office, council, committee):
    MeetingFactory(body=council, date=dt.date(2099, 1, 1))
    MeetingFactory(body=committee, date=dt.date(2098, 1, 1))
    MeetingFactory(body=council, date=dt.date(2001, 1, 1))

    def listed(query=""):
        return [m.date.year for m in office.get(url("meetings") + query).context["meetings"]]

    assert listed() == [2098, 2099]
    assert listed("?zeit=vergangen") == [2001]
    assert listed(f"?gremium={council.pk}") == [2099]


@pytest.mark.parametrize("who", ["officer", "reader"])
def test_an_empty_list_of_sittings_says_so(who, persona, enter):
    browser = enter(persona(who))

    assert "Keine kommende Sitzung" in browser.get(url("meetings")).content.decode()
    assert "Keine vergangene Sitzung" in (
        browser.get(url("meetings") + "?zeit=vergangen").content.decode()
    )


def test_sittings_cost_the_same_for_one_and_three(reader, enter, authority):
    def add():
        meeting = MeetingFactory(body__authority=authority, date=dt.date(2099, 1, 1))
        for _n in range(3):
            paper = CouncilPaperFactory(authority=authority, confidential=False, sent=True)
            ConsultationFactory(paper=paper, body=meeting.body, meeting=meeting)
            AgendaItemFactory(meeting=meeting)
        return meeting

    browser = enter(reader)
    first = add()
    one = (queries(browser, url("meetings")), queries(browser, url("meeting", first.pk)))
    add()
    for _n in range(2):
        AgendaItemFactory(meeting=first)

    assert (queries(browser, url("meetings")), queries(browser, url("meeting", first.pk))) == one
    assert one[0] <= 12


def test_a_moved_sitting_shows_its_old_day_and_why(office, officer, council):
    meeting = MeetingFactory(body=council, date=dt.date(2099, 9, 30))
    move_meeting(
        meeting=meeting, to_date=dt.date(2099, 9, 2), reason="Vorberatung zuerst", by=officer
    )

    page = office.get(url("meeting", meeting.pk)).content.decode()

    assert "vom 30.09.2099 auf den 02.09.2099" in page
    assert "Vorberatung zuerst" in page


def test_an_oral_report_without_a_paper_stands_on_the_agenda(office, council):
    meeting = MeetingFactory(body=council)

    answer = save(
        office,
        url("item_new", meeting.pk),
        number="3",
        title="Zwischenstand",
        oral_report="on",
        note="Mündlich berichtet",
    )

    assert answer.status_code == 302
    page = office.get(url("meeting", meeting.pk)).content.decode()
    for text in (
        "TOP 3",
        "Zwischenstand",
        "mündlicher Bericht, ohne Vorlage",
        "Mündlich berichtet",
    ):
        assert text in page


def test_a_paper_is_put_on_the_agenda_from_the_sitting(office, paper, council):
    meeting = MeetingFactory(body=council)
    station = station_of(paper, council)
    station.meeting = meeting
    station.save()
    address = f"{url('item_new', meeting.pk)}?station={station.pk}"
    assert address in office.get(url("meeting", meeting.pk)).content.decode()

    answer = save(office, address, title="")

    assert answer.status_code == 302, errors(answer)
    item = AgendaItem.objects.get()
    assert (item.title, item.consultation, item.public) == (paper.subject, station, False)


def test_an_item_needs_a_matter_and_an_oral_report_no_paper(office, paper, council):
    meeting = MeetingFactory(body=council)
    station = station_of(paper, council)
    station.meeting = meeting
    station.save()
    address = url("item_new", meeting.pk)

    empty = save(office, address, title="")
    both = save(office, address, consultation=station.pk, oral_report="on")

    assert set(errors(empty)) == {"title"}
    assert "oral_report" in errors(both)


def test_a_station_of_another_sitting_is_not_put_on_this_agenda(office, paper, council, committee):
    meeting = MeetingFactory(body=council)

    answer = save(office, url("item_new", meeting.pk), consultation=station_of(paper, committee).pk)

    assert "consultation" in errors(answer)


def test_items_change_places_and_go(office, council):
    meeting = MeetingFactory(body=council)
    first, second = AgendaItemFactory.create_batch(2, meeting=meeting)

    office.post(url("item_move", meeting.pk, second.pk), {"richtung": "auf"})
    swapped = office.post(
        url("item_move", meeting.pk, second.pk), {"richtung": "ab"}, headers={"HX-Request": "true"}
    )
    save(office, url("item_edit", meeting.pk, first.pk), title="Neu")
    page = office.get(url("item_delete", meeting.pk, second.pk))
    token = str(page.context["page_token"])
    name, value = token.split('name="')[1].split('"')[0], token.split('value="')[1].split('"')[0]
    office.post(url("item_delete", meeting.pk, second.pk), {name: value})

    assert 'id="tagesordnung"' in swapped.content.decode()
    assert [item.title for item in meeting.agenda.all()] == ["Neu"]


def test_a_reader_sees_of_an_agenda_what_is_public(reader, enter, council, paper, authority, seat):
    meeting = MeetingFactory(body=council)
    AgendaItemFactory(meeting=meeting, title="Offener Punkt")
    AgendaItemFactory(meeting=meeting, title="Personalsache", public=False)
    draft = CouncilPaperFactory(authority=authority, confidential=False, subject="Entwurfspapier")
    ConsultationFactory(paper=draft, body=council, meeting=meeting)

    page = enter(reader).get(url("meeting", meeting.pk)).content.decode()
    seated = enter(seat(reader, council)).get(url("meeting", meeting.pk)).content.decode()

    assert "Offener Punkt" in page
    assert "Personalsache" not in page
    assert "Entwurfspapier" not in page + seated
    assert "Personalsache" in seated
