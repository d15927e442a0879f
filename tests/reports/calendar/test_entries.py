"""The calendar of a person: only what they may see now."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from concepts.enums import EditionStatus
from council.models import FollowUp
from integration_portal.core import fuzzy
from measures.enums import MeasureStatus
from measures.models import MeasureFunding
from reports.actions import calendar_feeds
from reports.calendar import Calendar
from stakeholders.enums import MeetingState
from tests.factories.council import ResolutionFactory
from tests.factories.measures import MeasureFactory, MilestoneFactory
from tests.factories.rounds import ReportingRoundFactory, StatusRequestFactory
from tests.factories.stakeholders import (
    BodyFactory,
    MeetingFactory,
    OrganisationFactory,
    RepresentationFactory,
)

from .conftest import TODAY, events, fetch

pytestmark = pytest.mark.django_db


def titles(user) -> list[str]:
    return [entry.title for entry in Calendar(user).entries()]


def test_a_milestone_stands_on_the_last_day_it_can_mean(teacher, step):
    event = events(fetch(teacher))[0]

    assert str(event["summary"]) == "Zwischenziel: Start (1.1 Kurs)"
    assert event.decoded("dtstart") == dt.date(2026, 11, 30)
    assert str(event["description"]) == "Vorgesehen: Herbst 2026"
    assert str(event["url"]) == f"http://testserver{step.measure.get_absolute_url()}"
    assert str(event["uid"]) == f"zwischenziel-{step.pk}@testserver"
    assert str(event["transp"]) == "TRANSPARENT"


def test_a_day_that_is_known_needs_no_note(teacher, course):
    MilestoneFactory(measure=course, title="Start", planned=fuzzy.parse("01.12.2026"))

    assert "description" not in events(fetch(teacher))[0]


def test_the_end_of_a_measure_stands_in_it(teacher, course):
    (event,) = events(fetch(teacher))

    assert (str(event["summary"]), event.decoded("dtstart")) == (
        "Ende: 1.1 Kurs",
        dt.date(2027, 12, 31),
    )


def test_a_meeting_stands_at_its_hour_and_place(authority, officer):
    body = BodyFactory(authority=authority, name="Sozialausschuss")
    MeetingFactory(body=body, date=dt.date(2026, 12, 1), time=dt.time(18, 30), place="Rathaus")

    (event,) = events(fetch(officer))

    assert str(event["summary"]) == "Sozialausschuss"
    assert event.decoded("dtstart") == dt.datetime(2026, 12, 1, 17, 30, tzinfo=dt.UTC)
    assert str(event["location"]) == "Rathaus"
    assert "transp" not in event


def test_a_cancelled_meeting_says_so_and_needs_no_papers(authority, officer):
    MeetingFactory(
        body=BodyFactory(authority=authority), date=dt.date(2026, 12, 1),
        papers_due_on=dt.date(2026, 11, 25), state=MeetingState.CANCELLED,
    )  # fmt: skip

    (event,) = events(fetch(officer))

    assert str(event["status"]) == "CANCELLED"


def test_officers_are_told_when_papers_go_out(authority, officer, reader):
    body = BodyFactory(authority=authority, name="Rat", short_name="Rat")
    MeetingFactory(body=body, date=dt.date(2026, 12, 1), papers_due_on=dt.date(2026, 11, 25))
    RepresentationFactory(user=reader, organisation=None, body=body, since=dt.date(2020, 1, 1))

    assert titles(officer) == ["Versand der Unterlagen: Rat, 01.12.2026", "Rat"]
    assert titles(reader) == ["Rat"]


def test_members_find_the_sittings_of_their_own_bodies(authority, reader):
    own, other = BodyFactory(authority=authority), BodyFactory(authority=authority)
    RepresentationFactory(user=reader, organisation=None, body=own, since=dt.date(2020, 1, 1))
    for body in (own, other):
        MeetingFactory(body=body, date=dt.date(2026, 12, 1))

    assert titles(reader) == [own.name]


def test_deadlines_of_grants_and_duties_stand_in_it(authority, officer, teacher, course, school):
    MeasureFunding.objects.create(
        measure=course, programme="Land", proof_due_on=dt.date(2026, 12, 5)
    )
    duty = FollowUp.objects.create(
        resolution=ResolutionFactory(body__authority=authority, public=True),
        text="Berichten", due_on=dt.date(2026, 12, 6),
    )  # fmt: skip

    told = ["Verwendungsnachweis: Land (1.1 Kurs)", "Auftrag: Berichten", "Ende: 1.1 Kurs"]
    assert titles(officer) == told
    assert titles(teacher) == [told[0], told[2]]
    duty.responsible = school
    duty.save()
    assert titles(teacher) == told


def test_what_is_done_or_long_ago_leaves_it(teacher, course, edition, school):
    MilestoneFactory(measure=course, planned=fuzzy.parse("1/2026"), actual=fuzzy.parse("2/2026"))
    MilestoneFactory(measure=course, planned=fuzzy.parse("1/2020"))
    MilestoneFactory(measure=course)
    MeasureFactory(
        edition=edition, title="Fertig", led_by=school, status=MeasureStatus.DONE,
        end_planned=fuzzy.parse("2027"),
    )  # fmt: skip

    assert titles(teacher) == ["Ende: 1.1 Kurs"]


def test_who_is_responsible_for_a_step_finds_it(authority, edition, contributor, course, step):
    library = OrganisationFactory(authority=authority, name="Bibliothek")
    step.responsible = library
    step.save()
    RepresentationFactory(user=contributor, organisation=library, since=dt.date(2020, 1, 1))

    assert titles(contributor) == ["Zwischenziel: Start (1.1 Kurs)"]


def test_a_superseded_edition_asks_for_nothing(officer, teacher, school, edition, step):
    step.responsible = school
    step.save()
    type(edition).objects.filter(pk=edition.pk).update(status=EditionStatus.SUPERSEDED)

    assert (titles(officer), titles(teacher)) == ([], [])


def test_nobody_finds_what_belongs_to_others(neighbour_officer, member_officer, operator, step):
    assert [titles(who) for who in (neighbour_officer, member_officer, operator)] == [[], [], []]


def test_an_empty_calendar_is_a_calendar(reader):
    response = fetch(reader)

    assert events(response) == []
    assert response.content.startswith(b"BEGIN:VCALENDAR")


def test_the_number_of_queries_is_the_same_for_one_and_three_rows(authority, edition, officer):
    def asked() -> int:
        token = calendar_feeds.renew(by=officer)
        with CaptureQueriesContext(connection) as queries:
            Client().get(reverse("calendar:file", args=[token]))
        return len(queries)

    counts = []
    for number in (1, 3):
        for n in range(number):
            measure = MeasureFactory(edition=edition, end_planned=fuzzy.parse("2027"))
            MilestoneFactory(measure=measure, planned=fuzzy.parse("1/2027"))
            MeetingFactory(body=BodyFactory(authority=authority), date=dt.date(2026, 12, n + 1))
            FollowUp.objects.create(
                resolution=ResolutionFactory(body__authority=authority),
                text="Bericht", due_on=TODAY,
            )  # fmt: skip
        counts.append(asked())

    assert counts[0] == counts[1] <= 12


def test_until_when_a_round_runs_is_told_to_officers_and_who_still_owes(
    edition, course, school, teacher, officer, reader
):
    running = ReportingRoundFactory(
        edition=edition, title="Bericht", open=True, on=TODAY, due=dt.date(2026, 12, 1)
    )
    ReportingRoundFactory(edition=edition, title="Geplant")
    asked = StatusRequestFactory(recipient__round=running, measure=course, organisation=school)

    (entry,) = of_rounds(officer)
    (owed,) = of_rounds(teacher)
    asked.state, asked.submitted_at = "submitted", timezone.now()
    asked.save()

    assert (entry.title, entry.day) == ("Frist der Abfrage: Bericht", dt.date(2026, 12, 1))
    assert entry.path == running.get_absolute_url()
    assert (owed.title, owed.key) == ("Sachstände abgeben: Bericht", entry.key)
    assert owed.path == reverse("rounds:answers", args=[running.authority.slug, running.pk])
    assert [len(of_rounds(user)) for user in (officer, teacher, reader)] == [1, 0, 0]


def of_rounds(user) -> list:
    return [entry for entry in Calendar(user).entries() if entry.key.startswith("abfrage-")]
