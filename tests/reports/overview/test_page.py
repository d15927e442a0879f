"""The overview: what waits, what sits next, how far the concept is."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from concepts.enums import FundingState
from council.enums import PaperState
from council.models import CouncilPaper
from measures.enums import MeasureStatus
from measures.models import MeasureFunding
from rounds.enums import RequestState
from stakeholders.enums import MeetingState
from tests.factories.concepts import EditionFactory, FieldOfActionFactory
from tests.factories.council import (
    ConsultationFactory,
    CouncilPaperFactory,
    FollowUpFactory,
    ResolutionFactory,
)
from tests.factories.measures import MeasureFactory, MilestoneFactory
from tests.factories.rounds import (
    ReportingRoundFactory,
    RoundRecipientFactory,
    StatusRequestFactory,
)
from tests.factories.stakeholders import (
    BodyFactory,
    MeetingFactory,
    OrganisationFactory,
    RepresentationFactory,
)

from .conftest import in_days, reported

pytestmark = pytest.mark.django_db


def test_without_a_concept_it_offers_the_first_step(authority, officer, reader, enter):
    address = reverse("reports:overview", args=[authority.slug])

    assert "Konzept anlegen" in enter(officer).get(address).text
    assert "Noch kein Konzept zu lesen" in enter(reader).get(address).text


def test_with_nothing_due_it_says_so(edition, officer, authority, enter):
    page = enter(officer).get(reverse("reports:overview", args=[authority.slug])).text

    assert "Für Sie ist nichts überfällig" in page
    assert "Keine Sitzung ist eingetragen." in page


def test_what_is_late_comes_up(authority, edition, officer, board):
    lead = OrganisationFactory(authority=authority, name="Volkshochschule")
    late = reported(edition, title="Sprachcafé", end_planned=in_days(-3))
    slow = reported(edition, title="Lotsen")
    MilestoneFactory(measure=slow, title="Schulung", planned=in_days(-1), responsible=lead)
    reported(edition, title="Pünktlich", end_planned=in_days(3))

    texts = [(task.state, task.text, task.note) for task in board(officer).tasks]

    assert texts == [
        (
            "überfällig",
            f"Zwischenziel „Schulung“ der Maßnahme {slow}",
            f"geplant bis {in_days(-1)} · Volkshochschule",
        ),
        ("Ende überschritten", str(late), f"sollte enden: {in_days(-3)}"),
    ]


@pytest.mark.parametrize(("days", "tone"), [(-1, "bad"), (20, "late")])
def test_a_proof_of_use_comes_up_in_time(edition, officer, board, today, days, tone):
    MeasureFunding.objects.create(
        measure=reported(edition),
        programme="Landesprogramm",
        state=FundingState.GRANTED,
        proof_due_on=today + dt.timedelta(days=days),
    )

    (task,) = board(officer).tasks

    assert (task.tone, task.text) == (tone, "Verwendungsnachweis „Landesprogramm“")


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (PaperState.DRAFT, "fertigstellen"),
        (PaperState.COSIGNING, "freigeben"),
        (PaperState.APPROVED, "versenden"),
        (PaperState.SENT, "Dokument zur versandten Vorlage"),
    ],
)
def test_a_paper_that_is_not_sent_before_a_near_sitting_comes_up(
    authority, edition, officer, board, today, state, said
):
    body = BodyFactory(authority=authority)
    meeting = MeetingFactory(
        body=body,
        date=today + dt.timedelta(days=14),
        papers_due_on=today + dt.timedelta(days=5),
    )
    paper = CouncilPaperFactory(authority=authority)
    ConsultationFactory(paper=paper, body=body, meeting=meeting)
    CouncilPaper.objects.filter(pk=paper.pk).update(state=state)

    (task,) = board(officer).tasks

    assert said in task.text
    assert task.state == f"bis {today + dt.timedelta(days=5):%d.%m.%Y}"
    assert task.note == f"Sitzung: {meeting}"


@pytest.mark.parametrize(("days", "tone"), [(-1, "bad"), (20, "late")])
def test_a_duty_from_a_resolution_comes_up(authority, edition, officer, board, today, days, tone):
    resolution = ResolutionFactory(body=BodyFactory(authority=authority))
    FollowUpFactory(resolution=resolution, text="Bericht", due_on=today + dt.timedelta(days=days))

    (task,) = board(officer).tasks

    assert (task.tone, task.text) == (tone, "Auftrag: Bericht")


def test_what_is_overdue_stands_before_what_is_due_soon(authority, edition, officer, board, today):
    MeasureFactory(edition=edition)  # nobody has reported on it
    resolution = ResolutionFactory(body=BodyFactory(authority=authority))
    FollowUpFactory(resolution=resolution, text="Bald", due_on=today + dt.timedelta(days=9))
    late = reported(edition, end_planned=in_days(-3))

    assert [task.text for task in board(officer).tasks] == [
        str(late), "Auftrag: Bald", "1 Maßnahme",
    ]  # fmt: skip


def test_what_nobody_reported_on_is_counted(edition, officer, board, enter):
    MeasureFactory.create_batch(2, edition=edition)

    (task,) = board(officer).tasks

    assert (task.state, task.text) == ("seit über 12 Monaten ohne Sachstand", "2 Maßnahmen")
    assert enter(officer).get(task.url).context["paginator"].count == 2


def test_a_contributor_sees_only_what_their_organisation_leads(
    authority, edition, contributor, board
):
    own, other = OrganisationFactory.create_batch(2, authority=authority)
    RepresentationFactory(user=contributor, organisation=own)
    mine = reported(edition, led_by=own, end_planned=in_days(-3))
    reported(edition, led_by=other, end_planned=in_days(-3))
    MeasureFactory(edition=edition, led_by=other)
    FollowUpFactory(
        resolution=ResolutionFactory(body=BodyFactory(authority=authority)),
        due_on=dt.date(2020, 1, 1),
    )

    assert [task.text for task in board(contributor).tasks] == [str(mine)]


def test_the_next_sittings_count_the_papers_one_may_read(
    authority, edition, officer, reader, board, today
):
    body = BodyFactory(authority=authority)
    meeting = MeetingFactory(body=body, date=today + dt.timedelta(days=40))
    MeetingFactory(body=body, date=today - dt.timedelta(days=1))
    MeetingFactory(body=body, date=today + dt.timedelta(days=41), state=MeetingState.CANCELLED)
    for public in (True, False):
        paper = CouncilPaperFactory(authority=authority, confidential=not public)
        ConsultationFactory(paper=paper, body=body, meeting=meeting)
        CouncilPaper.objects.filter(pk=paper.pk).update(
            state=PaperState.SENT, sent_at=timezone.now()
        )

    assert [(row, row.papers) for row in board(officer).meetings] == [(meeting, 2)]
    assert [(row, row.papers) for row in board(reader).meetings] == [(meeting, 1)]


def test_progress_by_field_counts_what_stands_below_it_and_links_to_the_list(
    edition, officer, board, enter
):
    top = FieldOfActionFactory(edition=edition, number="1", title="Sprache")
    focus = FieldOfActionFactory(parent=top)
    MeasureFactory(edition=edition, field=top, status=MeasureStatus.DONE)
    reported(edition, field=focus)
    MeasureFactory(edition=edition)

    rows = board(officer).progress["rows"]

    assert [(row["label"], row["note"]) for row in rows] == [
        ("1 Sprache", "1 von 2"), ("ohne Handlungsfeld", "0 von 1"),
    ]  # fmt: skip
    for part in rows[0]["parts"]:
        listed = enter(officer).get(part["url"]).context["paginator"].count
        assert listed == part["count"]


def test_answers_of_a_round_wait_to_be_judged(authority, edition, officer, contributor, board):
    asked = ReportingRoundFactory(edition=edition, title="Herbst", open=True)
    recipient = RoundRecipientFactory(round=asked)
    handed_in = {"state": RequestState.SUBMITTED, "submitted_at": timezone.now()}
    for given in (handed_in, handed_in, {}):
        measure = reported(edition)
        StatusRequestFactory(
            recipient=recipient, measure=measure, report=measure.last_report, **given
        )

    (task,) = board(officer).tasks

    assert (task.text, task.note) == (
        "2 Sachstände warten auf Freigabe",
        f"Herbst, Frist {asked.due:%d.%m.%Y}",
    )
    assert task.url == reverse("rounds:round", args=[authority.slug, asked.pk])
    assert board(contributor).tasks == []


def test_it_costs_the_same_for_one_and_three_of_each(authority, edition, officer, enter, today):
    browser, address = enter(officer), reverse("reports:overview", args=[authority.slug])
    counts = []
    for _n in range(2):
        for _m in range(1 + _n):
            body = BodyFactory(authority=authority)
            meeting = MeetingFactory(body=body, date=today + dt.timedelta(days=14))
            paper = CouncilPaperFactory(authority=authority)
            ConsultationFactory(paper=paper, body=body, meeting=meeting)
            measure = MeasureFactory(
                edition=edition,
                field=FieldOfActionFactory(edition=edition),
                end_planned=in_days(-3),
            )
            late = MeasureFactory(edition=edition)
            MilestoneFactory(
                measure=late,
                planned=in_days(-2),
                responsible=OrganisationFactory(authority=authority),
            )
            MeasureFunding.objects.create(
                measure=measure, programme="P", state=FundingState.GRANTED, proof_due_on=today
            )
            FollowUpFactory(resolution=ResolutionFactory(body=body), due_on=today)
        browser.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 30


def test_several_concepts_are_added_up(authority, edition, officer, board):
    MeasureFactory(edition=edition, status=MeasureStatus.DONE)
    assert board(officer).concepts == []
    other = EditionFactory(
        concept__authority=authority, concept__title="Vielfaltskonzept", adopted=True
    )
    for status in (MeasureStatus.DONE, MeasureStatus.PERMANENT):
        MeasureFactory(edition=other, status=status)
    EditionFactory(concept=other.concept)  # a draft is not counted

    rows = board(officer).concepts

    assert [(row["label"], row["note"], row["url"]) for row in rows] == [
        (str(edition.concept), "1 von 1", edition.get_absolute_url()),
        ("Vielfaltskonzept", "1 von 2", other.get_absolute_url()),
        ("alle Konzepte", "2 von 3", ""),
    ]
