"""An edition in force that nobody touched for long says since when."""

import datetime as dt

import pytest

from concepts.enums import EditionStatus
from concepts.staleness import months_before, quiet_since
from integration_portal.core.fuzzy import parse
from tests.factories import concepts as make
from tests.factories.measures import MeasureFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 22)


@pytest.fixture
def quiet(authority):
    return make.EditionFactory(
        concept__authority=authority, adopted=True, status_on=parse("März 2018")
    )


def test_an_edition_without_a_sign_of_life_is_quiet_since_its_adoption(quiet):
    assert quiet_since(quiet, today=TODAY) == parse("März 2018")


@pytest.mark.parametrize(
    "sign",
    [
        lambda edition: make.AmendmentFactory(edition=edition, on=dt.date(2026, 5, 1)),
        lambda edition: make.EvaluationFactory(edition=edition, published=parse("2026")),
        lambda edition: make.ParticipationEventFactory(edition=edition, date=parse("05/2026")),
        lambda edition: MeasureFactory(edition=edition, status="running"),
    ],
    ids=["amendment", "evaluation", "event", "report"],
)
def test_a_sign_of_life_breaks_the_silence(sign, quiet):
    sign(quiet)

    # An evaluation of "2026" counts from the end of the year on: it is not over yet.
    assert quiet_since(quiet, today=dt.date(2026, 12, 31)) is None


def test_an_older_sign_moves_the_day(quiet):
    make.AmendmentFactory(edition=quiet, on=dt.date(2020, 5, 1))

    assert quiet_since(quiet, today=TODAY) == dt.date(2020, 5, 1)


def test_the_authority_says_how_long_is_long(quiet):
    quiet.authority.stale_after_months = 240

    assert quiet_since(quiet, today=TODAY) is None


@pytest.mark.parametrize("status", [EditionStatus.DRAFT, EditionStatus.SUPERSEDED])
def test_only_what_is_in_force_grows_stale(status, authority):
    edition = make.EditionFactory(
        concept__authority=authority, status=status, status_on=parse("2018")
    )

    assert quiet_since(edition, today=TODAY) is None


def test_without_any_date_nothing_is_claimed(authority):
    edition = make.EditionFactory(concept__authority=authority, status=EditionStatus.PUBLISHED)

    assert quiet_since(edition) is None


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (dt.date(2026, 11, 22), 12, dt.date(2025, 11, 22)),
        (dt.date(2026, 3, 31), 1, dt.date(2026, 2, 28)),
        (dt.date(2026, 1, 15), 1, dt.date(2025, 12, 15)),
    ],
)
def test_months_are_counted_back_on_the_calendar(day, months, before):
    assert months_before(day, months) == before
