"""The way of a paper: steps, versions, amounts, files that come late, and its end."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from council.actions.papers import saved
from council.models import (
    CouncilPaper,
)
from integration_portal.documents.models import IssuedDocument
from measures.models import MeasureCost
from tests.factories.concepts import EditionFactory
from tests.factories.council import (
    AttachmentFactory,
    ConsultationFactory,
    CouncilPaperFactory,
    full_paper,
    pdf,
    send,
)
from tests.factories.documents import IssuedDocumentFactory
from tests.factories.measures import MeasureFactory
from tests.factories.stakeholders import BodyFactory, MeetingFactory

from ..browsing import errors, form_data, save, url

pytestmark = pytest.mark.django_db


def test_a_step_is_taken_on_its_page(office, paper):
    answer = save(office, url("paper_state", paper.pk), to="cosigning", note="Bitte")

    assert answer.status_code == 302
    paper.refresh_from_db()
    assert paper.state == "cosigning"
    assert (
        office.get(url("paper_state", paper.pk) + "?auf=approved").context["form"]["to"].value()
        == "approved"
    )


def test_withdrawing_what_was_sent_wants_a_reason(office, authority):
    paper = CouncilPaperFactory(authority=authority, sent=True)

    answer = save(office, url("paper_state", paper.pk), to="withdrawn")

    assert errors(answer) == {
        "note": ["Die Gremien haben die Vorlage schon. Nennen Sie den Grund."]
    }


def test_a_step_somebody_else_took_meanwhile_is_said_at_the_form(office, authority, monkeypatch):
    paper = CouncilPaperFactory(authority=authority, sent=True)
    page = office.get(url("paper_state", paper.pk))
    monkeypatch.setattr("council.forms.paper_life.change_state", _too_late)

    answer = office.post(url("paper_state", paper.pk), form_data(page, to="done"))

    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors() == ["Der Stand ist unverändert."]


def _too_late(**given):
    raise ValidationError("Der Stand ist unverändert.")


def test_a_new_version_is_made_and_the_old_one_read(office, reader, enter, authority):
    paper = full_paper(
        authority=authority, number=1, confidential=False, subject="Alter Betreff", sent=True
    )
    address = url("paper_revise", paper.pk)

    answer = save(office, address, subject="Neuer Betreff", revision_reason="Zahlen berichtigt")

    assert answer.status_code == 302, errors(answer)
    browser = enter(reader)
    old = browser.get(url("paper_version", paper.pk, 1)).content.decode()
    now = browser.get(url("paper", paper.pk)).content.decode()
    assert "Alter Betreff" in old
    assert "Abschnitt 1" in old
    assert "Das ist eine frühere Fassung." in old
    assert "Neuer Betreff" in now
    assert "Zahlen berichtigt" in now
    assert "Das ist die geltende Fassung." in (
        browser.get(url("paper_version", paper.pk, 2)).content.decode()
    )


def test_an_old_version_leads_to_the_documents_of_the_portal_that_it_carried(
    office, reader, enter, authority
):
    concept = IssuedDocumentFactory(authority=authority, kind="konzept", title="Konzept 2024")
    paper = CouncilPaperFactory(authority=authority, confidential=False)
    AttachmentFactory(
        paper=paper, title="Das Konzept", file="", document=concept, confidential=False
    )
    send(paper)
    (row,) = paper.attachments.all()
    address = url("version_attachment", paper.pk, 1, row.pk)
    page = url("paper_version", paper.pk, 1)

    there = enter(reader).get(page).content.decode()
    file = enter(reader).get(address)
    IssuedDocument.objects.update(withdrawn_at=timezone.now(), withdrawn_reason="Zahlen falsch.")

    assert f'href="{address}"' in there
    assert file.headers["Content-Type"] == "application/pdf"
    withdrawn = enter(reader).get(page).content.decode()
    assert (address in withdrawn, "Das Konzept" in withdrawn) == (False, True)
    assert enter(reader).get(address).status_code == 404


def test_a_new_version_without_a_change_or_a_reason_is_none(office, authority):
    paper = CouncilPaperFactory(authority=authority, sent=True)
    address = url("paper_revise", paper.pk)

    unchanged = save(office, address, revision_reason="Weil")
    without = save(office, address, subject="Neu", revision_reason="")

    assert "An der Vorlage hat sich nichts geändert." in unchanged.content.decode()
    assert set(errors(without)) == {"revision_reason"}
    assert paper.versions.count() == 1


def test_amounts_are_shown_before_they_are_taken(office, authority, paper):
    empty = office.get(url("paper_finances", paper.pk)).content.decode()
    measure = MeasureFactory(edition=EditionFactory(concept__authority=authority))
    paper.measures.add(measure)
    costless = office.get(url("paper_finances", paper.pk)).content.decode()
    MeasureCost.objects.create(measure=measure, year=2027, budget=Decimal(5000))
    shown = office.get(url("paper_finances", paper.pk)).content.decode()

    answer = save(office, url("paper_finances", paper.pk))

    assert "Noch keine Maßnahme gewählt" in empty
    assert "Nichts zu übernehmen" in costless
    assert "5.000\xa0€" in shown
    assert answer.status_code == 302
    assert paper.finance_lines.get().expense == Decimal(5000)


def test_an_announced_file_is_handed_in(office, authority, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    paper = CouncilPaperFactory(authority=authority, sent=True)
    announced = paper.attachments.create(title="Bericht", announced_until=dt.date(2027, 1, 1))
    address = url("attachment_supply", paper.pk, announced.pk)

    refused = save(office, address, file=SimpleUploadedFile("x.pdf", b"nichts"))
    taken = save(office, address, file=SimpleUploadedFile("x.pdf", pdf().read()))

    assert set(errors(refused)) == {"file"}
    assert taken.status_code == 302
    announced.refresh_from_db()
    assert announced.is_there
    assert office.get(address).status_code == 404


def test_a_draft_is_deleted(office, authority, paper):
    page = office.get(url("paper_delete", paper.pk))
    token = str(page.context["page_token"])
    name, value = token.split('name="')[1].split('"')[0], token.split('value="')[1].split('"')[0]

    answer = office.post(url("paper_delete", paper.pk), {name: value})

    assert answer.status_code == 302
    assert not CouncilPaper.objects.filter(pk=paper.pk).exists()


def test_a_version_names_the_body_of_a_meeting_once(reader, enter, authority):
    council = BodyFactory(authority=authority, name="Gemeinderat", short_name="")
    paper = CouncilPaperFactory(authority=authority, confidential=False)
    for meeting in (MeetingFactory(body=council, date=dt.date(2026, 12, 21)), None):
        ConsultationFactory(paper=paper, body=council, meeting=meeting)
    saved(paper, by=None)
    send(paper)

    page = enter(reader).get(url("paper_version", paper.pk, 1)).text

    said = " ".join(page.split())
    assert "<li> Gemeinderat, 21.12.2026 · Entscheidung · nichtöffentlich </li>" in said
    assert "<li> Gemeinderat · Entscheidung · nichtöffentlich </li>" in said
