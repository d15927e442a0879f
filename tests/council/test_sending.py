"""On the way to the council: who has not signed, and the document that must follow the paper."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from council.actions.papers import revise
from council.actions.states import change_state
from council.models import CoSignature, CouncilPaper
from tests.factories.council import CouncilPaperFactory, OutcomeFactory, send
from tests.factories.documents import IssuedDocumentFactory
from tests.factories.stakeholders import OrganisationFactory

from .browsing import save, url

pytestmark = pytest.mark.django_db

UNSIGNED = "Es haben noch nicht mitgezeichnet: Kämmerei."
DOCUMENT_MISSING = "Das Dokument für die Gremien fehlt noch."


@pytest.fixture
def unsigned(authority):
    """A draft that one of two has signed."""
    paper = CouncilPaperFactory(authority=authority, confidential=False)
    for name, signed_on in (("Kämmerei", None), ("Rechtsamt", dt.date(2026, 11, 2))):
        organisation = OrganisationFactory(authority=authority, name=name)
        CoSignature.objects.create(paper=paper, organisation=organisation, signed_on=signed_on)
    return paper


# Co-signatures


@pytest.mark.parametrize(("before", "to"), [("cosigning", "approved"), ("approved", "sent")])
def test_a_step_without_all_signatures_is_warned_of_and_taken(office, unsigned, before, to):
    change_state(paper=unsigned, to=before, by=None)
    address = url("paper_state", unsigned.pk)
    asked = office.get(address).content.decode()

    answer = save(office, address, to=to)

    assert UNSIGNED in asked
    assert CouncilPaper.objects.get(pk=unsigned.pk).state == to
    assert UNSIGNED in office.get(answer.url).content.decode()


def test_a_released_paper_names_who_has_not_signed(office, unsigned):
    draft = office.get(url("paper", unsigned.pk)).content.decode()
    change_state(paper=unsigned, to="approved", by=None)

    released = office.get(url("paper", unsigned.pk)).content.decode()

    assert (UNSIGNED in draft, UNSIGNED in released) == (False, True)


def test_nothing_is_said_of_signatures_once_the_council_has_the_paper(office, unsigned):
    send(unsigned)

    assert UNSIGNED not in office.get(url("paper_state", unsigned.pk)).content.decode()


# The document


@pytest.fixture
def sent(authority, council):
    return CouncilPaperFactory(
        authority=authority, confidential=False, stations=[council], sent=True
    )


def issued(paper, **fields):
    return IssuedDocumentFactory(
        authority=paper.authority,
        subject_type="council.councilpaper",
        subject_id=paper.pk,
        issued_at=timezone.now(),
        **fields,
    )


def waits(paper) -> bool:
    return CouncilPaper.objects.awaiting_document().filter(pk=paper.pk).exists()


def test_who_sends_a_paper_is_told_to_issue_its_document(office, authority, council):
    paper = CouncilPaperFactory(authority=authority, stations=[council])
    change_state(paper=paper, to="approved", by=None)

    answer = save(office, url("paper_state", paper.pk), to="sent")

    page = office.get(answer.url).content.decode()
    issue = reverse("reports:issue", args=["waiblingen"])
    assert "Geben Sie jetzt das Dokument ohne ENTWURF aus." in page
    assert DOCUMENT_MISSING in page
    assert f"{issue}?art=sitzungsvorlage&amp;gegenstand={paper.pk}" in page


def test_council_readers_are_not_told(reader, enter, sent):
    assert DOCUMENT_MISSING not in enter(reader).get(url("paper", sent.pk)).content.decode()


def test_a_document_of_the_version_that_counts_ends_it(sent):
    assert waits(sent)
    issued(sent)
    assert not waits(sent)

    revise(paper=sent, reason="Zahlen berichtigt", by=None)

    assert waits(sent)


def test_documents_name_their_version_and_whether_they_count(office, sent):
    issued(sent, title="Erste Ausgabe", data={"paper": {"version": 1}})
    issued(sent, title="Rücknahme", withdrawn_at=timezone.now(), withdrawn_reason="Fehler")
    revise(paper=sent, reason="Zahlen berichtigt", by=None)

    page = office.get(url("paper", sent.pk)).content.decode()

    told = " ".join(page.split("Erste Ausgabe")[1].split("</li>")[0].split())
    assert "· Fassung 1" in told
    assert "zurückgezogen" in page.split("Rücknahme")[1].split("</li>")[0]


def test_a_draft_or_a_withdrawn_document_is_none(sent):
    issued(sent, draft=True)
    issued(sent, withdrawn_at=timezone.now(), withdrawn_reason="Fehler")

    assert waits(sent)


def test_a_paper_every_body_has_treated_waits_for_none(sent):
    OutcomeFactory(consultation=sent.consultations.get())

    assert not waits(sent)


@pytest.mark.parametrize("state", ["draft", "cosigning", "approved", "withdrawn"])
def test_a_paper_the_council_does_not_have_waits_for_none(authority, council, state):
    paper = CouncilPaperFactory(authority=authority, stations=[council])
    CouncilPaper.objects.filter(pk=paper.pk).update(state=state)

    assert not waits(paper)
