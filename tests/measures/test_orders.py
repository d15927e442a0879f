"""In which order the list of measures stands, by each of its columns."""

import pytest
from django.urls import reverse

from integration_portal.core import fuzzy
from measures.actions.status_reports import report_status
from measures.enums import MeasureStatus
from measures.filters import ORDERS
from measures.models import StatusReport
from tests.factories.concepts import FieldOfActionFactory
from tests.factories.measures import MeasureFactory

pytestmark = pytest.mark.django_db

# Upwards, and downwards only what differs from the reverse: what has no value stands last in both.
WANTED = {
    "nummer": "Zebra Äpfel Mond",
    "-nummer": "Mond Äpfel Zebra",
    "titel": "Äpfel Mond Zebra",
    "-titel": "Zebra Mond Äpfel",
    "feld": "Äpfel Zebra Mond",
    "-feld": "Zebra Äpfel Mond",
    "stand": "Äpfel Zebra Mond",
    "-stand": "Zebra Äpfel Mond",
    "ende": "Äpfel Zebra Mond",
    "-ende": "Zebra Äpfel Mond",
    "zuletzt": "Zebra Äpfel Mond",
    "-zuletzt": "Äpfel Zebra Mond",
    "unsinn": "Zebra Äpfel Mond",
}


@pytest.fixture
def three(edition):
    """Mond has neither field nor end, and nobody reported on it."""
    first, second = FieldOfActionFactory.create_batch(2, edition=edition)
    numbered = {"edition": edition, "number_given": True}
    zebra = MeasureFactory(
        **numbered, number="2", title="Zebra", field=second, end_planned=fuzzy.parse("2027")
    )
    apples = MeasureFactory(
        **numbered,
        number="3",
        title="Äpfel",
        field=first,
        end_planned=fuzzy.parse("2029"),
        end_forecast=fuzzy.parse("2026"),
    )
    MeasureFactory(**numbered, number="10", title="Mond")
    # Not in the order of their codes: "done" comes before "planned".
    for measure, status, on in (
        (zebra, MeasureStatus.DONE, "2024"),
        (apples, MeasureStatus.PLANNED, "2025"),
    ):
        report = StatusReport(measure=measure, status=status, on=fuzzy.parse(on))
        report_status(report=report, by=None)


@pytest.mark.parametrize("sort", WANTED)
def test_a_column_sorts_both_ways_and_puts_what_has_no_value_last(
    sort, three, enter, officer, authority
):
    address = reverse("measures:list", args=[authority.slug])

    rows = enter(officer).get(address, {"sort": sort}).context["measures"]

    assert [row.title for row in rows] == WANTED[sort].split()


def test_every_column_is_tried():
    assert {sort.removeprefix("-") for sort in WANTED} == {*ORDERS, "unsinn"}


def test_the_status_sorts_by_its_place_in_a_life_not_by_its_code(
    edition, enter, officer, authority
):
    for status in reversed(MeasureStatus):
        MeasureFactory(edition=edition, status=status)
    address = reverse("measures:list", args=[authority.slug])

    rows = enter(officer).get(address, {"sort": "stand"}).context["measures"]

    assert [row.last_report.status for row in rows] == MeasureStatus.values
