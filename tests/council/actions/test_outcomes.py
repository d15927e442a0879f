"""What a body did with a paper, and the resolution that stands on it."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from concepts.enums import AmendmentKind
from council.actions.outcomes import closing_station, record_outcome, save_station, wording_of
from council.enums import ConsultationRole, OutcomeKind
from council.models import Consultation, FollowUp, Outcome, Resolution
from integration_portal.core import fuzzy
from integration_portal.history.models import Revision, RevisionAction
from tests.factories.concepts import AmendmentFactory, EditionFactory
from tests.factories.council import (
    ConsultationFactory,
    CouncilPaperFactory,
    FollowUpFactory,
    OutcomeFactory,
)
from tests.factories.stakeholders import BodyFactory, MeetingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(authority):
    return CouncilPaperFactory(
        authority=authority,
        confidential=False,
        subject="Fortschreibung",
        proposed_resolution="<p>Dem Ablauf wird <em>zugestimmt</em>.</p>",
        sent=True,
    )


@pytest.fixture
def station(paper, council):
    meeting = MeetingFactory(body=council, date=dt.date(2017, 12, 14))
    return ConsultationFactory(paper=paper, body=council, meeting=meeting, public=True)


def outcome(station, kind=OutcomeKind.RESOLVED, **fields):
    return Outcome(consultation=station, kind=kind, **fields)


@pytest.mark.parametrize("kind", OutcomeKind.values)
def test_a_resolving_result_makes_a_resolution(station, officer, kind):
    record_outcome(outcome=outcome(station, kind), by=officer)

    assert Resolution.objects.filter(outcome__consultation=station).exists() == (
        kind in OutcomeKind.resolving
    )


def test_a_resolution_says_what_where_and_when(station, officer):
    recorded = record_outcome(outcome=outcome(station), by=officer)

    resolution = recorded.resolution
    assert (resolution.body, resolution.title) == (station.body, "Fortschreibung")
    assert str(resolution.on) == "14.12.2017"
    assert resolution.wording == "Dem Ablauf wird zugestimmt."
    assert resolution.public
    assert (recorded.recorded_by, str(recorded.on)) == (officer, "14.12.2017")
    assert Revision.objects.of(recorded).count() == Revision.objects.of(resolution).count() == 1


@pytest.mark.parametrize(
    ("public", "confidential", "shown"),
    [(True, False, True), (False, False, False), (True, True, False)],
)
def test_a_resolution_is_public_if_sitting_and_paper_are(
    station, officer, public, confidential, shown
):
    Consultation.objects.filter(pk=station.pk).update(public=public)
    station.paper.confidential = confidential
    station.paper.save()
    station.refresh_from_db()

    record_outcome(outcome=outcome(station), by=officer)

    assert Resolution.objects.get().public == shown


def test_a_fuzzy_day_of_a_station_is_not_taken_for_the_day_of_the_result(paper, council, officer):
    station = ConsultationFactory(paper=paper, body=council, date=fuzzy.parse("Ende 2017"))

    assert record_outcome(outcome=outcome(station), by=officer).on is None


def test_the_wording_of_the_minutes_comes_first(station):
    assert wording_of(outcome(station, wording="Zugestimmt.")) == "Zugestimmt."
    assert wording_of(outcome(station, OutcomeKind.RESOLVED_CHANGED)) == ""


def test_a_follow_up_makes_a_resolution_of_any_result(station, officer):
    duty = FollowUp(text="Im Juni berichten", due_on=dt.date(2018, 6, 30))

    recorded = record_outcome(
        outcome=outcome(station, OutcomeKind.POSTPONED), follow_ups=[duty], by=officer
    )

    assert [f.text for f in recorded.resolution.follow_ups.all()] == ["Im Juni berichten"]
    state = Revision.objects.of(recorded.resolution).first().state
    assert state["follow_ups"][0]["text"] == "Im Juni berichten"


def test_a_second_result_of_one_station_is_refused(station, officer):
    OutcomeFactory(consultation=station)

    with pytest.raises(ValidationError, match="inzwischen jemand ein Ergebnis"):
        record_outcome(outcome=outcome(station, OutcomeKind.REJECTED), by=officer)


def test_a_correction_reaches_the_resolution(station, officer):
    recorded = OutcomeFactory(consultation=station, wording="Alt", on=fuzzy.parse("14.12.2017"))
    recorded.wording, recorded.on = "Neu", fuzzy.parse("15.12.2017")

    record_outcome(outcome=recorded, by=officer)

    resolution = Resolution.objects.get()
    assert (resolution.wording, str(resolution.on)) == ("Neu", "15.12.2017")


def test_a_correction_leaves_a_wording_that_somebody_edited(station, officer):
    recorded = OutcomeFactory(consultation=station, wording="Alt")
    Resolution.objects.update(wording="Von Hand")
    recorded.wording = "Neu"

    record_outcome(outcome=recorded, by=officer)

    assert Resolution.objects.get().wording == "Von Hand"


def test_a_correction_may_take_the_resolution_away(station, officer):
    recorded = OutcomeFactory(consultation=station)
    resolution = Resolution.objects.get()
    recorded.kind = OutcomeKind.POSTPONED

    record_outcome(outcome=recorded, by=officer)

    assert not Resolution.objects.exists()
    assert Revision.objects.of(resolution).first().action == RevisionAction.DELETED


def test_a_correction_keeps_a_resolution_with_follow_ups(station, officer):
    recorded = OutcomeFactory(consultation=station)
    FollowUpFactory(resolution=Resolution.objects.get())
    recorded.kind = OutcomeKind.POSTPONED

    record_outcome(outcome=recorded, by=officer)

    assert FollowUp.objects.get().resolution.outcome == recorded


def test_a_correction_does_not_pull_the_ground_from_under_an_edition(station, officer, authority):
    recorded = OutcomeFactory(consultation=station)
    edition = EditionFactory(concept__authority=authority)
    edition.resolutions.create(resolution=Resolution.objects.get())
    recorded.kind = OutcomeKind.POSTPONED

    with pytest.raises(ValidationError, match="nichts wurde geändert"):
        record_outcome(outcome=recorded, by=officer)

    assert Outcome.objects.get().kind == OutcomeKind.RESOLVED


def test_a_correction_does_not_pull_the_ground_from_under_an_amendment(station, officer, authority):
    recorded = OutcomeFactory(consultation=station)
    edition = EditionFactory(concept__authority=authority, adopted=True)
    amendment = AmendmentFactory(edition=edition, kind=AmendmentKind.CHANGED)
    Resolution.objects.get().amendments.add(amendment)
    recorded.kind = OutcomeKind.TAKEN_OFF

    with pytest.raises(ValidationError, match="nichts wurde geändert"):
        record_outcome(outcome=recorded, by=officer)


def test_another_station_stands_behind_the_one_that_postponed(
    paper, committee, council, authority, officer
):
    first = ConsultationFactory(paper=paper, body=committee)
    ConsultationFactory(paper=paper, body=council)

    save_station(
        station=Consultation(paper=paper, body=committee, role=ConsultationRole.PRELIMINARY),
        after=first,
        by=officer,
    )

    bodies = [s.body for s in paper.consultations.all()]
    assert bodies == [committee, committee, council]
    assert len(Revision.objects.of(paper).first().state["consultations"]) == 3


def test_a_station_without_a_place_stands_last_and_a_changed_one_stays(
    paper, committee, council, officer
):
    ConsultationFactory(paper=paper, body=council)
    added = save_station(
        station=Consultation(paper=paper, body=committee, role=ConsultationRole.INFORMATION),
        by=officer,
    )
    added.public = True

    save_station(station=added, by=officer)

    assert [(s.body, s.public) for s in paper.consultations.all()] == [
        (council, False),
        (committee, True),
    ]


def test_the_matter_ends_where_the_last_body_decides(paper, committee, council, authority):
    advisory = BodyFactory(authority=authority)
    ConsultationFactory(paper=paper, body=committee, role=ConsultationRole.PRELIMINARY)
    decides = ConsultationFactory(paper=paper, body=council, role=ConsultationRole.DECISION)
    ConsultationFactory(paper=paper, body=advisory, role=ConsultationRole.INFORMATION)

    assert closing_station(list(paper.consultations.all())) == decides


def test_without_a_decision_it_ends_where_the_last_takes_note(paper, committee, council):
    ConsultationFactory(paper=paper, body=committee, role=ConsultationRole.INFORMATION)
    last = ConsultationFactory(paper=paper, body=council, role=ConsultationRole.INFORMATION)

    assert closing_station(list(paper.consultations.all())) == last
    assert closing_station([]) is None
