"""Several measures changed in one step: form, preview, and who may."""

import datetime as dt

import pytest
from django.urls import reverse

from concepts.enums import EditionStatus
from concepts.models import Amendment
from integration_portal.history.models import Revision
from measures.actions.status_reports import report_status
from measures.enums import MeasureStatus, ReportSource
from measures.models import BulkChange, StatusReport
from tests.factories.concepts import EditionFactory
from tests.factories.council import ResolutionFactory
from tests.factories.measures import MeasureFactory
from tests.factories.stakeholders import OrganisationFactory
from tests.personas import PERSONAS

from .conftest import changed, fresh, today, undone

pytestmark = pytest.mark.django_db


def address(authority, *measures, **query):
    chosen = "&".join(f"auswahl={measure.pk}" for measure in measures)
    further = "&".join(f"{name}={value}" for name, value in query.items())
    return f"{reverse('measures:bulk', args=[authority.slug])}?{chosen}&{further}"


def preview(client, url, **wish):
    """What the page says would happen, and what a browser sends to carry it out."""
    return client.post(url, wish)


def carry_out(client, url, **wish):
    seen = preview(client, url, **wish).context["seen"]
    return client.post(url, wish | {"ausfuehren": seen})


@pytest.mark.parametrize("name", PERSONAS)
def test_who_may_change_several_measures(name, persona, enter, authority, adopted_measure, lead):
    status = (
        enter(persona(name))
        .get(address(authority, adopted_measure, fassung=adopted_measure.edition.slug))
        .status_code
    )
    expected = {
        "visitor": 302,
        "officer": 200,
        "contributor": 200,
        "administrator": 403,
        "reader": 403,
    }
    assert status == expected.get(name, 404)


def test_the_form_becomes_a_preview_and_the_preview_is_carried_out(enter, officer, authority, two):
    client, url = enter(officer), address(authority, *two)
    data = {"status": "running", "traffic_light": "delayed", "text": "Läuft.", "key_project": "ja"}

    shown = preview(client, url, **data)

    assert shown.context["changing"] == 2
    assert [c.new for c in shown.context["proposals"][0].changes] == [
        "in Umsetzung",
        "verzögert",
        "ja",
    ]
    assert StatusReport.objects.count() == 0
    response = client.post(url, data | {"ausfuehren": shown.context["seen"]}, follow=True)
    assert "2 Maßnahmen sind geändert." in response.content.decode()
    assert "Rückgängig" in response.content.decode()
    for measure in two:
        report = fresh(measure).last_report
        assert (report.status, report.traffic_light, report.source, report.text, report.by) == (
            "running", "delayed", ReportSource.BULK, "Läuft.", officer
        )  # fmt: skip
        assert fresh(measure).key_project
        assert (
            Revision.objects.of(measure).first().reason
            == "zusammen mit 1 weiteren Maßnahme geändert"
        )
    page = client.get(BulkChange.objects.get().get_absolute_url())
    assert page.context["going"] == 2
    client.post(page.wsgi_request.path, {"gesehen": page.context["seen"]})
    assert [fresh(measure).last_report for measure in two] == [None, None]
    assert [fresh(measure).key_project for measure in two] == [False, False]


def test_the_form_can_be_seen_again_from_the_preview(enter, officer, authority, two):
    again = enter(officer).post(address(authority, *two), {"status": "done", "zurueck": "1"})
    assert again.templates[0].name == "measures/bulk/form.html"
    assert again.context["form"]["status"].value() == "done"


def test_all_that_filters_find_are_chosen_by_a_link(enter, officer, authority, edition, two):
    MeasureFactory(edition=edition, title="Drei", key_project=True)
    client = enter(officer)
    listed = client.get(
        reverse("measures:list", args=[authority.slug]), {"schluesselprojekt": "on"}
    )
    assert (
        "schluesselprojekt=on"
        in listed.content.decode().split('id="auswahl"')[1].split("alle=1")[0]
    )

    page = client.get(address(authority, alle="1", schluesselprojekt="on"))

    assert [measure.title for measure in page.context["measures"]] == ["Drei"]


def test_a_broken_filter_chooses_nothing(enter, officer, authority, two):
    response = enter(officer).get(address(authority, alle="1", feld="987654"), follow=True)
    assert "keine Maßnahme ausgewählt" in response.content.decode()


def test_too_many_at_once_are_refused(enter, officer, authority, two, monkeypatch):
    monkeypatch.setattr("measures.views.bulk.MOST", 1)
    response = enter(officer).get(address(authority, *two), follow=True)
    assert "mehr als 1 Maßnahmen" in response.content.decode()


def test_nothing_chosen_to_set_is_an_error(enter, officer, authority, two):
    response = enter(officer).post(address(authority, *two), {})
    assert "Es ist noch nichts gewählt" in response.content.decode()


@pytest.mark.parametrize(
    "data",
    [
        {"on": "1.1.2099", "status": "done"},
        {"end_planned": "2027", "empty_dates": ["end_planned"]},
        {"no_lead": "on", "lead": "own"},
    ],
)
def test_contradictions_within_the_form_are_said(data, enter, officer, authority, two):
    if data.get("lead"):
        data = data | {"lead": OrganisationFactory(authority=authority).pk}
    response = enter(officer).post(address(authority, *two), data)
    assert response.context["form"].errors


def test_what_changed_since_the_preview_is_shown_before_anything_is_written(
    enter, officer, authority, two
):
    client, url = enter(officer), address(authority, *two)
    seen = preview(client, url, status="running").context["seen"]
    report_status(report=StatusReport(measure=two[0], on=today(), status="running"), by=None)

    response = client.post(url, {"status": "running", "ausfuehren": seen})

    assert "Inzwischen hat sich etwas geändert" in response.content.decode()
    assert StatusReport.objects.filter(source=ReportSource.BULK).count() == 0
    client.post(url, {"status": "running", "ausfuehren": response.context["seen"]})
    assert StatusReport.objects.filter(source=ReportSource.BULK).count() == 1


def test_a_plan_in_force_asks_once_for_day_and_reason(
    enter, officer, authority, adopted, adopted_measure
):
    other = MeasureFactory(edition=adopted)
    resolution = ResolutionFactory(authority=authority)
    client, url = enter(officer), address(authority, adopted_measure, other, fassung=adopted.slug)
    assert (
        "Nennen Sie Tag und Grund" in preview(client, url, commitment="resolved").content.decode()
    )

    carry_out(
        client, url, commitment="resolved", amendment_on="01.11.2026", amendment_reason="Auftrag",
        amendment_resolution=resolution.pk,
    )  # fmt: skip

    assert {fresh(m).commitment for m in (adopted_measure, other)} == {"resolved"}
    assert [(a.reason, a.on) for a in Amendment.objects.all()] == [
        ("Auftrag", dt.date(2026, 11, 1))
    ] * 2
    assert resolution.amendments.count() == 2


def test_status_alone_needs_no_amendment(enter, officer, authority, adopted, adopted_measure):
    carry_out(
        enter(officer), address(authority, adopted_measure, fassung=adopted.slug), status="done"
    )
    assert fresh(adopted_measure).status == MeasureStatus.DONE
    assert not Amendment.objects.exists()


def test_an_edition_that_came_into_force_meanwhile_asks_for_the_reason(
    enter, officer, authority, edition, two
):
    client, url = enter(officer), address(authority, *two, fassung=edition.slug)
    seen = preview(client, url, key_project="ja").context["seen"]
    edition.status = EditionStatus.ADOPTED
    edition.save()
    response = client.post(url, {"key_project": "ja", "ausfuehren": seen})
    assert response.context["form"].errors
    assert not fresh(two[0]).key_project


def test_a_contributor_changes_what_their_organisation_leads(
    enter, contributor, authority, adopted, adopted_measure, lead
):
    foreign = MeasureFactory(edition=adopted)
    client, url = (
        enter(contributor),
        address(authority, adopted_measure, foreign, fassung=adopted.slug),
    )
    assert "lead" not in client.get(url).context["form"].fields

    shown = preview(client, url, status="running", end_forecast="2028")

    reasons = [proposal.hindrances for proposal in shown.context["proposals"]]
    assert [len(each) for each in reasons] == [0, 2]
    carry_out(client, url, status="running", end_forecast="2028")
    assert [fresh(m).status for m in (adopted_measure, foreign)] == [MeasureStatus.RUNNING, None]
    assert str(fresh(adopted_measure).end_forecast) == "2028"
    change = BulkChange.objects.get()
    assert undone(contributor, change)[0].report
    assert fresh(adopted_measure).end_forecast is None


def test_an_officer_sees_what_others_changed_and_they_do_not_see_the_officers(
    enter, officer, contributor, authority, two, adopted_measure, lead
):
    of_officer = changed(officer, *two, key_project=True)
    of_contributor = changed(contributor, adopted_measure, status="done")
    listed = reverse("measures:bulk_changes", args=[authority.slug])
    assert list(enter(officer).get(listed).context["changes"]) == [of_contributor, of_officer]
    assert list(enter(contributor).get(listed).context["changes"]) == [of_contributor]
    assert enter(contributor).get(of_officer.get_absolute_url()).status_code == 404


def test_the_empty_list_of_changes_says_how_to_begin(enter, officer, authority, two):
    page = enter(officer).get(reverse("measures:bulk_changes", args=[authority.slug]))
    assert "Noch keine gemeinsame Änderung" in page.content.decode()


def test_the_preview_of_more_measures_costs_no_more_queries(
    enter, officer, authority, edition, count_queries, django_assert_max_num_queries
):
    client = enter(officer)

    def queries(number):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        measures = [
            MeasureFactory(edition=edition, status=MeasureStatus.RUNNING) for _ in range(number)
        ]
        url = address(authority, *measures)
        client.post(url, {"status": "done"})
        with CaptureQueriesContext(connection) as asked:
            assert client.post(url, {"status": "done", "lead": ""}).context["changing"] == number
        return len(asked)

    one, three = queries(1), queries(3)
    assert one == three <= 30


def test_in_an_authority_without_a_concept_there_is_nothing_to_change(enter, officer, authority):
    assert enter(officer).get(address(authority)).status_code == 404


def test_another_authoritys_measures_cannot_be_chosen(enter, officer, neighbour, authority, two):
    foreign = MeasureFactory(edition=EditionFactory(concept__authority=neighbour, adopted=True))
    page = enter(officer).get(address(authority, two[0], foreign))
    assert page.context["measures"] == [two[0]]
