"""The overview tells what changed last, to those who work inside."""

import pytest

from integration_portal.history.actions import record
from tests.factories.measures import MeasureFactory

from .conftest import reported

pytestmark = pytest.mark.django_db


def test_changes_are_for_who_works_inside(edition, officer, reader, board):
    MeasureFactory(edition=edition, saved=True)

    assert len(board(officer).revisions) == 1
    assert len(board(reader).revisions) == 0


def test_a_change_of_a_part_names_the_whole_and_leads_there(edition, officer, board):
    measure = reported(edition, number="1.3", title="Sprachcafé")
    record(measure.last_report, by=officer)

    told = board(officer).revisions[0]

    assert (told.whole, told.url) == ("1.3 Sprachcafé", measure.get_absolute_url())
    assert told.subject.startswith("Sachstand")


def test_a_name_that_says_what_it_is_stands_alone(edition, officer, board):
    edition.concept.title = "Integrationskonzept der Stadt"
    record(edition.concept, by=officer)

    told = board(officer).revisions[0]

    assert (told.subject, told.url) == (
        "Integrationskonzept der Stadt", edition.concept.get_absolute_url(),
    )  # fmt: skip
