"""A Sachstandsbericht becomes an Informationsvorlage: once, and by officers alone."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from concepts.enums import FinancingKind
from council.enums import ConsultationRole, PaperState
from council.models import CouncilPaper
from integration_portal.core import fuzzy
from integration_portal.core.richtext import plain
from measures.actions.status_reports import report_status
from measures.enums import MeasureStatus
from measures.models import MeasureCost, MeasureFinancing, StatusReport
from reports import rules
from reports.actions.paper_of_report import informing_kind, make_paper
from tests.factories.concepts import FieldOfActionFactory
from tests.factories.council import send
from tests.factories.measures import MeasureFactory
from tests.factories.stakeholders import BodyFactory
from tests.personas import PERSONAS
from tests.reports import papers

pytestmark = pytest.mark.django_db

KIND = "sachstandsbericht"
OPTIONS = {"stichtag": "01.11.2026"}


@pytest.fixture
def course(edition):
    field = FieldOfActionFactory(edition=edition, number="1", title="Sprache")
    measure = MeasureFactory(edition=edition, field=field, number="1.1", title="Kurs <neu>")
    for year, budget in ((2025, 100), (2026, 200), (2027, 300)):
        MeasureCost.objects.create(measure=measure, year=year, budget=budget)
    for year, kind, amount in (
        (2025, FinancingKind.OWN, 100),
        (2026, FinancingKind.GRANT, 150),
        (2027, FinancingKind.OWN, 300),
    ):
        MeasureFinancing.objects.create(measure=measure, year=year, kind=kind, amount=amount)
    report_status(
        report=StatusReport(
            measure=measure, on=fuzzy.parse("01.10.2026"), status=MeasureStatus.RUNNING,
            decision_needed="Wer zahlt?",
        ),
        by=None,
    )  # fmt: skip
    return measure


@pytest.fixture
def issue(edition, course, issued_of):
    """An issued report with its true data, without its file."""

    def make(**options):
        kept = papers.frozen(KIND, edition, **OPTIONS, **options)
        return issued_of(
            KIND, edition, edition.authority, data=kept["data"], title=kept["title"],
            public=kept["public"], internal=kept["internal"], options=options,
        )  # fmt: skip

    return make


def made(document, officer, **more) -> CouncilPaper:
    return make_paper(document=document, kind="Informationsvorlage", by=officer, **more)


def test_the_report_is_attached_and_as_open_as_it_was_issued(officer, edition, issue):
    document = issue()

    paper = made(document, officer)

    attachment = paper.attachments.get()
    assert (attachment.document, attachment.confidential) == (document, False)
    assert (paper.state, paper.confidential, paper.edition) == (PaperState.DRAFT, True, edition)
    assert paper.subject == "Sachstandsbericht: Konzept 2026, Stand 01.11.2026"


def test_it_proposes_to_take_note_and_names_what_is_to_decide(officer, course, issue):
    paper = made(issue(), officer)

    assert " ".join(plain(paper.proposed_resolution).split()) == (
        "Der Sachstandsbericht „Konzept 2026“, Stand 01.11.2026 (Anlage), wird zur Kenntnis "
        "genommen. Zu entscheiden ist: 1.1 Kurs <neu>: Wer zahlt?"
    )
    assert list(paper.measures.all()) == [course]
    assert "1: 1 im Plan" in plain(paper.summary)


def test_without_a_decision_it_only_takes_note(officer, course, issue):
    course.reports.all().delete()

    paper = made(issue(), officer)

    assert "Zu entscheiden" not in paper.proposed_resolution
    assert not paper.measures.exists()


def test_finances_are_summed_by_year_from_that_of_the_stichtag_on(officer, issue):
    paper = made(issue(), officer)

    lines = [(line.year, line.expense, line.income) for line in paper.finance_lines.all()]
    assert lines == [(2026, Decimal(200), Decimal(150)), (2027, Decimal(300), None)]
    assert paper.finance_answer == "some"
    assert paper.coverage == "Eigenanteil 300\xa0€, Zuschuss 150\xa0€"


def test_where_nothing_costs_anything_nothing_is_said_of_money(officer, course, issue):
    course.costs.all().delete()
    course.financing.all().delete()

    paper = made(issue(), officer)

    assert (paper.finance_answer, paper.coverage) == ("", "")


def test_chosen_fields_and_the_body_go_with_it(authority, officer, course, issue):
    body = BodyFactory(authority=authority, public=True)

    paper = made(issue(felder=[str(course.field_id)]), officer, body=body)

    station = paper.consultations.get()
    assert (station.body, station.role, station.public) == (
        body, ConsultationRole.INFORMATION, True,
    )  # fmt: skip
    assert list(paper.fields.all()) == [course.field]


def test_while_one_waits_in_the_house_there_is_no_second(officer, issue):
    document = issue()

    first, second = made(document, officer), made(document, officer)
    assert first == second

    send(first)
    assert made(document, officer) != first


def test_the_authority_says_what_such_a_paper_is_called(authority):
    assert informing_kind(authority) == "Informationsvorlage"

    authority.words = {"paper_kinds": ["Antrag", "Mitteilungsvorlage"]}
    assert informing_kind(authority) == "Mitteilungsvorlage"
    authority.words = {"paper_kinds": ["Antrag"]}
    assert informing_kind(authority) == "Antrag"


@pytest.mark.parametrize(
    "fields",
    [
        {"draft": True},
        {"internal": True, "public": False},
        {"withdrawn_at": dt.datetime(2026, 11, 1, tzinfo=dt.UTC), "withdrawn_reason": "Fehler"},
        {
            "erased_at": dt.datetime(2026, 11, 1, tzinfo=dt.UTC),
            "erased_reason": "Recht",
            "file": "",
        },
        {"kind": "konzept"},
    ],
)
def test_what_may_not_be_shown_becomes_no_paper(officer, edition, issued_of, fields):
    kept = {"kind": KIND} | fields
    document = issued_of(kept.pop("kind"), edition, edition.authority, **kept)

    assert rules.can_make_paper(officer, document) is False


@pytest.mark.parametrize("name", PERSONAS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_only_officers_make_one(authority, issue, enter, persona, name, method):
    page = reverse("reports:paper_of_report", args=[authority.slug, issue().pk])
    browser, sent = enter(persona(name)), {"kind": "Informationsvorlage", "body": ""}

    response = browser.get(page) if method == "get" else browser.post(page, sent)

    refused = 302 if name == "visitor" else 403 if persona(name).access.has(authority) else 404
    allowed = 200 if method == "get" else 302
    assert response.status_code == (allowed if name == "officer" else refused)
    assert CouncilPaper.objects.exists() == (name == "officer" and method == "post")


def test_the_same_page_sent_twice_makes_one_paper(authority, officer, issue, enter):
    browser = enter(officer)
    page = reverse("reports:paper_of_report", args=[authority.slug, issue().pk])
    form = browser.get(page).context["form"]
    sent = {"kind": form["kind"].value(), "body": form["body"].value() or ""}

    first, second = browser.post(page, sent), browser.post(page, sent)

    paper = CouncilPaper.objects.get()
    assert first.url == second.url == paper.get_absolute_url()
    assert "Eine Vorlage mit diesem Bericht ist schon in Arbeit." in browser.get(page).text


def test_the_list_of_documents_leads_there(authority, officer, reader, issue, enter):
    document, inside = issue(), issue(anmerkungen="mit")
    page = reverse("reports:documents", args=[authority.slug])
    way = reverse("reports:paper_of_report", args=[authority.slug, document.pk])

    said = enter(officer).get(page).text

    assert way in said
    assert reverse("reports:paper_of_report", args=[authority.slug, inside.pk]) not in said
    assert way not in enter(reader).get(page).text


def test_a_report_with_internal_remarks_reaches_nobody_but_officers(
    authority, officer, reader, contributor, administrator, issue, enter
):
    inside = issue(anmerkungen="mit")
    address = reverse("documents:file", args=[authority.slug, inside.pk])

    found = [enter(who).get(address).status_code for who in (reader, contributor, administrator)]

    assert found == [404, 404, 404]
    assert enter(officer).get(address).status_code == 200


def test_no_form_of_a_paper_offers_it_as_an_attachment(authority, issue):
    from council.forms.choices import documents

    open_to_all, _inside = issue(), issue(anmerkungen="mit")

    assert list(documents(authority, None)) == [open_to_all]
