"""Late is said in one place: lists, pictures, badges and papers agree, overruled or not."""

import datetime as dt
from itertools import product

import pytest
from django.urls import reverse
from django.utils import timezone

from integration_portal.history.reading import stated
from integration_portal.history.registry import state
from integration_portal.history.thaw import thaw
from measures.enums import MeasureStatus, Progress, WarningKind
from measures.models import Measure, Milestone, WarningOverrule
from measures.schedule import groups
from measures.timeline import Timeline
from measures.warnings import warnings_of
from reports.overview import Overview
from reports.recipes.standings import progress_on
from reports.work_list import WorkList
from tests.factories.measures import MeasureFactory, MilestoneFactory
from tests.factories.stakeholders import OrganisationFactory
from tests.measures.browsing import url

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
DAYS = (None, "2020", "2099")


@pytest.fixture
def late(adopted, authority):
    """Under way, with a milestone that was not reached."""
    lead = OrganisationFactory(authority=authority)
    measure = MeasureFactory(edition=adopted, status=MeasureStatus.RUNNING, led_by=lead)
    MilestoneFactory(measure=measure, title="Auftakt", planned="2020")
    return measure


def overrule(measure, kind, until=None):
    until = until or timezone.localdate()
    return WarningOverrule.objects.create(measure=measure, kind=kind, reason="Ja.", until=until)


def said(measure, on, user) -> dict:
    """What every place of the portal says on the day."""
    row = Measure.objects.with_progress(on).get(pk=measure.pk)
    steps = Milestone.objects.with_lateness(on)
    _axis, (group,) = groups([measure], steps, [], on)
    return {
        "filter": Measure.objects.overdue(on).exists(),
        "progress": row.progress == Progress.LATE,
        "badge": any(warning.is_late for warning in warnings_of(measure, on)),
        "milestones": Milestone.objects.overdue(on).exists(),
        "schedule": "überfällig" in " ".join(group.rows[0].steps),
        "timeline": "überfällig" in [e.state for e in Timeline(measure, user, today=on).entries],
    }


def test_an_overruled_milestone_is_late_nowhere_until_the_day_has_passed(late, officer):
    today = timezone.localdate()
    assert set(said(late, today, officer).values()) == {True}

    overrule(late, WarningKind.MILESTONE)

    assert set(said(late, today, officer).values()) == {False}
    assert set(said(late, today + DAY, officer).values()) == {True}


def test_pages_do_not_speak_of_what_was_overruled(late, enter, officer, reader, authority):
    client, listed = enter(officer), reverse("measures:list", args=[authority.slug])
    overview = {"authority": authority, "user": officer, "edition": late.edition}
    work = {"user": officer, "authority": authority, "since": None}
    overrule(late, WarningKind.MILESTONE)

    for day, shown in ((timezone.localdate(), False), (timezone.localdate() + DAY, True)):
        texts = [task.text for task in Overview(**overview, today=day).tasks]
        assert any("Auftakt" in text for text in texts) is shown
    assert WorkList(**work, today=timezone.localdate()).milestones == []
    page = enter(reader).get(url("measure", late)).text
    assert page.count("überfällig") == page.count("Zwischenziel überfällig, ausgesetzt bis")
    assert list(client.get(f"{listed}?ueberfaellig=on").context["measures"]) == []
    assert [row.is_late for row in client.get(listed).context["measures"]] == [False]


def test_who_overrules_the_end_still_hears_of_the_milestone(late):
    Measure.objects.filter(pk=late.pk).update(end_planned="2021")
    overrule(late, WarningKind.END)
    assert list(Measure.objects.overdue()) == [late]
    overrule(late, WarningKind.MILESTONE)
    assert list(Measure.objects.overdue()) == []


def test_who_overrules_the_silence_is_not_asked_for_a_report(adopted):
    silent = MeasureFactory(edition=adopted)
    far = timezone.localdate() + dt.timedelta(days=4000)
    assert list(Measure.objects.stale(months=12, on=far)) == [silent]
    overrule(silent, WarningKind.STALE, until=far)
    assert list(Measure.objects.stale(months=12, on=far)) == []
    assert list(Measure.objects.stale(months=12, on=far + DAY)) == [silent]


@pytest.mark.parametrize("status", [MeasureStatus.DONE, MeasureStatus.STOPPED])
def test_a_milestone_of_what_is_over_is_late_no_more(late, status):
    late.last_report.status = status
    late.last_report.save()
    assert not Milestone.objects.overdue(timezone.localdate()).exists()


def test_in_a_superseded_edition_nothing_is_late(superseded_measure):
    MilestoneFactory(measure=superseded_measure, planned="2020")
    assert not Measure.objects.overdue().exists()
    assert not Milestone.objects.overdue(timezone.localdate()).exists()


def test_papers_and_lists_judge_alike(adopted):
    quiet, today = {}, timezone.localdate()
    for status, step, end, kind in product(
        (None, MeasureStatus.RUNNING, MeasureStatus.DONE), DAYS, DAYS, (None, *WarningKind.late)
    ):
        measure = MeasureFactory(edition=adopted, status=status, end_planned=end)
        if step:
            MilestoneFactory(measure=measure, planned=step)
        if kind:
            overrule(measure, kind)
        quiet[measure.pk] = frozenset(filter(None, [kind]))
    rows = stated(Measure.objects.with_progress(today), also=("last_report",))

    judged = {
        row.pk: progress_on(thaw(Measure, state(row)), row.last_report, today, quiet[row.pk])
        for row in rows
    }

    assert judged == {row.pk: row.progress for row in rows}
