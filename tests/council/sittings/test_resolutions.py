"""Resolutions and their duties on their pages."""

import datetime as dt

import pytest
from django.utils import timezone

from council.models import FollowUp, Resolution
from tests.factories.concepts import AmendmentFactory, EditionFactory
from tests.factories.council import (
    ConsultationFactory,
    CouncilPaperFactory,
    FollowUpFactory,
    OutcomeFactory,
    ResolutionFactory,
)
from tests.factories.stakeholders import OrganisationFactory

from ..browsing import errors, form_data, queries, row, save, url
from .conftest import station_of

pytestmark = pytest.mark.django_db


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


def test_two_who_change_one_duty_see_both(office, council):
    resolution = ResolutionFactory(body=council)
    save(office, url("follow_up_new", resolution.pk), text="Berichten", due_on="1.6.2026")
    duty = FollowUp.objects.get()
    edit = url("follow_up_edit", resolution.pk, duty.pk)
    page = office.get(edit)
    save(office, edit, note="Erste", text="Dem Rat berichten")

    answer = office.post(edit, form_data(page, note="Zweite"))

    assert answer.status_code == 409
    assert [(unit.label, unit.outcome) for unit in answer.context["merged"].units] == [
        ("Auftrag", "theirs"),
        ("Anmerkung", "choice"),
    ]
    duty.refresh_from_db()
    assert duty.note == "Erste"


def test_a_duty_is_changed_beside_another_one(office, council):
    resolution = ResolutionFactory(body=council)
    for text in ("Berichten", "Prüfen"):
        save(office, url("follow_up_new", resolution.pk), text=text, due_on="1.6.2026")
    one, other = (
        url("follow_up_edit", resolution.pk, duty.pk) for duty in FollowUp.objects.order_by("pk")
    )
    page = office.get(one)
    save(office, other, note="Erste")

    answer = office.post(one, form_data(page, note="Zweite"))

    assert answer.status_code == 302
    assert set(resolution.follow_ups.values_list("note", flat=True)) == {"Erste", "Zweite"}


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
