"""The measures through time."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from integration_portal.core import fuzzy
from measures import schedule
from measures.models import Measure, Milestone
from tests.factories.concepts import FieldOfActionFactory
from tests.factories.measures import MeasureFactory, MilestoneFactory

TODAY = dt.date(2026, 7, 2)


def drawn(*steps, **dates):
    """The only row of a schedule: a measure with these dates."""
    known = {
        name: fuzzy.parse(text) if isinstance(text, str) else text for name, text in dates.items()
    }
    measure = Measure(pk=1, number="1.1", title="Sprach<café>", **known)
    axis, [group] = schedule.groups([measure], steps, [], TODAY)
    return axis, group.rows[0]


def step(*, late=False, **dates):
    known = {name: fuzzy.parse(text) for name, text in dates.items()}
    found = Milestone(measure_id=1, title="Start", **known)
    found.is_overdue = late
    return found


def bars(row):
    """Class, and from where to where in per cent."""
    found = re.findall(
        r'<rect class="gantt__([^"]*)" x="([\d.]+)%" y="\d+" width="([\d.]+)%"', str(row.picture)
    )
    return [(css, float(x), round(float(x) + float(width), 1)) for css, x, width in found]


def test_plan_forecast_and_actual_are_three_shapes():
    _axis, row = drawn(
        start_planned="1.1.2026",
        end_planned="30.6.2026",
        end_forecast="30.9.2026",
        start_actual="1.4.2026",
    )
    assert [css for css, *_ in bars(row)] == [
        "bar gantt__bar--plan",
        "bar gantt__bar--forecast",
        "bar gantt__bar--actual",
    ]
    assert 'fill="url(#gantt-hatch)"' in row.picture
    assert (row.plan, row.forecast, row.actual) == (
        "01.01.2026 bis 30.06.2026", "01.04.2026 bis 30.09.2026", "ab 01.04.2026"
    )  # fmt: skip


def test_what_goes_on_is_filled_until_today():
    axis, row = drawn(start_actual="1.1.2026")
    [(_css, x, end)] = bars(row)
    assert (x, end) == (0, pytest.approx(axis.now, abs=0.4))


def test_a_fuzzy_date_takes_its_whole_span():
    axis, row = drawn(start_planned="2025", end_planned="2027")
    sure, begin, end = bars(row)
    assert begin == ("maybe", 0, pytest.approx(axis.at(dt.date(2026, 1, 1)), abs=0.1))
    assert end == ("maybe", axis.at(dt.date(2027, 1, 1)), 100)
    assert sure[0] == "bar gantt__bar--plan"


def test_where_nothing_is_certain_only_the_span_is_drawn():
    _axis, row = drawn(start_planned="2026", end_planned="2026")
    assert bars(row) == [("maybe", 0, 100)]


@pytest.mark.parametrize(
    ("dates", "line"),
    [
        ({"start_planned": "2025"}, "open"),
        ({"end_planned": "2027"}, "open"),
        ({"start_planned": "2025", "permanent": True}, "lasting"),
    ],
)
def test_an_edge_nobody_knows_stays_open(dates, line):
    _axis, row = drawn(**dates)
    assert [css for css, *_ in bars(row)] == ["maybe"]
    assert f'class="gantt__{line}"' in row.picture


def test_milestones_are_told_apart_by_shape():
    _axis, row = drawn(
        step(planned="2/2026", actual="3/2026"),
        step(planned="1.5.2026", late=True),
        step(planned="12/2026"),
        step(),
    )
    assert re.findall("gantt-(done|late|next)", str(row.picture)) == ["done", "late", "next"]
    assert row.steps == [
        "Start, erreicht März 2026", "Start, überfällig seit 01.05.2026", "Start, Dezember 2026",
        "Start, ohne Termin",
    ]  # fmt: skip
    assert 'class="gantt__maybe"' in row.picture  # a month is a span


def test_a_picture_says_in_words_what_it_shows():
    _axis, row = drawn(step(planned="2027"), start_planned="2026")
    assert (
        "<title>1.1 Sprach&lt;café&gt;. Plan: ab 2026. Zwischenziele: Start, 2027</title>"
        in row.picture
    )
    assert "ohne Termine" in drawn()[1].picture
    assert drawn(permanent=True)[1].plan == "auf Dauer"


def test_long_times_are_written_with_fewer_years():
    axis, _row = drawn(start_planned="2000", end_planned="2030")
    assert [year for year, _x in axis.years] == list(range(2000, 2031, 3))


# The page


@pytest.fixture
def address(authority):
    return reverse("measures:list", args=[authority.slug])


@pytest.mark.django_db
def test_the_schedule_has_the_filters_of_the_list_and_its_fields_in_order(
    enter, officer, edition, address
):
    second = FieldOfActionFactory(edition=edition, number="2", title="Arbeit", position=2)
    first = FieldOfActionFactory(edition=edition, number="1", title="Sprache", position=1)
    for field in (second, first, None):
        MeasureFactory(
            edition=edition, field=field, key_project=True, end_planned=fuzzy.parse("2027")
        )
    MeasureFactory(edition=edition, field=first)

    page = enter(officer).get(address, {"ansicht": "zeitplan", "schluesselprojekt": "on"})

    groups = [(group.label, len(group.rows)) for group in page.context["groups"]]
    assert groups == [("1 Sprache", 1), ("2 Arbeit", 1), ("Ohne Handlungsfeld", 1)]
    assert 'href="?schluesselprojekt=on"' in page.content.decode()
    assert "style=" not in page.content.decode().split("<main")[1]


@pytest.mark.django_db
def test_the_schedule_costs_the_same_for_one_and_three(
    enter, officer, edition, address, count_queries
):
    def add():
        measure = MeasureFactory(edition=edition, start_planned=fuzzy.parse("2026"))
        for month in (1, 2, 3):
            MilestoneFactory(measure=measure, planned=fuzzy.parse(f"{month}/2027"))

    client = enter(officer)
    add()
    one = count_queries(client, f"{address}?ansicht=zeitplan")
    add()
    add()
    assert count_queries(client, f"{address}?ansicht=zeitplan") == one <= 12


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "ansicht=zeitplan"])
def test_without_a_concept_and_without_measures_the_page_says_so(
    query, enter, officer, authority, address, request
):
    assert "Noch kein Konzept" in enter(officer).get(f"{address}?{query}").content.decode()
    request.getfixturevalue("edition")
    assert "Noch keine Maßnahme" in enter(officer).get(f"{address}?{query}").content.decode()
