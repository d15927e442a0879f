"""The Sachstandsbericht: by what was known on its Stichtag, of what was chosen."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from integration_portal.core import fuzzy
from measures.enums import MeasureStatus, ReportState, TrafficLight
from measures.models import MeasureCost
from tests.documents import reading
from tests.factories.concepts import EditionFactory, FieldOfActionFactory
from tests.factories.measures import MeasureFactory, MilestoneFactory, full_measure
from tests.reports import papers

from .conftest import KIND, data, entry, overdue, shown, told

pytestmark = pytest.mark.django_db


def test_the_newest_report_up_to_the_stichtag_counts(edition, course):
    told(course, "31.03.2026", text="Es geht los.")
    told(course, "31.10.2026", MeasureStatus.DONE, text="Fertig.")

    assert entry(edition)["report"]["text"] == "Fertig."
    assert entry(edition, stichtag="30.10.2026")["report"]["text"] == "Es geht los."
    assert entry(edition, stichtag="01.01.2026")["report"] is None


def test_nobody_reads_of_a_report_that_is_not_approved(edition, course):
    told(course, "31.03.2026", text="Es geht los.")
    told(course, "31.10.2026", text="Noch geheim.", state=ReportState.SUBMITTED)

    assert entry(edition)["report"]["text"] == "Es geht los."
    assert "Noch geheim" not in str(data(edition))


def test_of_two_reports_on_one_day_the_one_written_last_counts(edition, course):
    told(course, "31.10.2026", text="Zuerst.")
    told(course, "31.10.2026", text="Danach.")

    assert entry(edition)["report"]["text"] == "Danach."


def test_progress_is_that_of_the_stichtag(edition, course):
    MilestoneFactory(
        measure=course, planned=fuzzy.parse("1/2026"), actual=fuzzy.parse("15.04.2026")
    )
    told(course, "02.01.2026")
    told(course, "01.10.2026", MeasureStatus.DONE)

    def progress(day):
        return entry(edition, stichtag=day)["progress"]

    assert [progress(day) for day in ("01.01.2026", "01.03.2026", "01.05.2026", "02.10.2026")] == [
        "planned", "late", "on_track", "achieved",
    ]  # fmt: skip


def test_set_aside_is_neither_late_nor_under_way(edition, course):
    MilestoneFactory(measure=course, planned=fuzzy.parse("1/2026"))
    told(course, "01.10.2026", MeasureStatus.STOPPED)

    assert entry(edition)["progress"] == "aside"
    assert entry(edition)["warnings"] == []


def test_only_some_fields_with_all_below_them(edition, field, course):
    below = FieldOfActionFactory(edition=edition, parent=field, number="1.a", title="Eltern")
    inside = MeasureFactory(edition=edition, field=below, title="Mentorinnen")
    part = MeasureFactory(edition=edition, parent=course, title="Probe")
    MeasureFactory(edition=edition, title="Anderswo")

    found = data(edition, felder=[str(field.pk)])

    assert {row["id"] for row in found["measures"]} == {course.pk, inside.pk, part.pk}
    assert found["only"]["fields"] == ["1 Sprache"]


def test_only_one_organisation(edition, field, course):
    school = course.roles.get().organisation
    MeasureFactory(edition=edition, field=field, title="Anderswo")

    found = data(edition, organisation=str(school.pk))

    assert [row["id"] for row in found["measures"]] == [course.pk]
    assert found["only"]["organisation"] == "Volkshochschule"


def test_an_empty_choice_says_so_and_prints_no_section(edition):
    said = papers.words(KIND, edition)

    assert "Zu dieser Auswahl gibt es keine Maßnahme." in said
    assert "In Zahlen" not in said


def test_empty_sections_are_not_printed(edition, course):
    told(course, "01.10.2026", text="Alles läuft.")

    assert papers.headings(KIND, edition) == [
        "Sachstandsbericht",
        "Inhalt",
        "In Zahlen",
        "Maßnahmen nach Handlungsfeld",
        "1 Sprache",
        "1.1 Kurs",
    ]


def test_money_is_planned_and_spent_by_year(edition, course):
    MeasureCost.objects.create(measure=course, year=2025, budget=100, spent=Decimal("90.50"))
    MeasureCost.objects.create(measure=course, year=2026, budget=200)
    told(course, "31.03.2026", spent=50)
    told(course, "30.09.2026", spent=120, reached=40)
    told(course, "01.10.2026", text="Ohne Zahlen.")

    there = shown(edition)

    money = next(c for c in there["charts"] if c["title"] == "Mittel nach Jahren")
    assert money["rows"] == [["2025", "100\xa0€", "90,50\xa0€"], ["2026", "200\xa0€", "120\xa0€"]]
    facts = {fact["label"]: fact["value"] for fact in there["facts"]}
    assert facts["Mittel"] == "2026: geplant 200\xa0€, verausgabt 120\xa0€ (60 Prozent)"
    assert facts["Erreichte Menschen"] == "40 in diesem Jahr"


def test_spending_in_a_year_without_costs_is_told(edition, course):
    told(course, "31.03.2026", spent=50)

    assert "2026: verausgabt 50 €" in papers.words(KIND, edition)


def test_internal_remarks_are_not_even_frozen_unless_asked_for(edition, course):
    told(course, "01.10.2026", internal_note="Streit im Verein.")

    assert "Streit" not in str(papers.frozen(KIND, edition))
    assert "Intern Streit im Verein." in papers.words(KIND, edition, anmerkungen="mit")


def test_a_report_with_internal_remarks_is_never_public(edition, course):
    assert papers.frozen(KIND, edition)["public"] is True
    inside = papers.frozen(KIND, edition, anmerkungen="mit")

    assert (inside["public"], inside["internal"]) == (False, True)
    assert "nur intern" in papers.html(KIND, edition, anmerkungen="mit")


def test_the_number_of_queries_is_the_same_for_one_and_three_measures(authority):
    counts = []
    for number in (1, 3):
        edition = EditionFactory(concept__authority=authority, adopted=True)
        for _n in range(number):
            measure = full_measure(edition=edition, authority=authority)
            told(measure, "01.10.2026", traffic_light=TrafficLight.AT_RISK, spent=5)
        with CaptureQueriesContext(connection) as queries:
            papers.frozen(KIND, edition, seit="01.01.2026")
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.pdf
def test_it_is_sound(authority, edition, field, course):
    """With all it can show; others are drawn from the demo data."""
    for light in TrafficLight:
        measure = full_measure(edition=edition, authority=authority, field=field)
        told(
            measure, "01.10.2026", traffic_light=light, text="Es geht voran.\nLangsam.",
            decision_needed="Wer zahlt?", internal_note="Ärger.", spent=3, reached=4,
        )  # fmt: skip
    overdue(authority, public=True)

    paper = papers.paper(KIND, edition, anmerkungen="mit", seit="01.01.2026")

    assert reading.complaints(paper.pdf) == {}
    assert "Ärger." in reading.words(paper.pdf)
    assert "Ärger." not in papers.words(KIND, edition)
    assert "Ärger." not in papers.words(KIND, edition, umfang="kurz")
