"""What was changed in one step is taken back in one, as far as nobody changed it since."""

import datetime as dt

import pytest

from concepts.enums import EditionStatus
from concepts.models import Amendment
from measures.actions import bulk, undoing
from measures.actions.status_reports import report_status
from measures.enums import MeasureStatus
from measures.models import BulkChange, Measure, MeasureRole, StatusReport
from tests.factories.concepts import FieldOfActionFactory
from tests.factories.stakeholders import OrganisationFactory

from .conftest import changed, fresh, today, undone

pytestmark = pytest.mark.django_db


AMENDING = bulk.Amending(dt.date(2026, 11, 1), "Auftrag des Ausschusses")


def test_what_somebody_changed_since_stays_and_is_named(enter, officer, authority, two):
    change = changed(officer, *two, status="running", key_project=True, commitment="idea")
    Measure.objects.filter(pk=two[0].pk).update(commitment="promised")
    Measure.objects.filter(pk=two[1].pk).update(key_project=False)  # as before already
    report_status(report=StatusReport(measure=two[0], on=today(), status="done"), by=None)
    corrected = fresh(two[1]).last_report
    corrected.text = "Genauer."
    report_status(report=corrected, by=officer)

    page = enter(officer).get(change.get_absolute_url()).content.decode()

    assert "Verbindlichkeit: inzwischen „zugesagt“, das bleibt" in page
    assert "Der neuere Sachstand vom" in page
    assert "Der Sachstand wurde inzwischen berichtigt, er bleibt." in page
    undone(officer, change)
    assert (fresh(two[0]).commitment, fresh(two[0]).key_project) == ("promised", False)
    assert (fresh(two[0]).status, fresh(two[1]).status) == (
        MeasureStatus.DONE,
        MeasureStatus.RUNNING,
    )


def test_what_is_gone_does_not_come_back(officer, authority, edition, two):
    field, organisation = (
        FieldOfActionFactory(edition=edition),
        OrganisationFactory(authority=authority),
    )
    for measure in two:
        measure.field = field
        measure.save()
        MeasureRole.objects.create(measure=measure, organisation=organisation, kind="lead")
    change = changed(officer, *two, field=None, lead=[], status="done")
    field.delete()
    organisation.delete()
    StatusReport.objects.filter(measure=two[0]).delete()
    Measure.objects.filter(pk=two[1].pk).update(
        parent=two[0]
    )  # a part by now: nothing of it goes back

    [back] = undoing.returns(change, officer)

    assert sorted(back.hindrances) == sorted([
        f"Handlungsfeld: „{field}“ gibt es nicht mehr",
        f"Federführung: „{organisation}“ gibt es nicht mehr",
        "Der Sachstand von damals ist schon gelöscht.",
    ])  # fmt: skip


def test_a_plan_in_force_goes_back_by_an_amendment(officer, adopted_measure):
    change = changed(officer, adopted_measure, amending=AMENDING, key_project=True)
    undone(officer, change)
    assert [a.reason for a in Amendment.objects.order_by("pk")] == [
        "Auftrag des Ausschusses", "Rückgängig gemacht: Auftrag des Ausschusses"
    ]  # fmt: skip
    assert not fresh(adopted_measure).key_project


def test_it_is_taken_back_once(enter, officer, authority, two):
    change = changed(officer, *two, key_project=True)
    client, url = enter(officer), change.get_absolute_url()
    assert client.post(url, {"gesehen": "anderes"}).status_code == 409
    assert fresh(two[0]).key_project
    undone(officer, change)
    with pytest.raises(bulk.Changed):
        undone(officer, BulkChange.objects.get(pk=change.pk))
    assert "schon rückgängig gemacht" in client.post(url, follow=True).content.decode()


def test_after_the_edition_ended_nothing_goes_back(officer, adopted, adopted_measure):
    change = changed(officer, adopted_measure, status="done")
    adopted.status = EditionStatus.SUPERSEDED
    adopted.save()
    change = BulkChange.objects.get(pk=change.pk)
    assert undoing.returns(change, officer)[0].hindrances == ["Die Fassung ist abgelöst."]
