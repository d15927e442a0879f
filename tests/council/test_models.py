"""What the database itself refuses, and what rows are called."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.urls import reverse

from council.models import (
    AgendaItem,
    Attachment,
    Consultation,
    CoSignature,
    CouncilPaper,
    FinanceLine,
    FollowUp,
    Implication,
    PaperSection,
    PaperVersion,
    RelatedPaper,
    SignatureLine,
)
from integration_portal.core import fuzzy
from tests.factories.concepts import EditionFactory
from tests.factories.council import (
    AgendaItemFactory,
    ConsultationFactory,
    CouncilPaperFactory,
    FollowUpFactory,
    OutcomeFactory,
    ResolutionFactory,
    pdf,
)
from tests.factories.stakeholders import MeetingFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(authority):
    return CouncilPaperFactory(authority=authority, number="1/2026", subject="Konzept")


def refused(create):
    with pytest.raises(IntegrityError), transaction.atomic():
        create()


def test_a_number_is_once_in_an_authority(paper, authority, neighbour):
    CouncilPaperFactory(authority=neighbour, number="1/2026")
    CouncilPaperFactory.create_batch(2, authority=authority)

    refused(lambda: CouncilPaperFactory(authority=authority, number="1/2026"))


def test_an_attachment_is_there_or_announced(paper):
    Attachment.objects.create(paper=paper, title="Später", announced_until=dt.date(2027, 1, 1))
    Attachment.objects.create(paper=paper, title="Da", file=pdf())

    refused(lambda: Attachment.objects.create(paper=paper, title="Nichts"))


def test_a_related_paper_says_which(paper, council):
    RelatedPaper.objects.create(paper=paper, reference="BSV 3/2017")
    RelatedPaper.objects.create(paper=paper, body=council)

    refused(lambda: RelatedPaper.objects.create(paper=paper))


def test_an_oral_report_comes_without_a_paper(paper, council):
    meeting = MeetingFactory(body=council)
    station = ConsultationFactory(paper=paper, body=council, meeting=meeting)
    AgendaItemFactory(meeting=meeting, oral_report=True)

    refused(lambda: AgendaItemFactory(meeting=meeting, oral_report=True, consultation=station))


def test_a_version_and_an_edition_are_tied_once(authority, council):
    paper = CouncilPaperFactory(authority=authority, sent=True)
    version = paper.versions.get()
    edition, resolution = EditionFactory(), ResolutionFactory(body=council)
    edition.resolutions.create(resolution=resolution)

    refused(lambda: PaperVersion.objects.create(paper=paper, number=1, revision=version.revision))
    refused(lambda: edition.resolutions.create(resolution=resolution))


def test_a_station_with_a_result_is_not_deleted(paper):
    station = ConsultationFactory(paper=paper)
    OutcomeFactory(consultation=station)

    with pytest.raises(ProtectedError):
        station.delete()


def test_rows_say_what_they_are(paper, authority, council):
    organisation = OrganisationFactory(authority=authority, name="Fachbereich")
    meeting = MeetingFactory(body=council, date=dt.date(2017, 12, 14))
    station = Consultation(paper=paper, body=council, role="decision")
    dated = Consultation(paper=paper, body=council, date=fuzzy.parse("Ende 2017"))
    resolution = ResolutionFactory(body=council, on=None, title="Konzept")

    assert str(paper) == "1/2026 Konzept"
    assert str(station) == "Gemeinderat, Termin offen"
    assert str(dated) == "Gemeinderat, Ende 2017"
    assert str(PaperSection(label="A.", title="Rückblick")) == "A. Rückblick"
    assert str(FinanceLine(year=2026, label="Miete")) == "2026 Miete"
    assert str(Implication(kind="climate", effect="none")) == "Klima: keine"
    assert str(RelatedPaper(reference="BSV 3/2017")) == "BSV 3/2017"
    assert str(RelatedPaper(other=paper)) == "1/2026 Konzept"
    assert str(CoSignature(organisation=organisation)) == "Fachbereich"
    assert str(SignatureLine(function="Dezernat")) == "Dezernat"
    assert str(Attachment(title="Liste")) == "Liste"
    assert str(AgendaItem(number="3", title="Bericht")) == "3 Bericht"
    assert str(resolution) == "Gemeinderat, Datum unbekannt: Konzept"
    assert str(FollowUp(text="Berichten")) == "Berichten"
    assert AgendaItem(meeting=meeting).get_absolute_url() == meeting.get_absolute_url()


def test_rows_stand_in_their_order(paper):
    for model, fields in (
        (PaperSection, {"title": "x"}),
        (SignatureLine, {"function": "x"}),
        (Attachment, {"title": "x", "announced_until": dt.date(2027, 1, 1)}),
    ):
        rows = [model.objects.create(paper=paper, **fields) for _n in range(2)]
        rows[1].move(-1)
        assert list(model.objects.filter(paper=paper)) == [rows[1], rows[0]]


def test_open_and_overdue_duties(council):
    resolution = ResolutionFactory(body=council)
    done = FollowUpFactory(resolution=resolution, done_on=dt.date(2026, 1, 1))
    late = FollowUpFactory(resolution=resolution, due_on=dt.date(2026, 1, 1))
    later = FollowUpFactory(resolution=resolution, due_on=dt.date(2099, 1, 1))

    assert list(FollowUp.objects.open()) == [late, later]
    assert list(FollowUp.objects.overdue()) == [late]
    assert list(FollowUp.objects.all()) == [late, later, done]
    assert (late.is_overdue, later.is_overdue, done.is_overdue) == (True, False, False)
    assert late.get_absolute_url() == (
        reverse("council:resolution", args=["waiblingen", resolution.pk]) + f"#auftrag-{late.pk}"
    )


def test_papers_stand_by_their_next_sitting(authority, council):
    today = dt.date(2026, 11, 1)

    def with_date(when, **fields):
        made = CouncilPaperFactory(authority=authority, subject=when or "ohne", **fields)
        date = fuzzy.parse(when) if when else None
        return made, ConsultationFactory(paper=made, body=council, date=date)

    with_date(None)
    with_date("Dezember 2026")
    with_date("16.11.2026")
    with_date("Oktober 2026")
    _treated, station = with_date("5.10.2026", sent=True)
    OutcomeFactory(consultation=station)
    CouncilPaperFactory(authority=authority, subject="leer")
    closed, _station = with_date("20.11.2026", sent=True)
    CouncilPaper.objects.filter(pk=closed.pk).update(state="done")

    rows = CouncilPaper.objects.by_next_sitting(today)

    assert [(row.subject, row.group) for row in rows] == [
        ("16.11.2026", 1),
        ("Dezember 2026", 1),
        ("Oktober 2026", 2),
        ("5.10.2026", 3),
        ("leer", 4),
        ("ohne", 4),
        ("20.11.2026", 5),
    ]


def test_a_sitting_counts_before_a_fuzzy_date(authority, council):
    paper = CouncilPaperFactory(authority=authority)
    meeting = MeetingFactory(body=council, date=dt.date(2026, 11, 16))
    ConsultationFactory(paper=paper, body=council, meeting=meeting)

    row = CouncilPaper.objects.by_next_sitting(dt.date(2026, 11, 1)).get()

    assert (row.next_day, row.group) == ("2026-11-16", 1)


def test_papers_without_a_date_stand_last(authority):
    for subject, day in (
        ("alt", dt.date(2006, 1, 1)),
        ("ohne", None),
        ("neu", dt.date(2026, 1, 1)),
    ):
        CouncilPaperFactory(authority=authority, subject=subject, date=day)

    assert [paper.subject for paper in CouncilPaper.objects.all()] == ["neu", "alt", "ohne"]
