import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from integration_portal.core import fuzzy
from measures.actions.status_reports import remove_report, report_status
from measures.enums import MeasureRoleKind, MeasureStatus, Progress
from measures.models import (
    Measure,
    MeasureCost,
    MeasureFinancing,
    MeasureFunding,
    MeasureRole,
    StatusReport,
)
from stakeholders.naming import renamed
from tests.factories.concepts import EditionFactory, FieldOfActionFactory
from tests.factories.measures import MeasureFactory, MilestoneFactory
from tests.factories.stakeholders import OrganisationFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    "wrong",
    [
        MeasureCost(year=2026, budget=-1),
        MeasureCost(year=2026, spent=-1),
        MeasureCost(year=2026, fte=-1),
        MeasureFinancing(year=2026, kind="own", amount=-1),
        MeasureFunding(programme="IKP", state="applied", amount=-1),
        MeasureFunding(
            programme="IKP", state="granted", applied_on=TODAY, decided_on=dt.date(2026, 11, 21)
        ),
    ],
    ids=repr,
)
def test_money_that_cannot_be_is_refused_by_the_database(wrong, measure):
    wrong.measure = measure

    with pytest.raises(IntegrityError), transaction.atomic():
        wrong.save()


def report(measure, on, status):
    return report_status(
        report=StatusReport(measure=measure, on=fuzzy.parse(on), status=status), by=None
    )


def test_the_newest_report_is_the_status(measure):
    report(measure, "30.09.2026", MeasureStatus.RUNNING)
    report(measure, "31.03.2026", MeasureStatus.PREPARING)
    measure.refresh_from_db()
    assert measure.status == MeasureStatus.RUNNING


def test_of_two_reports_on_one_day_the_later_one_counts(measure):
    report(measure, "30.09.2026", MeasureStatus.RUNNING)
    report(measure, "30.09.2026", MeasureStatus.POSTPONED)
    measure.refresh_from_db()
    assert measure.status == MeasureStatus.POSTPONED


def test_a_report_may_be_as_fuzzy_as_the_document_it_comes_from(measure):
    report(measure, "2004", MeasureStatus.DONE)
    measure.refresh_from_db()
    assert str(measure.last_report.on) == "2004"


def test_without_its_last_report_the_one_before_counts(measure):
    report(measure, "31.03.2026", MeasureStatus.PREPARING)
    mistaken = report(measure, "30.09.2026", MeasureStatus.DONE)
    remove_report(mistaken, by=None)
    measure.refresh_from_db()
    assert measure.status == MeasureStatus.PREPARING


def test_without_any_report_there_is_no_status(measure):
    remove_report(report(measure, "31.03.2026", MeasureStatus.DONE), by=None)
    measure.refresh_from_db()
    assert measure.status is None


@pytest.mark.parametrize(
    ("word", "title"),
    [
        ("förderung", "Sprachförderung in Kitas"),
        ("FOERDERUNG", "Sprachförderung in Kitas"),
        ("kita sprach", "Sprachförderung in Kitas"),
        ("çay", "Çay und Gespräch"),
    ],
)
def test_free_text_finds_words_inside_words(edition, word, title):
    found = MeasureFactory(edition=edition, title=title)
    MeasureFactory(edition=edition, title="Wohnberatung")
    assert list(Measure.objects.matching(word)) == [found]


def test_free_text_finds_organisations_and_no_markup(edition, authority):
    measure = MeasureFactory(
        edition=edition,
        description="<p>Begegnung</p>",
        led_by=OrganisationFactory(authority=authority, name="Volkshochschule"),
    )
    assert list(Measure.objects.matching("hochschul")) == [measure]
    assert not Measure.objects.matching("<p>").exists()


@pytest.mark.parametrize(
    ("dates", "late"),
    [
        ({"end_planned": "10/2026"}, True),
        ({"end_planned": "11/2026"}, False),
        ({"end_planned": "2025", "end_forecast": "2027"}, False),
        ({"end_planned": "2027", "end_forecast": "31.10.2026"}, True),
        ({"end_planned": "2025", "end_actual": "31.12.2025"}, False),
        ({}, False),
    ],
)
def test_overdue_is_what_ended_wholly_in_the_past(edition, dates, late):
    measure = MeasureFactory(
        edition=edition, **{name: fuzzy.parse(text) for name, text in dates.items()}
    )
    assert list(Measure.objects.overdue(TODAY)) == ([measure] if late else [])


def test_a_late_milestone_makes_its_measure_overdue(measure):
    MilestoneFactory(measure=measure, planned=fuzzy.parse("31.10.2026"))
    assert list(Measure.objects.overdue(TODAY)) == [measure]


@pytest.mark.parametrize("changes", [{"actual": "28.10.2026"}, {"forecast": "03/2027"}])
def test_a_reached_or_put_off_milestone_is_not_late(measure, changes):
    MilestoneFactory(
        measure=measure,
        planned=fuzzy.parse("31.10.2026"),
        **{name: fuzzy.parse(text) for name, text in changes.items()},
    )
    assert not Measure.objects.overdue(TODAY).exists()


@pytest.mark.parametrize("status", [MeasureStatus.DONE, MeasureStatus.POSTPONED])
def test_what_is_done_or_set_aside_is_never_overdue(edition, status):
    MeasureFactory(edition=edition, end_planned=fuzzy.parse("2025"), status=status)
    assert not Measure.objects.overdue(TODAY).exists()


@pytest.mark.parametrize(
    ("status", "end", "progress"),
    [
        (MeasureStatus.DONE, "2025", Progress.ACHIEVED),
        (MeasureStatus.MAINSTREAMED, None, Progress.ACHIEVED),
        (MeasureStatus.STOPPED, "2025", Progress.ASIDE),
        (MeasureStatus.RUNNING, "2025", Progress.LATE),
        (MeasureStatus.RUNNING, "2027", Progress.ON_TRACK),
        (MeasureStatus.PERMANENT, None, Progress.ON_TRACK),
        (MeasureStatus.PLANNED, "2027", Progress.PLANNED),
        (None, None, Progress.PLANNED),
    ],
)
def test_progress_groups(edition, status, end, progress):
    MeasureFactory(edition=edition, status=status, end_planned=fuzzy.parse(end))
    assert Measure.objects.with_progress(TODAY).get().progress == progress


def test_stale_is_in_force_not_over_and_long_without_a_report(adopted, edition):
    MeasureFactory(edition=adopted, status=MeasureStatus.DONE)
    MeasureFactory(edition=adopted, status=MeasureStatus.RUNNING)  # reported on 31.01.2026
    never = MeasureFactory(edition=adopted)
    MeasureFactory(edition=edition)  # a draft owes no report
    MeasureFactory(edition=adopted, status=MeasureStatus.PERMANENT)  # the same day
    assert list(Measure.objects.stale(months=12, on=TODAY)) == [never]
    assert Measure.objects.stale(months=6, on=TODAY).count() == 3


def test_numbers_follow_the_place_and_given_ones_stay(edition, field):
    field.number = "2"
    field.save()
    first = MeasureFactory(edition=edition, field=field)
    MeasureFactory(edition=edition, field=field, number="2.2", number_given=True)
    third = MeasureFactory(edition=edition, field=field)
    part = MeasureFactory(edition=edition, field=field, parent=first)
    loose = MeasureFactory(edition=edition)
    edition.measures.renumber()
    numbers = dict(edition.measures.values_list("pk", "number"))
    assert [numbers[row.pk] for row in (first, third, part, loose)] == ["2.1", "2.3", "2.1.1", ""]


def test_a_focus_without_a_number_counts_on_in_the_field_above(edition, field):
    field.number = "2"
    field.save()
    focus = FieldOfActionFactory(edition=edition, parent=field, number="")
    first = MeasureFactory(edition=edition, field=field)
    second = MeasureFactory(edition=edition, field=focus)
    edition.measures.renumber()
    numbers = dict(edition.measures.values_list("pk", "number"))
    assert [numbers[row.pk] for row in (first, second)] == ["2.1", "2.2"]


def test_without_numbered_fields_measures_are_counted(edition):
    MeasureFactory.create_batch(2, edition=edition)
    edition.measures.renumber()
    assert list(edition.measures.values_list("number", flat=True)) == ["1", "2"]


def test_ten_comes_after_nine(edition):
    for number in ("1.10", "1.9", "1.2", ""):
        MeasureFactory(edition=edition, number=number, number_given=True)
    numbers = list(Measure.objects.values_list("number", flat=True))
    assert numbers == ["1.2", "1.9", "1.10", ""]


def test_a_permanent_measure_has_no_planned_end(measure):
    measure.permanent, measure.end_planned = True, fuzzy.parse("2027")
    with pytest.raises(ValidationError, match="auf Dauer angelegt"):
        measure.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        measure.save()


def test_a_measure_is_no_part_of_itself(measure):
    measure.parent = measure
    with pytest.raises(IntegrityError), transaction.atomic():
        measure.save()


def test_an_organisation_has_a_role_only_once(measure, authority):
    role = {
        "measure": measure,
        "organisation": OrganisationFactory(authority=authority),
        "kind": MeasureRoleKind.PARTNER,
    }
    MeasureRole.objects.create(**role)
    with pytest.raises(IntegrityError), transaction.atomic():
        MeasureRole.objects.create(**role)
    MeasureRole.objects.create(**role | {"kind": MeasureRoleKind.FUNDER})


def test_a_report_needs_a_day(measure):
    with pytest.raises(IntegrityError), transaction.atomic():
        StatusReport.objects.create(measure=measure, status=MeasureStatus.DONE)


def test_best_known_dates(edition):
    measure = MeasureFactory(
        edition=edition,
        start_planned=fuzzy.parse("2024"),
        start_actual=fuzzy.parse("03/2025"),
        end_planned=fuzzy.parse("2026"),
        end_forecast=fuzzy.parse("2027"),
    )
    assert (str(measure.start), str(measure.end)) == ("März 2025", "2027")
    assert measure.end_is_delayed is True


def test_last_reported_is_the_newest_of_all(edition):
    assert edition.measures.last_reported() is None
    MeasureFactory(edition=edition, status=MeasureStatus.RUNNING)
    assert edition.measures.last_reported() == dt.date(2026, 1, 31)


def test_measures_follow_the_visibility_of_their_edition(
    measure, adopted_measure, officer, reader, neighbour_officer
):
    def seen(user):
        return set(Measure.objects.visible_to(user))

    assert seen(officer) == {measure, adopted_measure}
    assert seen(reader) == {adopted_measure}
    assert seen(neighbour_officer) == set()


def test_an_officer_of_a_member_reads_the_districts_measures(district, member_officer):
    shown = MeasureFactory(edition=EditionFactory(concept__authority=district, adopted=True))
    MeasureFactory(edition=EditionFactory(concept__authority=district))
    assert list(Measure.objects.visible_to(member_officer)) == [shown]


def test_a_renamed_organisation_is_found_by_its_new_name(enter, officer, measure, authority):
    organisation = OrganisationFactory(authority=authority, name="Sozialamt")
    MeasureRole.objects.create(
        measure=measure, organisation=organisation, kind=MeasureRoleKind.PARTNER
    )
    organisation.name = "Fachbereich Teilhabe"
    organisation.save()
    renamed(organisation)
    assert list(Measure.objects.matching("teilhabe")) == [measure]
