"""Results, resolutions, duties, sittings and agendas on their pages."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from concepts.enums import EditionStatus
from council.actions.states import change_state
from council.forms.resolutions import EditionResolutionForm
from council.models import AgendaItem, Consultation, FollowUp, Outcome, Resolution
from integration_portal.core import fuzzy
from stakeholders.actions.meetings import move_meeting
from tests.factories.concepts import AmendmentFactory, EditionFactory, FieldOfActionFactory
from tests.factories.council import (
    AgendaItemFactory,
    ConsultationFactory,
    CouncilPaperFactory,
    FollowUpFactory,
    OutcomeFactory,
    ResolutionFactory,
    pdf,
)
from tests.factories.measures import MeasureFactory
from tests.factories.stakeholders import BodyFactory, MeetingFactory, OrganisationFactory

from .browsing import errors, form_data, row, save

pytestmark = pytest.mark.django_db


def url(name, *parts):
    return reverse(f"council:{name}", args=["waiblingen", *parts])


@pytest.fixture
def office(officer, enter):
    return enter(officer)


@pytest.fixture
def edition(authority):
    return EditionFactory(
        concept__authority=authority, slug="2026", status=EditionStatus.DELIBERATION
    )


@pytest.fixture
def paper(authority, edition, committee, council):
    return CouncilPaperFactory(
        authority=authority,
        edition=edition,
        confidential=False,
        stations=[committee, council],
        sent=True,
    )


def station_of(paper, body):
    return paper.consultations.get(body=body)


def queries(browser, address) -> int:
    with CaptureQueriesContext(connection) as taken:
        assert browser.get(address).status_code == 200
    return len(taken)


# Results


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


def test_a_station_of_a_neighbours_body_is_refused(office, paper, neighbour):
    body = BodyFactory(authority=neighbour)

    answer = save(office, url("station_new", paper.pk), body=body.pk, role="decision")

    assert set(errors(answer)) == {"body"}
    assert Consultation.objects.count() == 2


# The edition


def test_the_last_resolution_offers_to_adopt_the_edition(office, paper, council, edition):
    station = station_of(paper, council)

    answer = save(office, url("outcome_new", paper.pk, station.pk), kind="resolved", on="2.11.2020")

    assert answer.url == url("adopt", paper.pk)
    assert "noch nicht als „beschlossen“ geführt" in (
        office.get(url("paper", paper.pk)).content.decode()
    )
    assert "Gemeinderat, 02.11.2020" in office.get(answer.url).content.decode()
    adopted = save(office, answer.url)
    assert adopted.url == edition.get_absolute_url()
    edition.refresh_from_db()
    assert (edition.status, str(edition.status_on)) == ("adopted", "02.11.2020")
    assert office.get(url("adopt", paper.pk)).status_code == 404


@pytest.mark.parametrize("about", ["measures", "fields"])
def test_a_paper_on_parts_of_the_edition_does_not_ask_but_offers(
    office, paper, council, edition, about
):
    """A resolution on three measures leaves the edition as it is, unless somebody says more."""
    part = (
        MeasureFactory(edition=edition)
        if about == "measures"
        else FieldOfActionFactory(edition=edition)
    )
    getattr(paper, about).add(part)
    station = station_of(paper, council)

    answer = save(office, url("outcome_new", paper.pk, station.pk), kind="resolved", on="2.11.2020")

    assert answer.url == url("paper", paper.pk)
    page = office.get(answer.url).content.decode()
    assert "noch nicht als „beschlossen“ geführt" not in page
    assert url("adopt", paper.pk) in page
    assert office.get(url("adopt", paper.pk)).status_code == 200


def test_an_edition_still_written_is_offered_and_not_asked_about(office, paper, council, edition):
    edition.status = EditionStatus.DRAFT
    edition.save()
    station = station_of(paper, council)

    answer = save(office, url("outcome_new", paper.pk, station.pk), kind="resolved", on="2.11.2020")

    assert answer.url == url("paper", paper.pk)
    page = office.get(answer.url).content.decode()
    assert "noch nicht als „beschlossen“ geführt" in page


def test_once_a_paper_is_done_its_edition_is_no_question_any_more(office, paper, council):
    OutcomeFactory(consultation=station_of(paper, council), on=fuzzy.parse("2020"))
    change_state(paper=paper, to="done", by=None)

    page = office.get(url("paper", paper.pk)).content.decode()

    assert url("adopt", paper.pk) not in page


def test_noting_with_approval_makes_the_edition_noted(office, paper, council, edition):
    station = station_of(paper, council)

    answer = save(
        office, url("outcome_new", paper.pk, station.pk), kind="noted_with_approval", on="2020"
    )
    save(office, answer.url)

    edition.refresh_from_db()
    assert edition.status == "noted"


def test_the_former_edition_goes_on_if_nobody_ticks_it(office, paper, council, edition):
    former = EditionFactory(concept=edition.concept, adopted=True)
    OutcomeFactory(consultation=station_of(paper, council), on=fuzzy.parse("2025"))

    save(office, url("adopt", paper.pk), supersede=None)

    former.refresh_from_db()
    edition.refresh_from_db()
    assert (former.status, edition.status) == ("adopted", "adopted")


def test_a_refused_adoption_says_why(office, paper, council, edition):
    """The former edition is younger than the resolution."""
    EditionFactory(concept=edition.concept, adopted=True)
    OutcomeFactory(consultation=station_of(paper, council), on=fuzzy.parse("2020"))

    answer = save(office, url("adopt", paper.pk))

    assert "ist damit jünger" in answer.content.decode()
    edition.refresh_from_db()
    assert edition.status == "deliberation"


def test_an_old_edition_gets_its_resolution_alone(office, edition, council):
    answer = save(
        office,
        url("edition_resolution", "2026"),
        body=council.pk,
        on="Frühjahr 2006",
        wording="In großer Einigkeit",
        to="adopted",
    )

    assert answer.url == edition.get_absolute_url()
    edition.refresh_from_db()
    assert (edition.status, str(edition.status_on)) == ("adopted", "Frühjahr 2006")


def test_an_old_resolution_of_a_neighbours_body_or_in_the_future_is_refused(
    office, edition, council, neighbour
):
    stranger = BodyFactory(authority=neighbour)
    address = url("edition_resolution", "2026")

    foreign = save(office, address, body=stranger.pk, on="2006", to="adopted")
    future = save(office, address, body=council.pk, on="2099", to="adopted")
    stays = save(office, address, body=council.pk, on="2006", to="stay")

    assert set(errors(foreign)) == {"body"}
    assert "liegt in der Zukunft" in future.content.decode()
    assert stays.status_code == 302
    assert Resolution.objects.count() == 1
    edition.refresh_from_db()
    assert edition.status == "deliberation"


@pytest.mark.parametrize(("to", "wrong"), [("adopted", {"on"}), ("stay", set())])
def test_a_resolution_may_have_no_date_but_a_step_of_the_edition_has_one(
    to, wrong, edition, council, authority, officer
):
    form = EditionResolutionForm(
        data={"body": council.pk, "on": "", "title": "Konzept", "to": to},
        instance=Resolution(authority=authority),
        edition=edition,
        authority=authority,
        user=officer,
    )

    assert set(form.errors) == wrong


# Resolutions and duties


def test_a_resolution_stands_alone_with_its_duties(office, council, authority):
    changes = {"body": council.pk, "on": "März 2018", "title": "Konzept", "public": "on"}
    changes |= {"follow_ups-TOTAL_FORMS": "1"} | row(
        "follow_ups", text="Berichten", due_on="1.6.2018", done_on="30.5.2018"
    )

    answer = save(office, url("resolution_new"), **changes)

    assert answer.status_code == 302, errors(answer)
    resolution = Resolution.objects.get()
    assert (str(resolution.on), resolution.public) == ("März 2018", True)
    assert resolution.follow_ups.get().done_on == dt.date(2018, 5, 30)


def test_a_resolution_is_tied_to_amendments_of_its_authority(office, council, authority, neighbour):
    own = AmendmentFactory(edition=EditionFactory(concept__authority=authority, adopted=True))
    foreign = AmendmentFactory(edition=EditionFactory(concept__authority=neighbour, adopted=True))
    resolution = ResolutionFactory(body=council)
    address = url("resolution_edit", resolution.pk)

    refused = save(office, address, amendments=[own.pk, foreign.pk])
    taken = save(office, address, amendments=[own.pk])

    assert set(errors(refused)) == {"amendments"}
    assert taken.status_code == 302
    assert list(resolution.amendments.all()) == [own]
    assert own.reason in office.get(url("resolution", resolution.pk)).content.decode()


def test_a_resolution_of_a_sitting_keeps_body_and_day(office, paper, council):
    resolution = OutcomeFactory(consultation=station_of(paper, council)).resolution
    form = office.get(url("resolution_edit", resolution.pk)).context["form"]

    assert {"body", "on"}.isdisjoint(form.fields)


def test_a_resolution_of_a_sitting_is_not_deleted_one_that_stands_alone_is(office, paper, council):
    resolution = OutcomeFactory(consultation=station_of(paper, council)).resolution
    alone = ResolutionFactory(body=council)

    page = office.get(url("resolution_delete", resolution.pk)).content.decode()
    asked = office.get(url("resolution_delete", alone.pk))
    token = str(asked.context["page_token"])
    name, value = token.split('name="')[1].split('"')[0], token.split('value="')[1].split('"')[0]
    answer = office.post(url("resolution_delete", alone.pk), {name: value})

    assert "Er steht auf dem Ergebnis einer Sitzung." in page
    assert answer.url == url("resolutions")
    assert list(Resolution.objects.all()) == [resolution]


def test_a_duty_is_entered_changed_and_done(office, council):
    resolution = ResolutionFactory(body=council)

    save(office, url("follow_up_new", resolution.pk), text="Berichten", due_on="1.6.2026")
    duty = FollowUp.objects.get()
    save(office, url("follow_up_edit", resolution.pk, duty.pk), note="Verlängert")
    page = office.get(url("resolution", resolution.pk)).content.decode()
    answer = office.post(url("follow_up_done", resolution.pk, duty.pk))

    assert "überfällig seit 01.06.2026" in page
    assert answer.url == url("resolution", resolution.pk)
    duty.refresh_from_db()
    assert (duty.note, duty.done_on) == ("Verlängert", timezone.localdate())


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("offen=on", {"offen", "spät"}),
        ("ueberfaellig=on", {"spät"}),
        ("text=erled", {"erledigt"}),
        ("gremium={committee}", {"anderswo"}),
        ("", {"offen", "spät", "erledigt", "anderswo"}),
    ],
)
def test_resolutions_are_filtered_by_their_address(office, council, committee, asked, found):
    for title, duty in (
        ("offen", {"due_on": dt.date(2099, 1, 1)}),
        ("spät", {"due_on": dt.date(2020, 1, 1)}),
        ("erledigt", {"done_on": dt.date(2020, 1, 1)}),
    ):
        FollowUpFactory(resolution=ResolutionFactory(body=council, title=title), **duty)
    ResolutionFactory(body=committee, title="anderswo")

    query = asked.format(committee=committee.pk)
    rows = office.get(f"{url('resolutions')}?{query}").context["resolutions"]

    assert {r.title for r in rows} == found


def test_resolutions_cost_the_same_for_one_and_three(reader, enter, authority):
    def add():
        paper = CouncilPaperFactory(authority=authority, confidential=False, sent=True)
        station = ConsultationFactory(paper=paper, public=True)
        resolution = OutcomeFactory(consultation=station).resolution
        for _n in range(3):
            responsible = OrganisationFactory(authority=authority)
            FollowUpFactory(resolution=resolution, responsible=responsible)

    browser = enter(reader)
    add()
    one = queries(browser, url("resolutions"))
    add()
    add()

    assert queries(browser, url("resolutions")) == one
    assert one <= 12


def test_a_published_resolution_keeps_the_votes_of_a_closed_paper(
    office, enter, reader, authority, council, seat
):
    """The officer may publish the wording; what happened in the sitting stays with the body."""
    paper = CouncilPaperFactory(authority=authority, stations=[council], sent=True)
    outcome = OutcomeFactory(
        consultation=station_of(paper, council),
        kind="resolved_changed",
        votes_text="mehrheitlich",
        deviation="Ohne den zweiten Satz",
    )
    Resolution.objects.update(public=True, wording="Der Rat stimmt zu.")
    told = ("Der Rat stimmt zu.", "geändert beschlossen", "mehrheitlich", "Ohne den zweiten Satz")
    page, listed = url("resolution", outcome.resolution.pk), url("resolutions")

    def seen(browser, address):
        text = browser.get(address).content.decode()
        return [words in text for words in told]

    outside, office_page = enter(reader), seen(office, page)
    assert [seen(outside, address) for address in (page, listed)] == [
        [True, False, False, False]
    ] * 2
    assert office_page == [True] * 4
    assert seen(enter(seat(reader, council)), page) == [True] * 4


def test_an_empty_list_of_resolutions_says_how_they_come(office):
    assert "Noch kein Beschluss" in office.get(url("resolutions")).content.decode()
    assert "Kein Beschluss passt" in office.get(url("resolutions") + "?text=x").content.decode()


# Sittings


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
