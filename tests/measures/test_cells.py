"""Status, traffic light and lead changed where they stand in the list."""

import pytest
from django.urls import reverse

from concepts.models import Amendment
from integration_portal.core import fuzzy
from measures.actions.status_reports import report_status
from measures.enums import MeasureStatus, ReportSource
from measures.models import Measure, StatusReport
from tests.factories.measures import MeasureFactory
from tests.factories.stakeholders import OrganisationFactory
from tests.personas import PERSONAS

pytestmark = pytest.mark.django_db


def url(measure, name):
    return reverse("measures:cell", args=[measure.authority.slug, measure.pk, name])


def save(client, address, seen=None, **data):
    seen = seen or client.get(address).context["seen"]
    return client.post(address, data | {"gesehen": seen})


def fresh(measure):
    return Measure.objects.get(pk=measure.pk)


@pytest.mark.parametrize("name", PERSONAS)
@pytest.mark.parametrize("cell", ["stand", "federfuehrung"])
def test_who_changes_a_cell(name, cell, persona, enter, adopted_measure, lead):
    status = enter(persona(name)).get(url(adopted_measure, cell)).status_code
    expected = {"visitor": 302, "officer": 200, "administrator": 403, "reader": 403}
    expected["contributor"] = 200 if cell == "stand" else 403
    assert status == expected.get(name, 404)


def test_the_list_offers_what_one_may_change(enter, contributor, reader, adopted_measure, lead):
    MeasureFactory(edition=adopted_measure.edition)
    listed = reverse("measures:list", args=["waiblingen"])
    page = enter(contributor).get(listed).content.decode()
    assert (page.count("data-cell"), page.count('name="auswahl"')) == (1, 1)
    page = enter(reader).get(listed).content.decode()
    assert (page.count("data-cell"), page.count('id="auswahl"')) == (0, 0)


def test_a_saved_cell_writes_a_short_report_and_goes_back_to_the_list(enter, officer, measure):
    listed = reverse("measures:list", args=["waiblingen"]) + "?sort=titel"
    client, address = enter(officer), url(measure, "stand")
    page = client.get(address, headers={"referer": f"http://testserver{listed}"})
    assert page.context["cancel_url"] == f"{listed}#zeile-{measure.pk}"

    response = save(
        client, address, status="running", traffic_light="at_risk", text="Es fehlt Geld.",
        next=page.context["cancel_url"],
    )  # fmt: skip

    assert response["Location"] == f"{listed}#zeile-{measure.pk}"
    report = fresh(measure).last_report
    assert (report.status, report.traffic_light, report.text, report.source, report.by) == (
        "running", "at_risk", "Es fehlt Geld.", ReportSource.LIST, officer
    )  # fmt: skip


def test_from_anywhere_else_one_goes_back_to_the_row(enter, officer, measure):
    page = enter(officer).get(
        url(measure, "stand"), headers={"referer": "https://anderswo.example/"}
    )
    assert page.context["cancel_url"] == f"/waiblingen/massnahmen/#zeile-{measure.pk}"


def test_htmx_brings_the_form_and_then_the_row(enter, officer, measure):
    client, address, htmx = enter(officer), url(measure, "stand"), {"HX-Request": "true"}
    form = client.get(address, headers=htmx)
    assert form.content.decode().strip().startswith("<form")
    wrong = client.post(address, {"gesehen": form.context["seen"]}, headers=htmx)
    assert "cell-form" in wrong.content.decode()
    row = client.post(address, {"gesehen": form.context["seen"], "status": "done"}, headers=htmx)
    assert row.content.decode().startswith(f'<tr role="row" id="zeile-{measure.pk}">')
    assert "umgesetzt" in row.content.decode()


def test_a_cell_somebody_changed_meanwhile_says_so(enter, officer, measure):
    client, address = enter(officer), url(measure, "stand")
    seen = client.get(address).context["seen"]
    on = fuzzy.parse("1.1.2026")
    report_status(report=StatusReport(measure=measure, on=on, status="stopped"), by=None)
    response = save(client, address, seen=seen, status="running")
    assert "Inzwischen steht hier „eingestellt“." in response.content.decode()
    save(client, address, seen=response.context["seen"], status="running")
    assert fresh(measure).status == MeasureStatus.RUNNING


def test_a_newer_report_is_in_the_way(enter, officer, measure):
    on = fuzzy.parse("1.1.2099")
    report_status(report=StatusReport(measure=measure, on=on, status="stopped"), by=None)
    response = save(enter(officer), url(measure, "stand"), status="running")
    assert "Es gibt schon einen neueren Sachstand" in response.content.decode()


def test_a_change_between_judging_and_writing_is_said(enter, officer, measure, monkeypatch):
    monkeypatch.setattr("measures.views.cells.bulk.fingerprint", lambda found: "anders")
    monkeypatch.setattr("measures.actions.bulk._still", _changed)
    response = save(enter(officer), url(measure, "stand"), status="running")
    assert "Inzwischen hat sich etwas geändert" in response.content.decode()


def _changed(*args):
    from measures.actions.bulk import Changed

    raise Changed


def test_the_lead_of_a_plan_in_force_needs_a_reason(enter, officer, authority, adopted_measure):
    organisation = OrganisationFactory(authority=authority)
    client, address = enter(officer), url(adopted_measure, "federfuehrung")
    refused = save(client, address, lead=organisation.pk)
    assert "Nennen Sie Tag und Grund" in refused.content.decode()
    save(
        client, address, lead=organisation.pk, amendment_on="1.11.2026", amendment_reason="Wechsel"
    )
    assert fresh(adopted_measure).roles.get().organisation == organisation
    assert Amendment.objects.get().reason == "Wechsel"
    save(client, address, lead="", amendment_on="1.11.2026", amendment_reason="Wegfall")
    assert not fresh(adopted_measure).roles.exists()


def test_an_unknown_cell_and_a_part_are_not_there(enter, officer, measure):
    client = enter(officer)
    assert client.get(url(measure, "titel")).status_code == 404
    part = MeasureFactory(edition=measure.edition, parent=measure)
    assert client.get(url(part, "stand")).status_code == 404


def test_a_kept_row_is_not_shown_to_who_may_less(enter, officer, reader, adopted_measure):
    listed = reverse("measures:list", args=["waiblingen"])
    assert "data-cell" in enter(officer).get(listed).content.decode()
    assert "data-cell" not in enter(reader).get(listed).content.decode()
