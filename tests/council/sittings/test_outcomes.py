"""Results on their pages: recorded, corrected, and what comes up again."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from council.models import Consultation, FollowUp, Outcome
from integration_portal.history.actions import record
from tests.factories.council import (
    OutcomeFactory,
    pdf,
)
from tests.factories.stakeholders import BodyFactory, MeetingFactory, OrganisationFactory

from ..browsing import errors, form_data, row, save, url
from .conftest import station_of

pytestmark = pytest.mark.django_db


def test_a_result_is_recorded_with_votes_minutes_and_duties(office, paper, committee, authority):
    station = station_of(paper, committee)
    organisation = OrganisationFactory(authority=authority)
    address = url("outcome_new", paper.pk, station.pk)
    changes = {
        "kind": "resolved_changed",
        "on": "14.12.2017",
        "votes_yes": "20",
        "votes_text": "mehrheitlich",
        "deviation": "Mit Bericht",
        "excerpt": SimpleUploadedFile("Auszug.pdf", pdf().read()),
        **row("follow_ups", text="Berichten", due_on="30.6.2018", responsible=organisation.pk),
    }

    answer = save(office, address, **changes)

    assert answer.status_code == 302, errors(answer)
    outcome = Outcome.objects.get()
    assert (outcome.votes, outcome.deviation) == ("mehrheitlich (20 Ja)", "Mit Bericht")
    assert outcome.excerpt.download_name == "Auszug.pdf"
    duty = FollowUp.objects.get()
    assert (duty.resolution.outcome, duty.due_on) == (outcome, dt.date(2018, 6, 30))
    page = office.get(url("paper", paper.pk)).content.decode()
    assert "mehrheitlich (20 Ja)" in page
    assert "Niederschrift" in page


def test_a_result_waits_until_the_body_has_met(office, paper, committee):
    address = url("outcome_new", paper.pk, station_of(paper, committee).pk)
    tomorrow = timezone.localdate() + dt.timedelta(days=1)

    answer = save(office, address, kind="resolved", on=f"{tomorrow:%d.%m.%Y}")

    assert answer.context["form"].errors == {
        "on": ["Dieser Tag liegt in der Zukunft. Ein Ergebnis gibt es erst nach der Sitzung."]
    }
    assert not Outcome.objects.exists()


def test_a_wrong_result_says_what_is_wrong_and_keeps_the_rest(office, paper, committee, neighbour):
    stranger = OrganisationFactory(authority=neighbour)
    address = url("outcome_new", paper.pk, station_of(paper, committee).pk)
    changes = {
        "kind": "",
        "votes_yes": "-1",
        "wording": "Der Ausschuss empfiehlt",
        **row("follow_ups", text="Berichten", due_on="bald", responsible=stranger.pk),
    }

    answer = save(office, address, **changes)

    assert set(errors(answer)) == {
        "kind", "votes_yes", "follow_ups-0-due_on", "follow_ups-0-responsible",
    }  # fmt: skip
    assert "Der Ausschuss empfiehlt" in answer.content.decode()
    assert not Outcome.objects.exists()


def test_a_second_row_for_a_duty_is_added_without_scripts(office, paper, committee):
    address = url("outcome_new", paper.pk, station_of(paper, committee).pk)

    answer = save(office, address, add_follow_ups="1", wording="Steht noch da")

    assert len(answer.context["form"].formsets["follow_ups"].forms) == 2
    assert "Steht noch da" in answer.content.decode()


def test_a_result_recorded_meanwhile_is_not_overwritten(office, paper, committee):
    station = station_of(paper, committee)
    address = url("outcome_new", paper.pk, station.pk)
    page = office.get(address)
    OutcomeFactory(consultation=station, kind="recommended")

    answer = office.post(address, form_data(page, kind="rejected"))

    assert "inzwischen jemand ein Ergebnis eingetragen" in answer.content.decode()
    assert Outcome.objects.get().kind == "recommended"


def test_without_a_day_it_is_that_of_the_sitting_which_must_have_been(office, paper, committee):
    station = station_of(paper, committee)
    station.meeting = MeetingFactory(body=committee, date=dt.date(2099, 1, 1))
    station.save()

    answer = save(office, url("outcome_new", paper.pk, station.pk), kind="resolved", on="")

    assert set(errors(answer)) == {"on"}
    assert not Outcome.objects.exists()


def test_a_recorded_result_opens_for_correction(office, paper, committee):
    station = station_of(paper, committee)
    outcome = OutcomeFactory(consultation=station, kind="recommended")
    edit = url("outcome_edit", paper.pk, outcome.pk)

    assert office.get(url("outcome_new", paper.pk, station.pk)).url == edit
    assert save(office, edit, kind="noted", wording="Berichtigt").status_code == 302
    outcome.refresh_from_db()
    assert (outcome.kind, outcome.wording) == ("noted", "Berichtigt")


def test_two_who_correct_one_result_see_both(office, paper, committee, authority):
    outcome = OutcomeFactory(consultation=station_of(paper, committee), kind="recommended")
    edit = url("outcome_edit", paper.pk, outcome.pk)
    page = office.get(edit)
    save(office, edit, wording="Erste")

    answer = office.post(edit, form_data(page, wording="Zweite"))

    assert answer.status_code == 409
    assert "Erste" in answer.content.decode()


def test_a_correction_that_an_edition_forbids_says_so(office, paper, council, edition):
    outcome = OutcomeFactory(consultation=station_of(paper, council))
    edition.resolutions.create(resolution=outcome.resolution)

    answer = save(office, url("outcome_edit", paper.pk, outcome.pk), kind="postponed")

    assert "nichts wurde geändert" in answer.content.decode()


@pytest.mark.parametrize(
    ("kind", "body_again"),
    [("postponed", True), ("taken_off", True), ("not_treated", True), ("referred", False)],
)
def test_what_comes_up_again_gets_another_station(office, paper, committee, kind, body_again):
    station = station_of(paper, committee)
    answer = save(office, url("outcome_new", paper.pk, station.pk), kind=kind)
    assert answer.url == f"{url('station_new', paper.pk)}?nach={station.pk}"

    form = office.get(answer.url).context["form"]
    assert form["role"].value() == "preliminary"
    assert (form["body"].value() == committee.pk) == body_again

    saved = save(office, answer.url, body=committee.pk, date="Januar 2027")

    assert saved.status_code == 302, errors(saved)
    found = [(s.position, str(s.when or "")) for s in paper.consultations.all()]
    assert found == [(1, ""), (2, "Januar 2027"), (3, "")]


def test_a_station_gets_a_sitting_until_something_happened(office, paper, council):
    station = station_of(paper, council)
    address = url("station_edit", paper.pk, station.pk)

    answer = save(office, address, **{"meeting-neu-date": "14.12.2026"})

    assert answer.status_code == 302, errors(answer)
    station.refresh_from_db()
    assert station.meeting.date == dt.date(2026, 12, 14)
    OutcomeFactory(consultation=station)
    assert office.get(address).status_code == 403


def test_two_who_change_one_station_see_both(office, paper, council):
    record(paper, by=None)
    edit = url("station_edit", paper.pk, station_of(paper, council).pk)
    page = office.get(edit)
    save(office, edit, date="Herbst 2026")

    answer = office.post(edit, form_data(page, date="Dezember 2026"))

    assert answer.status_code == 409
    assert "Herbst 2026" in answer.content.decode()


def test_a_station_of_a_neighbours_body_is_refused(office, paper, neighbour):
    body = BodyFactory(authority=neighbour)

    answer = save(office, url("station_new", paper.pk), body=body.pk, role="decision")

    assert set(errors(answer)) == {"body"}
    assert Consultation.objects.count() == 2
