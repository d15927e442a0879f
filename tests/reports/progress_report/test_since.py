"""What moved since the last Sachstandsbericht, and what was resolved and is overdue."""

import datetime as dt

import pytest

from concepts.enums import AmendmentKind
from concepts.models import Amendment
from measures.enums import MeasureStatus
from tests.factories.measures import MeasureFactory
from tests.reports import papers

from .conftest import KIND, data, entry, overdue, shown, told

pytestmark = pytest.mark.django_db


def test_decisions_stand_with_who_asks_for_them(edition, course):
    told(course, "01.10.2026", decision_needed="Wer zahlt 2027?")

    said = papers.words(KIND, edition)

    assert "Zu entscheiden 1.1 Kurs Wer zahlt 2027? Volkshochschule" in said


def test_overdue_duties_are_told_of_unless_done_by_then(authority, edition, course):
    duty = overdue(authority, public=True)
    assert [row["due"] for row in data(edition)["follow_ups"]] == ["01.09.2026"]

    duty.done_on = dt.date(2026, 10, 1)
    duty.save()
    assert data(edition)["follow_ups"] == []
    assert len(data(edition, stichtag="15.09.2026")["follow_ups"]) == 1


def test_what_was_resolved_behind_closed_doors_stays_inside(authority, edition):
    overdue(authority, public=False)

    assert data(edition)["follow_ups"] == []
    assert len(data(edition, anmerkungen="mit")["follow_ups"]) == 1


def test_duties_of_a_part_of_the_concept(authority, edition, field, course):
    duty = overdue(authority, public=True)
    school = course.roles.get().organisation

    assert data(edition, felder=[str(field.pk)])["follow_ups"] == []
    assert data(edition, organisation=str(school.pk))["follow_ups"] == []
    duty.responsible = school
    duty.save()
    assert len(data(edition, organisation=str(school.pk))["follow_ups"]) == 1


def test_it_tells_what_moved_since_a_day(edition, course):
    told(course, "01.03.2026", MeasureStatus.PREPARING)
    told(course, "01.10.2026", MeasureStatus.RUNNING)
    Amendment.objects.create(
        edition=edition, kind=AmendmentKind.CHANGED, on=dt.date(2026, 9, 1), reason="Mehr Zeit",
        subject_type="measures.measure", subject_id=course.pk, label="1.1 Kurs",
    )  # fmt: skip

    there = shown(edition, seit="01.06.2026")

    assert there["moved"]["rows"] == [["1.1 Kurs", "in Vorbereitung", "in Umsetzung"]]
    assert there["amendments"]["rows"] == [["01.09.2026", "1.1 Kurs: Plan geändert", "Mehr Zeit"]]
    assert "Maßnahmen nach Fortschritt, damals und heute" in [c["title"] for c in there["charts"]]


def test_a_measure_added_later_was_nothing_then(edition, course):
    Amendment.objects.create(
        edition=edition, kind=AmendmentKind.ADDED, on=dt.date(2026, 9, 1), reason="Neu",
        subject_type="measures.measure", subject_id=course.pk, label="1.1 Kurs",
    )  # fmt: skip

    assert entry(edition, seit="01.06.2026")["before"] is None
    assert entry(edition, seit="01.10.2026")["before"] is not None


def test_without_a_day_it_compares_with_the_last_report(edition, course, issued_of):
    issued_of(KIND, edition, edition.authority, data={"stichtag": "2026-06-30"})
    issued_of(KIND, edition, edition.authority, data={"stichtag": "2026-01-31"})
    issued_of(KIND, edition, edition.authority, data={"stichtag": "2026-08-31"}, draft=True)

    assert data(edition)["since"] == "2026-06-30"
    assert data(edition, stichtag="30.06.2026")["since"] == "2026-01-31"
    assert data(edition, seit="01.05.2026")["since"] == "2026-05-01"


def test_only_what_changed_a_part_with_its_whole(edition, field, course):
    told(course, "01.03.2026")
    part = MeasureFactory(edition=edition, parent=course, title="Probe")
    told(part, "01.10.2026")
    quiet = MeasureFactory(edition=edition, field=field, number="1.2", title="Treff")
    told(quiet, "01.03.2026")

    found = data(edition, seit="01.06.2026", auswahl="geaenderte")["measures"]

    assert {row["id"] for row in found} == {course.pk, part.pk}
