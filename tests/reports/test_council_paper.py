"""The Sitzungsvorlage: what stands on it, what does not, and for whom."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from council.actions.states import change_state
from council.models import (
    CoSignature,
    FinanceLine,
    Implication,
    PaperSection,
    RelatedPaper,
    SignatureLine,
)
from integration_portal.documents.recipes import recipes
from tests.documents import reading
from tests.factories.concepts import StrategicGoalFactory
from tests.factories.council import (
    AttachmentFactory,
    ConsultationFactory,
    CouncilPaperFactory,
    full_paper,
    send,
)
from tests.factories.stakeholders import BodyFactory, MeetingFactory, OrganisationFactory
from tests.reports import papers

pytestmark = pytest.mark.django_db

KIND = "sitzungsvorlage"


@pytest.fixture
def paper(authority):
    return CouncilPaperFactory(authority=authority, subject="Fortschreibung", place="Waiblingen")


def test_a_paper_with_nothing_but_its_subject_prints_no_empty_section(paper):
    assert papers.headings(KIND, paper) == ["Fortschreibung"]


def test_headings_are_in_the_authoritys_words(authority, paper):
    authority.words = {"proposed_resolution": "Beschlussantrag", "reasons": "Sachverhalt"}
    authority.save()
    paper.proposed_resolution = "<p>Dem Ablauf wird zugestimmt.</p>"
    paper.save()
    PaperSection.objects.create(paper=paper, title="Rückblick", body="<p>Es war einmal.</p>")

    assert papers.headings(KIND, paper) == [
        "Fortschreibung",
        "Beschlussantrag",
        "Sachverhalt",
        "Rückblick",
    ]


def test_the_stations_stand_in_their_order_with_day_and_openness(authority, paper):
    body = BodyFactory(authority=authority, name="Sozialausschuss")
    meeting = MeetingFactory(body=body, date=dt.date(2026, 12, 3))
    ConsultationFactory(paper=paper, body=body, meeting=meeting, role="preliminary", public=True)
    council = BodyFactory(authority=authority, name="Gemeinderat")
    ConsultationFactory(paper=paper, body=council, role="decision")

    table = papers.frozen(KIND, paper)["data"]["stations"]

    assert [list(row.values()) for row in table] == [
        ["Sozialausschuss", "03.12.2026", "öffentlich", "Vorberatung"],
        ["Gemeinderat", "", "nichtöffentlich", "Entscheidung"],
    ]
    assert "2. Gemeinderat Termin offen nichtöffentlich Entscheidung" in papers.words(KIND, paper)


def test_a_body_of_another_authority_is_named_with_it(paper, neighbour):
    ConsultationFactory(paper=paper, body=BodyFactory(authority=neighbour, name="Gemeinderat"))

    assert "1. Gemeinderat (Friesenheim)" in papers.words(KIND, paper)


def test_sections_have_letters_and_numbers_and_may_lack_a_heading(paper):
    for level, label, title in ((1, "A", "Sachverhalt"), (2, "1", "Anlass"), (2, "2", "")):
        PaperSection.objects.create(
            paper=paper, level=level, label=label, title=title, body=f"<p>Text {label}</p>"
        )
    PaperSection.objects.create(paper=paper, label="B", body="<p> </p>")

    assert papers.headings(KIND, paper) == [
        "Fortschreibung", "Begründung", "A. Sachverhalt", "1. Anlass",
    ]  # fmt: skip
    assert "2. Text 2" in papers.words(KIND, paper)


def test_strategic_goals_are_printed_unless_a_section_tells_them(authority, paper):
    paper.strategic_goals.add(StrategicGoalFactory(authority=authority, code="A3", text="Offen."))

    assert "Strategische Ziele A3 Offen." in papers.words(KIND, paper)

    PaperSection.objects.create(
        paper=paper, label="A", title="Strategische Ziele", body="<p>A3: die offene Stadt</p>"
    )
    assert papers.headings(KIND, paper).count("Strategische Ziele") == 0
    assert papers.headings(KIND, paper).count("A. Strategische Ziele") == 1


def test_unanswered_finances_are_not_printed_and_an_answered_none_is(paper):
    assert "Finanzielle Auswirkungen" not in papers.headings(KIND, paper)

    paper.finance_answer = "none"
    paper.save()

    assert "Finanzielle Auswirkungen Keine." in papers.words(KIND, paper)


def test_amounts_are_added_up_apart_for_once_and_running(paper):
    paper.finance_answer, paper.budgeted, paper.coverage = "some", "partly", "Budget 50"
    paper.save()
    for recurring, expense, income in ((False, 12_000, 2_500), (True, 20_000, None)):
        FinanceLine.objects.create(
            paper=paper, year=2026, recurring=recurring, expense=expense, income=income, label="X"
        )

    said = papers.words(KIND, paper)

    assert "Aufwand Ertrag 2026 X einmalig 12.000 € 2.500 €" in said
    assert "Summe einmalig 12.000 € 2.500 € Summe laufend 20.000 €" in said
    assert "Im Haushalt veranschlagt teilweise Deckung Budget 50" in said


def test_one_sum_for_amounts_of_one_kind(paper):
    for expense in (Decimal("1000.50"), 2000):
        FinanceLine.objects.create(paper=paper, year=2026, expense=expense)

    assert "Summe 3.000,50 €" in papers.words(KIND, paper)


def test_an_announced_attachment_says_until_when(paper):
    paper.attachments.create(
        title="Abschlussbericht", announced_until=dt.date(2026, 12, 6), confidential=False
    )

    assert "Abschlussbericht (wird nachgereicht bis 06.12.2026)" in papers.words(KIND, paper)


def test_a_public_paper_counts_its_closed_attachments_and_does_not_name_them(authority):
    paper = CouncilPaperFactory(authority=authority, confidential=False)
    AttachmentFactory(paper=paper, title="Angebote der Bietenden", confidential=True)
    AttachmentFactory(paper=paper, title="Lageplan", confidential=False)

    said = papers.words(KIND, paper)

    assert "Lageplan" in said
    assert "1 nichtöffentliche Anlage liegt den Gremien vor." in said
    assert "Bietenden" not in str(papers.frozen(KIND, paper))


def test_a_closed_earlier_paper_is_named_only_as_the_author_named_it(authority):
    paper = CouncilPaperFactory(authority=authority, confidential=False)
    closed = CouncilPaperFactory(authority=authority, subject="Grundstückskauf", sent=True)
    body = BodyFactory(authority=authority, name="Gemeinderat")
    RelatedPaper.objects.create(paper=paper, other=closed, body=body)
    RelatedPaper.objects.create(paper=paper, other=closed, reference="Vorlage 3/2017")

    said = papers.words(KIND, paper)

    assert "Gemeinderat" in said
    assert "Vorlage 3/2017" in said
    assert "Grundstückskauf" not in str(papers.frozen(KIND, paper))


def test_remarks_of_other_departments_stay_in_the_house(authority, paper):
    department = OrganisationFactory(authority=authority, name="Kämmerei")
    CoSignature.objects.create(paper=paper, organisation=department, remark="nur unter Protest")

    assert "Kämmerei steht aus" in papers.words(KIND, paper)
    assert "Protest" not in str(papers.frozen(KIND, paper))


def test_implications_place_date_and_signatures_are_printed(paper):
    Implication.objects.create(paper=paper, kind="climate", effect="none")
    SignatureLine.objects.create(paper=paper, function="Dezernat")
    paper.signed_on = dt.date(2026, 11, 20)
    paper.save()

    said = papers.words(KIND, paper)

    assert "Auswirkung auf Wirkung Klima keine" in said
    assert said.endswith("Waiblingen, 20.11.2026 Dezernat")


def test_a_paper_withdrawn_before_it_was_sent_says_only_that(paper):
    """It will neither be sent nor change any more."""
    change_state(paper=paper, to="withdrawn", by=None)

    said = papers.words(KIND, paper)

    assert "Diese Vorlage ist zurückgezogen." in said
    assert "noch nicht versandt" not in said


def test_the_paper_is_a_draft_until_it_is_sent(paper):
    note = "ENTWURF: Diese Vorlage ist noch nicht versandt"
    assert note in papers.words(KIND, paper)

    send(paper)

    assert note not in papers.words(KIND, paper)


def test_only_a_paper_that_is_not_confidential_makes_a_public_document(paper):
    recipe = recipes.get(KIND)
    assert recipe.public(paper) is False

    paper.confidential = False

    assert recipe.public(paper) is True


def test_the_title_names_number_and_subject(authority, paper):
    recipe = recipes.get(KIND)
    assert recipe.title(paper) == "Sitzungsvorlage: Fortschreibung"

    paper.number = "BSV 3/2017"

    assert recipe.title(paper) == "Sitzungsvorlage BSV 3/2017: Fortschreibung"


def test_a_paper_is_found_by_number_and_by_id(authority, officer, paper):
    recipe = recipes.get(KIND)
    CouncilPaperFactory(authority=authority, number="7/2026")

    assert recipe.find(authority, str(paper.pk), officer) == [paper]
    assert [found.number for found in recipe.find(authority, "7/2026", officer)] == ["7/2026"]
    assert recipe.find(authority, "nie", officer) == []
    assert recipe.find(authority, "9" * 30, officer) == []


def test_the_number_of_queries_is_the_same_for_one_and_three_rows(authority):
    counts = []
    for number in (1, 3):
        paper = full_paper(authority=authority, number=number)
        with CaptureQueriesContext(connection) as queries:
            papers.frozen(KIND, paper)
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.pdf
def test_a_whole_paper_is_sound_and_tagged(authority):
    paper = papers.paper(KIND, full_paper(authority=authority, sent=True))

    assert reading.complaints(paper.pdf) == {}
    assert paper.pages == 2
    roles = reading.roles(paper.pdf)
    assert roles.count("/H1") == 1
    assert {"/H2", "/H3", "/Table", "/TH", "/L"} <= set(roles)
    assert "ENTWURF" not in reading.words(paper.pdf)


@pytest.mark.pdf
def test_every_page_of_a_draft_says_so(authority):
    paper = papers.paper(KIND, full_paper(authority=authority))

    pages = reading.words(paper.pdf).split("\f")[:-1]
    assert len(pages) == paper.pages
    assert all("ENTWURF" in page for page in pages)
    assert reading.complaints(paper.pdf) == {}
