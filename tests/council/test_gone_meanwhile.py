"""A duty or a station is deleted while somebody writes about it: what was typed is shown."""

import pytest

from integration_portal.history.actions import record
from integration_portal.history.models import Revision
from tests.factories.accounts import UserFactory
from tests.factories.council import (
    CouncilPaperFactory,
    FollowUpFactory,
    OutcomeFactory,
    ResolutionFactory,
)

from .browsing import form_data, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(authority):
    return UserFactory(officer_of=authority, function="Hauptamt")


@pytest.fixture
def duty(council, officer):
    duty = FollowUpFactory(resolution=ResolutionFactory(body=council), text="Bis Juni berichten")
    record(duty.resolution, by=officer)
    return duty


@pytest.fixture
def station(authority, council, officer):
    paper = CouncilPaperFactory(authority=authority, stations=[council], sent=True)
    record(paper, by=officer)
    return paper.consultations.get()


def remove(row, whole, by) -> None:
    row.delete()
    record(whole, by=by, reason="Doppelt eingetragen")


def test_words_about_a_duty_that_went_are_shown_to_copy(office, duty, colleague):
    address = url("follow_up_edit", duty.resolution_id, duty.pk)
    typed = form_data(office.get(address), note="Der Bericht liegt dem Ausschuss vor")
    resolution = duty.resolution
    remove(duty, resolution, colleague)
    record(resolution, by=None, reason="Etwas anderes")

    answer = office.post(address, typed)

    page = answer.content.decode()
    assert answer.status_code == 410
    assert f"Nicht gespeichert: Auftrag zu „{resolution}“" in page
    assert "Das wurde inzwischen gelöscht" in page
    assert "Hauptamt: Doppelt eingetragen" in page
    assert "Der Bericht liegt dem Ausschuss vor" in page
    assert "Bis Juni berichten" in page


def test_words_about_a_station_that_went_are_shown_to_copy(office, station, colleague):
    address = url("station_edit", station.paper_id, station.pk)
    typed = form_data(office.get(address), date="März 2031")
    remove(station, station.paper, colleague)

    answer = office.post(address, typed)

    assert answer.status_code == 410
    assert "März 2031" in answer.content.decode()
    assert "Gemeinderat" in answer.content.decode()


def test_words_about_a_station_are_shown_when_it_has_its_result(office, station):
    address = url("station_edit", station.paper_id, station.pk)
    typed = form_data(office.get(address), date="März 2031")
    OutcomeFactory(consultation=station)

    answer = office.post(address, typed)

    assert answer.status_code == 403
    assert "Das darf hier nicht mehr geändert werden" in answer.content.decode()
    assert "März 2031" in answer.content.decode()


def test_words_about_a_duty_are_shown_when_its_resolution_went(office, duty, colleague):
    address = url("follow_up_edit", duty.resolution_id, duty.pk)
    typed = form_data(office.get(address), note="Der Bericht liegt vor")
    record(duty.resolution, by=colleague, action="deleted")
    duty.resolution.delete()

    answer = office.post(address, typed)

    assert answer.status_code == 410
    assert "Der Bericht liegt vor" in answer.content.decode()


def test_who_was_given_another_duty_learns_nothing_of_this(office, duty, colleague):
    """Neither a note of another page nor none at all opens what is gone."""
    other = FollowUpFactory(resolution=duty.resolution, text="Satzung ändern")
    record(duty.resolution, by=colleague)
    typed = form_data(office.get(url("follow_up_edit", duty.resolution_id, other.pk)))
    address = url("follow_up_edit", duty.resolution_id, duty.pk)
    remove(duty, duty.resolution, colleague)

    assert office.post(address, typed).status_code == 404
    assert office.post(address, {"note": "Neugier"}).status_code == 404


def test_a_row_nobody_has_recorded_is_nothing_to_show(office, duty):
    """Deleted past the history, as a restored backup may leave it: an ordinary page of nothing."""
    address = url("follow_up_edit", duty.resolution_id, duty.pk)
    typed = form_data(office.get(address), note="Der Bericht liegt vor")
    duty.resolution.delete()
    Revision.objects.all().delete()

    assert office.post(address, typed).status_code == 404
