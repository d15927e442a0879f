"""What the measures of an edition, a field and a goal come to; each number leads to its list."""

import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from concepts.outline import fields_of, live
from integration_portal.core import fuzzy
from measures.actions.status_reports import report_status
from measures.enums import MeasureStatus
from measures.models import StatusReport
from measures.sums import added_up, progress_by_field
from reports.overview import Overview
from tests.factories.concepts import FieldOfActionFactory, GoalFactory
from tests.factories.measures import MeasureFactory, MilestoneFactory

pytestmark = pytest.mark.django_db


def made(edition, status=None, light="", *, late=False, **fields):
    measure = MeasureFactory(edition=edition, **fields)
    if status:
        today = fuzzy.FuzzyDate.on(timezone.localdate())
        report = StatusReport(measure=measure, on=today, status=status, traffic_light=light)
        report_status(report=report, by=None)
    if late:
        MilestoneFactory(measure=measure, planned=fuzzy.parse("2020"))
    return measure


@pytest.fixture
def field(adopted):
    return FieldOfActionFactory(edition=adopted, title="Sprache")


@pytest.fixture
def mixed(adopted, field):
    """Five measures and a part, which nobody counts."""
    below = FieldOfActionFactory(edition=adopted, parent=field)
    goal = GoalFactory(field=field)
    running = made(adopted, MeasureStatus.RUNNING, "on_track", field=field)
    late = made(adopted, MeasureStatus.RUNNING, "at_risk", late=True, field=below)
    never = made(adopted, late=True)
    done = made(adopted, MeasureStatus.DONE)
    never.further_fields.add(field)
    for measure in (running, late):
        measure.goals.add(goal)
    MeasureFactory(edition=adopted, parent=done)
    return adopted


def test_everything_is_added_up_at_once(mixed, django_assert_num_queries):
    with django_assert_num_queries(1):
        sums = added_up(mixed.measures.whole(), authority=mixed.authority)[None]
    assert (sums.whole, sums.warned) == (4, 2)
    assert dict(sums.progress) == {"on_track": 1, "late": 2, "achieved": 1}
    assert dict(sums.status) == {"running": 2, "done": 1, None: 1}
    assert dict(sums.light) == {"on_track": 1, "at_risk": 1, "": 1, None: 1}
    assert dict(sums.warnings) == {"milestone": 2, "stale": 1}


def test_goals_are_added_up_in_one_query(mixed, django_assert_num_queries):
    goal = mixed.fields.get(parent=None).goals.get()
    with django_assert_num_queries(1):
        sums = added_up(
            mixed.measures.whole().filter(goals__in=[goal]), authority=mixed.authority, by="goals"
        )
    assert list(sums) == [goal.pk]
    assert (sums[goal.pk].whole, sums[goal.pk].warned) == (2, 1)


PAIR = re.compile(r'<a\s+href="(/[^"]*/massnahmen/\?[^"]+)"\s*>\s*(\d+)\s*</a>')


def numbers_of(page: str) -> list[tuple[str, int]]:
    return [(unescape(url), int(number)) for url, number in PAIR.findall(page)]


@pytest.mark.parametrize("page", ["overview", "edition", "field"])
def test_every_number_leads_to_as_many_measures(page, enter, reader, officer, mixed, authority):
    field = mixed.fields.get(parent=None)
    address = {
        "overview": reverse("reports:overview", args=[authority.slug]),
        "edition": mixed.get_absolute_url(),
        "field": field.get_absolute_url(),
    }[page]
    client = enter(officer)
    numbers = numbers_of(client.get(address).content.decode())
    assert len(numbers) >= 8
    for url, number in numbers:
        if page == "overview" and "fortschritt=" in url:
            continue  # counted by main field there
        assert client.get(url).context["paginator"].count == number, url
    # Council readers see the same numbers.
    assert numbers_of(enter(reader).get(address).content.decode()) == numbers


def test_an_edition_without_measures_says_nothing(enter, officer, adopted):
    page = enter(officer).get(adopted.get_absolute_url()).content.decode()
    assert "Stand der Umsetzung" not in page


def test_pages_that_add_up_cost_the_same_for_one_and_three(
    enter, officer, adopted, field, authority, count_queries
):
    client = enter(officer)
    pages = [
        reverse("reports:overview", args=[authority.slug]),
        adopted.get_absolute_url(),
        field.get_absolute_url(),
    ]

    def add():
        measure = made(adopted, MeasureStatus.RUNNING, "on_track", field=field)
        measure.goals.add(GoalFactory(field=field))

    add()
    before = [count_queries(client, page) for page in pages]
    add()
    add()
    assert [count_queries(client, page) for page in pages] == before
    assert max(before) <= 30


@pytest.fixture
def shared(adopted, field):
    """Two fields: one measure stands in both, one twice in the same, one in none."""
    field.number = "1"
    field.save()
    other = FieldOfActionFactory(edition=adopted, number="2", title="Arbeit", position=9)
    below = FieldOfActionFactory(edition=adopted, parent=field)
    twice = made(adopted, MeasureStatus.DONE, field=below)
    twice.further_fields.add(field)
    both = made(adopted, MeasureStatus.RUNNING, field=field)
    both.further_fields.add(other)
    only_further = made(adopted, late=True)
    only_further.further_fields.add(other)
    made(adopted)
    return adopted


def test_the_picture_by_field_counts_what_its_links_list(shared, enter, officer, authority):
    board = Overview(authority=authority, user=officer, edition=shared, today=timezone.localdate())
    rows = board.progress["rows"]
    client = enter(officer)

    assert [(row["label"], row["note"]) for row in rows] == [
        ("1 Sprache", "1 von 2"), ("2 Arbeit", "0 von 2"), ("ohne Handlungsfeld", "0 von 1"),
    ]  # fmt: skip
    for part in (part for row in rows for part in row["parts"] if part["count"]):
        assert client.get(part["url"]).context["paginator"].count == part["count"]


def test_the_fields_of_a_concept_count_as_the_list_does(shared, officer):
    nodes = [node for top in fields_of(shared, officer) for node in top.walk()]

    assert {node.measures for node in nodes} == {1, 2}
    for node in nodes:
        listed = shared.measures.whole().in_field(node.thing.pk).distinct().count()
        assert node.measures == listed
    assert live(shared, officer).measures_without_field == 1


def test_the_page_of_a_field_shows_a_measure_that_stands_there_too(shared, enter, officer):
    other = shared.fields.get(number="2")
    page = enter(officer).get(other.get_absolute_url())
    shown = [measure for table in page.context["tables"] for measure in table["rows"]]
    assert {measure.pk for measure in shown} == set(
        other.edition.measures.in_field(other.pk).values_list("pk", flat=True)
    )
    assert len(shown) == 2


def test_counting_by_field_is_one_query(shared, django_assert_num_queries):
    with django_assert_num_queries(1):
        progress_by_field(shared.measures.whole(), {})
