"""What an edition becomes by a resolution, and the duties that follow from one."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from concepts.enums import EditionStatus
from council.actions.resolutions import (
    adopt_edition,
    adoption_of,
    finish,
    resolve_edition,
    status_by,
    tie,
)
from council.enums import OutcomeKind
from council.models import Resolution
from integration_portal.core import fuzzy
from integration_portal.history.models import Revision
from tests.factories.concepts import EditionFactory
from tests.factories.council import (
    ConsultationFactory,
    CouncilPaperFactory,
    FollowUpFactory,
    OutcomeFactory,
    ResolutionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(authority):
    return EditionFactory(concept__authority=authority, status=EditionStatus.DELIBERATION)


@pytest.fixture
def station(authority, edition, council):
    paper = CouncilPaperFactory(authority=authority, edition=edition, sent=True)
    return ConsultationFactory(paper=paper, body=council)


def offered(station):
    paper = station.paper
    return adoption_of(paper, list(paper.consultations.select_related("outcome")))


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (OutcomeKind.RESOLVED, EditionStatus.ADOPTED),
        (OutcomeKind.RESOLVED_CHANGED, EditionStatus.ADOPTED),
        (OutcomeKind.NOTED, EditionStatus.NOTED),
        (OutcomeKind.NOTED_WITH_APPROVAL, EditionStatus.NOTED),
        (OutcomeKind.RECOMMENDED, None),
        (OutcomeKind.REJECTED, None),
        (OutcomeKind.POSTPONED, None),
    ],
)
def test_what_an_edition_becomes_follows_from_the_result(station, kind, status):
    OutcomeFactory(consultation=station, kind=kind)

    found = offered(station)

    assert status_by(kind) == status
    assert (found and found.to) == status


def test_nothing_is_offered_before_the_deciding_body_has_spoken(station):
    assert offered(station) is None


def test_nothing_is_offered_without_an_edition(authority, council):
    paper = CouncilPaperFactory(authority=authority, sent=True)
    station = ConsultationFactory(paper=paper, body=council)
    OutcomeFactory(consultation=station)

    assert offered(station) is None


def test_nothing_is_offered_for_an_edition_that_counts_already(authority, council):
    edition = EditionFactory(concept__authority=authority, adopted=True)
    paper = CouncilPaperFactory(authority=authority, edition=edition, sent=True)
    station = ConsultationFactory(paper=paper, body=council)
    OutcomeFactory(consultation=station)

    assert offered(station) is None


def test_adopting_keeps_the_resolution_and_the_day(station, edition, officer):
    OutcomeFactory(consultation=station, on=fuzzy.parse("16.11.2020"))
    found = offered(station)

    adopt_edition(edition=edition, resolution=found.resolution, to=found.to, by=officer)

    edition.refresh_from_db()
    assert (edition.status, str(edition.status_on)) == ("adopted", "16.11.2020")
    assert edition.resolutions.get().resolution == found.resolution
    assert edition.adopted_at is not None
    assert str(edition.resolutions.get()) == str(found.resolution)


def test_a_refused_step_leaves_nothing_behind(edition, officer, council):
    resolution = ResolutionFactory(body=council, on=fuzzy.parse(f"{timezone.localdate().year + 2}"))

    with pytest.raises(ValidationError):
        adopt_edition(edition=edition, resolution=resolution, to=EditionStatus.ADOPTED, by=officer)

    assert not edition.resolutions.exists()


def test_a_former_edition_may_go_on_beside_the_new_one(edition, officer, council):
    former = EditionFactory(concept=edition.concept, adopted=True)
    resolution = ResolutionFactory(body=council, on=fuzzy.parse("2025"))

    adopt_edition(
        edition=edition,
        resolution=resolution,
        to=EditionStatus.ADOPTED,
        supersede=False,
        by=officer,
    )

    former.refresh_from_db()
    assert former.status == EditionStatus.ADOPTED


def test_the_resolution_of_a_neighbour_adopts_nothing(edition, neighbour):
    stranger = ResolutionFactory(body__authority=neighbour)

    with pytest.raises(ValidationError, match="verschiedenen Kommunen"):
        tie(edition=edition, resolution=stranger)


def test_an_old_edition_has_a_resolution_that_stands_alone(authority, officer, council):
    edition = EditionFactory(concept__authority=authority)
    resolution = Resolution(
        body=council, on=fuzzy.parse("2006"), title="Konzept", wording="In großer Einigkeit"
    )

    resolve_edition(edition=edition, resolution=resolution, to=EditionStatus.ADOPTED, by=officer)

    edition.refresh_from_db()
    assert (edition.status, str(edition.status_on)) == ("adopted", "2006")
    assert resolution.authority == authority
    assert Revision.objects.of(resolution).exists()


def test_a_resolution_may_leave_the_edition_as_it_is(edition, officer, council):
    resolution = Resolution(body=council, on=fuzzy.parse("März 2018"), title="Verfahren")

    resolve_edition(edition=edition, resolution=resolution, by=officer)

    edition.refresh_from_db()
    assert edition.status == EditionStatus.DELIBERATION
    assert edition.resolutions.get().resolution == resolution


def test_a_duty_is_done_once(officer):
    duty = FollowUpFactory()

    finish(follow_up=duty, by=officer, on=dt.date(2026, 5, 1))
    finish(follow_up=duty, by=officer)

    duty.refresh_from_db()
    assert duty.done_on == dt.date(2026, 5, 1)
    assert Revision.objects.of(duty.resolution).count() == 1
    assert not duty.is_overdue


def test_a_duty_is_done_today_unless_another_day_is_given(officer):
    duty = finish(follow_up=FollowUpFactory(), by=officer)

    assert duty.done_on == timezone.localdate()
