"""What the portal finds wrong by itself, and why."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from concepts.enums import EditionStatus
from integration_portal.core import fuzzy
from measures.enums import MeasureOrigin, MeasureRoleKind, MeasureStatus, WarningKind
from measures.models import Measure, MeasureCost, MeasureRole
from measures.models.conditions import any_of, counted
from measures.warnings import warnings_for
from tests.factories.measures import MeasureFactory
from tests.factories.stakeholders import OrganisationFactory

from .conftest import TODAY, found, late_milestones, report

pytestmark = pytest.mark.django_db


def test_nothing_is_wrong_with_a_measure_that_is_reported_on(quiet):
    assert found(quiet) == []


@pytest.mark.parametrize(
    ("days", "reason"),
    [
        (["09/2026"], "„Schritt 1“ war bis September 2026 vorgesehen und ist nicht erreicht."),
        (
            ["09/2026", "10/2026"],
            "„Schritt 1“ war bis September 2026 vorgesehen und ist nicht erreicht. "
            "Dazu ein weiteres Zwischenziel.",
        ),
        (
            ["08/2026", "09/2026", "10/2026", "12/2026"],
            "„Schritt 1“ war bis August 2026 vorgesehen und ist nicht erreicht. "
            "Dazu 2 weitere Zwischenziele.",
        ),
    ],
)
def test_an_overdue_milestone(days, reason, quiet):
    late_milestones(quiet, *days)
    assert found(quiet) == [(WarningKind.MILESTONE, reason)]


def test_a_start_that_passed_without_beginning(adopted):
    measure = MeasureFactory(edition=adopted, start_planned=fuzzy.parse("09/2026"))
    report(measure, status=MeasureStatus.PREPARING)
    reason = "Der Beginn war für September 2026 vorgesehen; der Stand ist „in Vorbereitung“."
    assert found(measure) == [(WarningKind.START, reason)]
    report(measure, on="1.11.2026")
    assert found(measure) == []


@pytest.mark.parametrize(
    ("origin", "starts"), [(MeasureOrigin.PLANNED, True), (MeasureOrigin.EXISTING, False)]
)
def test_what_exists_has_begun_even_if_nobody_said_so(origin, starts, adopted):
    measure = MeasureFactory(
        edition=adopted, origin=origin, start_planned=fuzzy.parse("Frühjahr 2026")
    )
    reason = "Der Beginn war für Frühjahr 2026 vorgesehen; ein Sachstand fehlt."
    assert ((WarningKind.START, reason) in found(measure)) == starts


def test_an_end_that_passed(adopted):
    measure = MeasureFactory(
        edition=adopted, end_planned=fuzzy.parse("2025"), end_forecast=fuzzy.parse("09/2026")
    )
    report(measure)
    reason = "Das Ende war für September 2026 vorgesehen; umgesetzt ist die Maßnahme nicht."
    assert found(measure) == [(WarningKind.END, reason)]
    report(measure, on="1.11.2026", status=MeasureStatus.DONE)
    assert found(measure) == []


@pytest.mark.parametrize(
    ("year", "budget", "spent", "said", "reason"),
    [
        (2026, 5000, 6000, None, "2026 sind 6.000\xa0€ verausgabt, der Ansatz ist 5.000\xa0€."),
        (2025, 5000, 6000, None, "2025 sind 6.000\xa0€ verausgabt, der Ansatz ist 5.000\xa0€."),
        (2026, 5000, 5000, None, None),
        (2026, None, 6000, None, None),
        (2024, 5000, 6000, None, None),
        (2026, 5000, None, 5500, "2026 sind 5.500\xa0€ verausgabt, der Ansatz ist 5.000\xa0€."),
        (2025, 5000, None, 5500, None),
    ],
)
def test_money_overdrawn(year, budget, spent, said, reason, adopted):
    measure = MeasureFactory(edition=adopted)
    MeasureCost.objects.create(measure=measure, year=year, budget=budget, spent=spent)
    report(measure, spent=said)
    assert found(measure) == ([(WarningKind.MONEY, reason)] if reason else [])


def test_the_money_of_a_year_is_added_up(quiet):
    for spent in (4000, 2000):
        MeasureCost.objects.create(measure=quiet, year=2026, budget=3500, spent=spent)
    assert found(quiet) == []
    MeasureCost.objects.create(measure=quiet, year=2026, spent=1001)
    reason = "2026 sind 7.001\xa0€ verausgabt, der Ansatz ist 7.000\xa0€."
    assert found(quiet) == [(WarningKind.MONEY, reason)]


def test_long_without_a_report(adopted):
    silent, never = MeasureFactory(edition=adopted), MeasureFactory(edition=adopted)
    report(silent, on="31.10.2025")
    reason = "Der letzte Sachstand ist vom 31.10.2025, länger her als 12 Monate."
    assert found(silent) == [(WarningKind.STALE, reason)]
    reason = "Noch nie hat jemand einen Sachstand eingetragen."
    assert found(never) == [(WarningKind.STALE, reason)]


@pytest.mark.parametrize(
    ("status", "kinds"),
    [
        (MeasureStatus.PERMANENT, [WarningKind.STALE]),
        (MeasureStatus.DONE, []),
        (MeasureStatus.STOPPED, []),
    ],
)
def test_an_ongoing_task_is_reported_on_and_what_is_over_is_not(status, kinds, adopted):
    measure = MeasureFactory(edition=adopted)
    report(measure, on="31.10.2025", status=status)
    assert [kind for kind, _reason in found(measure)] == kinds


def test_how_long_is_the_authoritys_own_patience(adopted):
    measure = MeasureFactory(edition=adopted)
    report(measure, on="31.03.2026")
    assert found(measure) == []
    adopted.authority.stale_after_months = 6
    adopted.authority.save()
    reason = "Der letzte Sachstand ist vom 31.03.2026, länger her als 6 Monate."
    assert found(Measure.objects.get(pk=measure.pk)) == [(WarningKind.STALE, reason)]


def test_nobody_owes_a_report_soon_after_the_resolution(adopted):
    measure = MeasureFactory(edition=adopted)
    adopted.status_on = fuzzy.parse("1.10.2026")
    adopted.save()
    assert found(measure) == []


@pytest.mark.parametrize(
    ("successor", "told"),
    [(True, "Nachfolge: Amt für Zusammenleben."), (False, "Eine Nachfolge ist nicht eingetragen.")],
)
def test_a_lead_that_is_gone(successor, told, quiet, authority):
    after = OrganisationFactory(authority=authority, name="Amt für Zusammenleben")
    gone = OrganisationFactory(
        authority=authority,
        name="Sozialamt",
        ended_on=dt.date(2025, 12, 31),
        successor=after if successor else None,
    )
    role = MeasureRole.objects.create(measure=quiet, organisation=gone, kind=MeasureRoleKind.LEAD)
    reason = f"„Sozialamt“ besteht seit 31.12.2025 nicht mehr. {told}"
    assert found(quiet) == [(WarningKind.LEAD, reason)]
    role.until = fuzzy.parse("12/2025")
    role.save()
    assert found(quiet) == []


def test_a_superseded_edition_warns_of_nothing(superseded_measure):
    late_milestones(superseded_measure, "09/2026")
    assert superseded_measure.edition.status == EditionStatus.SUPERSEDED
    assert found(superseded_measure) == []


def test_the_list_is_filtered_by_light_and_warning(enter, officer, adopted, authority):
    today = timezone.localdate()
    lit, dark = MeasureFactory(edition=adopted), MeasureFactory(edition=adopted)
    report(lit, on=f"{today:%d.%m.%Y}", traffic_light="at_risk")
    report(dark, on=f"{today:%d.%m.%Y}")
    late_milestones(dark, "2020")
    never = MeasureFactory(edition=adopted)
    client, address = enter(officer), reverse("measures:list", args=[authority.slug])
    for query, wanted in (
        ("ampel=at_risk", [lit]),
        ("ampel=ohne", [dark]),
        ("warnung=milestone", [dark]),
        ("warnung=stale", [never]),
        ("warnung=alle", [dark, never]),
        ("warnung=money", []),
    ):
        shown = client.get(f"{address}?{query}").context["measures"]
        assert {measure.pk for measure in shown} == {measure.pk for measure in wanted}, query


def test_words_cost_the_same_for_one_and_three(late, authority, django_assert_num_queries):
    def everything_wrong(edition):
        measure = MeasureFactory(edition=edition, end_planned=fuzzy.parse("2024"))
        late_milestones(measure, "2024")
        MeasureCost.objects.create(measure=measure, year=2026, budget=1, spent=2)
        MeasureRole.objects.create(
            measure=measure,
            kind=MeasureRoleKind.LEAD,
            organisation=OrganisationFactory(authority=authority, ended_on=dt.date(2025, 1, 1)),
        )
        return measure

    measures = [everything_wrong(late.edition)]
    with django_assert_num_queries(6):
        assert len(warnings_for(measures, TODAY)[measures[0].pk]) == 5
    measures += [everything_wrong(late.edition), everything_wrong(late.edition)]
    with django_assert_num_queries(6):
        found = warnings_for(measures, TODAY)
    assert {len(found[measure.pk]) for measure in measures} == {5}
    assert Measure.objects.filter(any_of(counted(TODAY))).count() == 4
