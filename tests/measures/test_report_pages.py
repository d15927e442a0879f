"""The pages of a report: written by those who know, read by those who may."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from integration_portal.core import fuzzy
from measures.actions.status_reports import report_status
from measures.enums import MeasureStatus, ReportState, TrafficLight
from measures.models import ReportAttachment, StatusReport
from tests.factories.council import PDF
from tests.measures.browsing import form_data, save, url
from tests.personas import PERSONAS

pytestmark = pytest.mark.django_db
SECRET = "Die Leitung geht im Sommer."


@pytest.fixture
def told(adopted_measure, officer):
    """An approved report that says everything that can be said."""
    report = StatusReport(
        measure=adopted_measure,
        on=fuzzy.parse("30.09.2026"),
        status=MeasureStatus.RUNNING,
        traffic_light=TrafficLight.DELAYED,
        text="Zwölf Lotsinnen und Lotsen sind gewonnen.",
        effects="Anträge kommen vollständig an.",
        obstacles="Es fehlt ein Raum.",
        decision_needed="Der Raum im Rathaus.",
        spent=4500,
        reached=1200,
        internal_note=SECRET,
    )
    report_status(report=report, by=officer)
    ReportAttachment.objects.create(
        report=report, title="Faltblatt", file=ContentFile(PDF, "Faltblatt.pdf")
    )
    return report


def test_a_report_says_everything(enter, contributor, adopted_measure, lead):
    response = save(
        enter(contributor),
        url("report_new", adopted_measure),
        on="30.09.2026",
        status="running",
        traffic_light="at_risk",
        text="Zwölf Lotsinnen und Lotsen sind gewonnen.",
        progress="Ausbildung begonnen.",
        effects="Anträge kommen vollständig an.",
        obstacles="Es fehlt ein Raum.",
        decision_needed="Der Raum im Rathaus.",
        spent="4.500,50",
        reached="1200",
        internal_note=SECRET,
        **{
            "attachments-TOTAL_FORMS": "1",
            "attachments-0-title": "Faltblatt",
            "attachments-0-file": SimpleUploadedFile("../../Blatt.exe", PDF),
        },
    )
    assert response.status_code == 302
    report = adopted_measure.reports.get()
    assert (report.light, report.spent, report.reached) == (TrafficLight.AT_RISK, 4500.5, 1200)
    assert (report.year, report.internal_note, report.by) == (2026, SECRET, contributor)
    assert report.attachments.get().file.download_name == "Blatt.pdf"
    edited = save(enter(report.by), url("report_new", adopted_measure), on="1.10.2026")
    assert edited.status_code == 302  # the next one begins from the status of the last
    adopted_measure.refresh_from_db()
    assert adopted_measure.last_report.status == MeasureStatus.RUNNING


def test_what_is_no_attachment_is_refused_and_nothing_is_lost(enter, officer, adopted_measure):
    page = save(
        enter(officer),
        url("report_new", adopted_measure),
        on="30.09.2026",
        status="running",
        text="Zwölf Lotsinnen und Lotsen.",
        **{
            "attachments-TOTAL_FORMS": "1",
            "attachments-0-title": "Bild",
            "attachments-0-file": SimpleUploadedFile("bild.pdf", b"<html></html>"),
        },
    )
    assert page.status_code == 200
    assert "keine gültige Datei" in page.content.decode()
    assert "Zwölf Lotsinnen und Lotsen." in page.content.decode()
    assert not StatusReport.objects.exists()


def test_what_is_rarely_told_is_folded_until_it_holds_something(enter, officer, told):
    client = enter(officer)
    empty = client.get(url("report_new", told.measure)).content.decode()
    filled = client.get(url("report_edit", told.measure, told.pk)).content.decode()
    assert ('class="folded" open' in empty, 'class="folded" open' in filled) == (False, True)
    grown = save(client, url("report_new", told.measure), add_attachments="1").content.decode()
    assert 'class="folded" open' in grown


def test_two_who_judge_at_once_see_both_lights_in_words(enter, officer, told):
    client, address = enter(officer), url("report_edit", told.measure, told.pk)
    first, second = client.get(address), client.get(address)
    assert '<span class="state late">' in first.content.decode()
    assert client.post(address, form_data(first, traffic_light="at_risk")).status_code == 302
    answer = client.post(address, form_data(second, traffic_light="on_track"))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "im Plan" in page
    assert "gefährdet" in page
    assert "&lt;span" not in page


@pytest.mark.parametrize("name", PERSONAS)
@pytest.mark.parametrize("page", ["measure", "reports"])
def test_internal_notes_are_for_officers_and_the_lead(name, page, persona, enter, told, lead):
    response = enter(persona(name)).get(url(page, told.measure))
    reads = {"officer", "contributor"}
    assert (SECRET in response.content.decode()) == (name in reads)
    if response.status_code == 200:
        for words in ("Ampel: verzögert", "Der Raum im Rathaus.", "4.500", "1.200", "Faltblatt"):
            assert words in response.content.decode()


@pytest.mark.parametrize("name", PERSONAS)
def test_a_report_on_its_way_and_its_files_are_for_officers_and_its_author(
    name, persona, enter, told, lead, contributor
):
    StatusReport.objects.update(state=ReportState.SUBMITTED, by=contributor)
    client = enter(persona(name))
    attachment = told.attachments.get()
    file = client.get(url("report_file", told.measure, told.pk, attachment.pk))
    reads = {"officer", "contributor"}
    assert file.status_code == (302 if name == "visitor" else 200 if name in reads else 404)
    for page in ("measure", "reports"):
        shown = "Zwölf Lotsinnen" in client.get(url(page, told.measure)).content.decode()
        assert shown == (name in reads)


def test_a_file_that_is_gone_is_said_to_be_gone(enter, officer, told):
    attachment = told.attachments.get()
    address = url("report_file", told.measure, told.pk, attachment.pk)
    answer = enter(officer).get(address)
    assert b"".join(answer.streaming_content) == PDF
    attachment.file.storage.delete(attachment.file.name)
    assert enter(officer).get(address).status_code == 404


def test_without_a_report_the_list_says_so(enter, officer, reader, adopted_measure):
    for person, offered in ((officer, True), (reader, False)):
        page = enter(person).get(url("reports", adopted_measure)).content.decode()
        assert "Noch kein Sachstand" in page
        assert (url("report_new", adopted_measure) in page) == offered


def test_pages_of_reports_cost_the_same_for_one_and_three(enter, officer, told, count_queries):
    client = enter(officer)
    pages = [url("measure", told.measure), url("reports", told.measure)]
    before = [count_queries(client, page) for page in pages]
    for day in ("1.10.2026", "2.10.2026"):
        report = StatusReport(measure=told.measure, on=fuzzy.parse(day), status="running")
        report_status(report=report, by=officer)
        ReportAttachment.objects.create(
            report=report, title="Bild", file=ContentFile(PDF, "Bild.pdf")
        )
    assert [count_queries(client, page) for page in pages] == before
    assert max(before) <= 30
