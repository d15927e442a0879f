"""Progress on its pages: set by who leads, told by reports, never the plan."""

import pytest

from integration_portal.core import fuzzy
from measures.enums import MeasureStatus
from measures.models import Measure, MeasureCost
from tests.factories.measures import MilestoneFactory
from tests.measures.browsing import save, url

pytestmark = pytest.mark.django_db


def test_progress_shows_the_plan_and_no_empty_table_of_money(
    enter, contributor, adopted_measure, lead
):
    Measure.objects.filter(pk=adopted_measure.pk).update(end_planned=fuzzy.parse("12/2027"))
    client, address = enter(contributor), url("progress", adopted_measure)

    without = client.get(address)
    MeasureCost.objects.create(measure=adopted_measure, year=2026, budget=5000)

    assert "Plan: Dezember 2027" in without.text
    assert "Im Plan stehen noch keine Kosten." in without.text
    assert "Im Plan stehen noch keine Kosten." not in client.get(address).text


def test_a_contributor_sets_progress_and_never_the_plan(enter, contributor, adopted_measure, lead):
    milestone = MilestoneFactory(measure=adopted_measure, planned=fuzzy.parse("10/2026"))
    cost = MeasureCost.objects.create(measure=adopted_measure, year=2026, budget=5000)
    response = save(
        enter(contributor),
        url("progress", adopted_measure),
        **{
            "end_forecast": "03/2027",
            "end_planned": "2030",
            "title": "Gekapert",
            "milestones-0-planned": "2030",
            "milestones-0-forecast": "03/2027",
            "costs-0-spent": "450",
            "costs-0-budget": "9",
        },
    )
    assert response.status_code == 302
    adopted_measure.refresh_from_db()
    milestone.refresh_from_db()
    cost.refresh_from_db()
    assert str(adopted_measure.end_forecast) == "März 2027"
    assert (adopted_measure.title, adopted_measure.end_planned) == ("Lotsinnen und Lotsen", None)
    assert (str(milestone.planned), str(milestone.forecast)) == ("Oktober 2026", "März 2027")
    assert (cost.spent, cost.budget) == (450, 5000)


def test_progress_adds_no_cost_and_removes_no_role(enter, contributor, adopted_measure, lead):
    save(
        enter(contributor),
        url("progress", adopted_measure),
        **{"costs-TOTAL_FORMS": "1", "costs-0-year": "2026", "roles-0-DELETE": "on"},
    )
    assert not MeasureCost.objects.exists()
    assert adopted_measure.roles.count() == 1


def test_a_report_changes_the_status(enter, contributor, adopted_measure, lead):
    response = save(
        enter(contributor),
        url("report_new", adopted_measure),
        on="30.09.2026",
        status="running",
        text="Zwölf Lotsinnen und Lotsen sind gewonnen.",
    )
    assert response.status_code == 302
    adopted_measure.refresh_from_db()
    assert adopted_measure.status == MeasureStatus.RUNNING
    assert adopted_measure.last_report.source == "contributor"
    assert adopted_measure.last_report.by == contributor


def test_a_report_about_the_future_is_refused(enter, officer, adopted_measure):
    response = save(
        enter(officer), url("report_new", adopted_measure), on="31.12.2099", status="done"
    )
    assert "on" in response.context["form"].errors


def test_only_officers_correct_a_report(enter, officer, contributor, adopted_measure, lead):
    save(enter(contributor), url("report_new", adopted_measure), on="30.09.2026", status="running")
    report = adopted_measure.reports.get()
    address = url("report_edit", adopted_measure, report.pk)
    assert enter(contributor).get(address).status_code == 403
    assert save(enter(officer), address, status="postponed").status_code == 302
    adopted_measure.refresh_from_db()
    assert adopted_measure.status == MeasureStatus.POSTPONED
    remove = url("report_delete", adopted_measure, report.pk)
    assert enter(contributor).post(remove).status_code == 403
    page = enter(officer).get(remove)
    token = str(page.context["page_token"]).split('name="')[1].split('"')[0]
    sealed = str(page.context["page_token"]).split('value="')[1].split('"')[0]
    assert enter(officer).post(remove, {token: sealed}).status_code == 302
    adopted_measure.refresh_from_db()
    assert adopted_measure.status is None
