"""A measure through the years, as a picture and as the table behind it."""

import datetime as dt
import re

import pytest

from integration_portal.core import fuzzy
from measures.actions.status_reports import report_status
from measures.enums import MeasureStatus, ReportState
from measures.models import MeasureCost, StatusReport
from measures.timeline import Timeline
from tests.factories.concepts import AmendmentFactory
from tests.factories.council import ResolutionFactory
from tests.factories.measures import MeasureFactory, MilestoneFactory
from tests.measures.browsing import url

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 22)


def report(measure, on, status=MeasureStatus.RUNNING, **fields):
    said = StatusReport(measure=measure, on=fuzzy.parse(on), status=status, **fields)
    return report_status(report=said, by=None)


@pytest.fixture
def full(adopted):
    measure = MeasureFactory(
        edition=adopted,
        start_planned=fuzzy.parse("Frühjahr 2025"),
        end_planned=fuzzy.parse("06/2027"),
        start_actual=fuzzy.parse("05/2025"),
        end_forecast=fuzzy.parse("12/2027"),
    )
    for title, fields in (
        ("Auftakt", {"planned": "03/2025", "actual": "15.04.2025"}),
        ("Schulung", {"planned": "10/2026"}),
        ("Übergabe", {"planned": "10/2026", "forecast": "03/2027"}),
        ("Abschluss", {"planned": "05/2027"}),
        ("Ohne Tag", {}),
    ):
        dates = {name: fuzzy.parse(day) for name, day in fields.items()}
        MilestoneFactory(measure=measure, title=title, **dates)
    report(measure, "30.09.2026", text="Zwölf Lotsen.", traffic_light="delayed")
    report(measure, "31.10.2026", state=ReportState.DRAFT, text="Noch nicht freigegeben.")
    MeasureCost.objects.create(measure=measure, year=2025, budget=2000, spent=3000)
    MeasureCost.objects.create(measure=measure, year=2026, budget=6000, spent=1500)
    return measure


@pytest.fixture
def timeline(full, officer):
    return Timeline(full, officer, today=TODAY)


def test_the_table_tells_everything_by_day(timeline):
    told = [(entry.when, entry.kind, entry.text, entry.state) for entry in timeline.entries]
    assert told == [
        ("2025", "Geld", "Ansatz 2.000\xa0€, verausgabt 3.000\xa0€", "überzogen"),
        ("Frühjahr 2025 bis Juni 2027", "Laufzeit", "Plan", ""),
        ("15.04.2025", "Zwischenziel", "Auftakt", "erreicht"),
        ("Mai 2025 bis Dezember 2027", "Laufzeit", "Prognose und Ist", ""),
        ("2026", "Geld", "Ansatz 6.000\xa0€, verausgabt 1.500\xa0€", ""),
        ("30.09.2026", "Sachstand", "Zwölf Lotsen.", "in Umsetzung"),
        ("Oktober 2026", "Zwischenziel", "Schulung", "überfällig"),
        ("März 2027", "Zwischenziel", "Übergabe", "verschoben"),
        ("Mai 2027", "Zwischenziel", "Abschluss", "vorgesehen"),
    ]


def test_marks_stand_at_their_place_in_the_years(timeline):
    picture = timeline.picture
    assert [tick["year"] for tick in picture["ticks"]] == [2025, 2026, 2027]
    lanes = {lane.title: lane.marks for lane in picture["lanes"]}
    assert list(lanes) == ["Laufzeit", "Zwischenziele", "Sachstände", "Geld"]
    columns = [(mark["x"], mark["height"], mark["spent"]) for mark in lanes["Geld"]]
    assert columns == [(0.0, 15, 22), (33.333, 44, 11)]
    (said,) = lanes["Sachstände"]
    assert (said["entry"].tone, 57 < said["x"] < 59) == ("late", True)
    plan, now = lanes["Laufzeit"]
    assert plan["y"] < now["y"]
    assert plan["x"] + plan["width"] < now["x"] + now["width"] == pytest.approx(100)
    assert "Zwischenziele: 4" in timeline.summary


def test_what_has_no_end_goes_on_until_today(adopted, officer):
    measure = MeasureFactory(edition=adopted, permanent=True, start_planned=fuzzy.parse("2020"))
    (plan,) = Timeline(measure, officer, today=TODAY).entries
    assert (plan.when, plan.last) == ("ab 2020, auf Dauer", TODAY)


def test_many_years_name_only_some(adopted, officer):
    measure = MeasureFactory(edition=adopted, start_planned=fuzzy.parse("2000"))
    ticks = Timeline(measure, officer, today=TODAY).picture["ticks"]
    assert [tick["year"] for tick in ticks if tick["year"]] == list(range(2000, 2027, 3))


def test_resolutions_are_shown_to_whom_they_are_open(full, officer, reader, authority):
    amendment = AmendmentFactory(edition=full.edition, thing=full)
    for title, public in (("Träger gewechselt", True), ("Vertrag", False)):
        resolution = ResolutionFactory(
            authority=authority, title=title, public=public, on=fuzzy.parse("12.05.2026")
        )
        resolution.amendments.add(amendment)

    def seen(user):
        found = Timeline(full, user, today=TODAY).entries
        return [entry.text for entry in found if entry.kind == "Beschluss"]

    assert seen(officer) == ["Träger gewechselt", "Vertrag"]
    assert seen(reader) == ["Träger gewechselt"]


def test_the_page_has_picture_and_table(enter, reader, full):
    page = enter(reader).get(url("timeline", full)).content.decode()
    assert 'role="img"' in page
    assert "Der Reihe nach" in page
    assert "Zwölf Lotsen." in page
    assert "Noch nicht freigegeben." not in page
    assert not re.search(r"\sstyle=", page)


def test_without_dates_the_page_says_what_belongs_here(enter, reader, adopted_measure):
    page = enter(reader).get(url("timeline", adopted_measure)).content.decode()
    assert "Noch nichts mit einem Datum" in page


def test_the_page_costs_the_same_for_one_and_three(enter, officer, full, count_queries):
    client, page = enter(officer), url("timeline", full)
    before = count_queries(client, page)
    for day in ("1.10.2026", "2.10.2026"):
        report(full, day)
        MilestoneFactory(measure=full, planned=fuzzy.parse(day))
    assert count_queries(client, page) == before <= 30
