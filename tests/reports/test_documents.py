"""The list of documents, and the way to a new one."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from integration_portal.documents.enums import JobState
from integration_portal.documents.models import IssuedDocument, Job
from tests.documents import reading
from tests.factories.accounts import UserFactory
from tests.factories.concepts import EditionFactory
from tests.factories.council import CouncilPaperFactory
from tests.factories.documents import IssuedDocumentFactory, JobFactory
from tests.factories.measures import MeasureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(enter, officer):
    return enter(officer)


@pytest.fixture
def listed(authority):
    return reverse("reports:documents", args=[authority.slug])


@pytest.fixture
def issue(authority):
    return reverse("reports:issue", args=[authority.slug])


def test_an_empty_list_offers_officers_the_first_step(office, listed, issue):
    page = office.get(listed).text

    assert "Noch kein Dokument ausgegeben" in page
    assert f'href="{issue}"' in page


def test_an_empty_list_tells_readers_why(enter, reader, listed, issue):
    page = enter(reader).get(listed).text

    assert "Noch kein Dokument zu lesen" in page
    assert f'href="{issue}"' not in page


def test_a_row_tells_all_there_is_to_know(office, authority, officer, listed):
    document = IssuedDocumentFactory(authority=authority, issued_by=officer, title="Vorlage 7")

    page = office.get(listed).text

    for text in (
        "Vorlage 7",
        "Sitzungsvorlage",
        "02.11.2026",
        "Integrationsbeauftragte",
        "3 Seiten",
        "24,4\xa0KB",
        f"{document.sha256[:8]}…",
        document.sha256,
        document.get_absolute_url(),
        document.get_preview_url(),
        reverse("documents:withdraw", args=[authority.slug, document.pk]),
    ):
        assert text in page


def test_what_was_taken_back_says_why(office, authority, listed):
    now = timezone.now()
    IssuedDocumentFactory(
        authority=authority, withdrawn_at=now, withdrawn_reason="Zahlen veraltet."
    )
    gone = IssuedDocumentFactory(
        authority=authority, erased_at=now, erased_reason="Ein Name.", file=""
    )

    page = office.get(listed).text

    assert "Zahlen veraltet." in page
    assert "Ein Name." in page
    assert gone.get_absolute_url() not in page
    assert gone.sha256 in page


def test_the_list_is_filtered_by_kind_year_and_words(office, authority, listed):
    paper = IssuedDocumentFactory(authority=authority, title="Sprachförderung in Kitas")
    concept = IssuedDocumentFactory(
        authority=authority, kind="konzept", title="Konzept", stichtag=dt.date(2020, 12, 14)
    )

    def found(**question):
        return list(office.get(listed, question).context["page_obj"])

    assert found(art="konzept") == [concept]
    assert found(jahr="2026") == [paper]
    assert found(text="FÖRDERUNG kitas") == [paper]
    assert found(text="sPRACHFöRDERUNG") == [paper]
    assert found(text="foerderung") == [paper]
    assert found(text=concept.sha256[:10].upper()) == [concept]
    assert found(text=concept.sha256[:3]) == []
    assert found(jahr="1999") == [concept, paper]
    assert found(art="nie") == [concept, paper]


def test_the_list_is_paged(office, authority, listed):
    IssuedDocumentFactory.create_batch(26, authority=authority)

    assert len(office.get(listed).context["page_obj"]) == 25
    assert len(office.get(listed, {"page": "2"}).context["page_obj"]) == 1


def test_jobs_under_way_and_lately_failed_stand_on_top(office, authority, neighbour, listed):
    waiting = JobFactory(authority=authority)
    failed = JobFactory(
        authority=authority,
        state=JobState.FAILED,
        error="Das Licht ging aus.",
        finished_at=timezone.now(),
    )
    JobFactory(
        authority=authority,
        state=JobState.FAILED,
        error="Lange her.",
        finished_at=timezone.now() - dt.timedelta(days=3),
    )
    JobFactory(authority=neighbour)

    response = office.get(listed)

    assert set(response.context["jobs"]) == {waiting, failed}
    assert "Das Licht ging aus." in response.text
    assert "Lange her." not in response.text


def test_readers_see_no_jobs(enter, reader, authority, listed):
    JobFactory(authority=authority)

    assert enter(reader).get(listed).context["jobs"] == []


def test_the_jobs_ask_again_until_none_is_left(office, authority, listed):
    job = JobFactory(authority=authority)

    going_on = office.get(listed, headers={"HX-Request": "true"})
    Job.objects.all().delete()
    over = office.get(listed, headers={"HX-Request": "true"})

    assert job.subject_label in going_on.text
    assert "<html" not in going_on.text
    assert "HX-Refresh" not in going_on
    assert over["HX-Refresh"] == "true"


def test_the_list_costs_the_same_for_one_and_three_rows(office, authority, listed):
    office.get(listed)
    counts = []
    for _n in range(2):
        for _m in range(1 + _n):
            IssuedDocumentFactory(authority=authority, issued_by=UserFactory())
        with CaptureQueriesContext(connection) as queries:
            assert office.get(listed).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 12


# The way to a new document


def test_first_one_chooses_the_kind(office, issue):
    response = office.get(issue)

    assert [recipe.kind for recipe in response.context["recipes"]] == [
        "sitzungsvorlage", "sachstandsbericht", "konzept", "aktionsplan", "massnahmenblatt",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("sitzungsvorlage", "SPRACHförderung"),
        ("konzept", "sprachförderung"),
        ("aktionsplan", "sprachförderung"),
        ("massnahmenblatt", "förderung sprach"),
    ],
)
def test_then_the_subject_which_can_be_searched(office, authority, issue, kind, text):
    edition = EditionFactory(concept__authority=authority, title="Sprachförderung", slug="a")
    EditionFactory(concept__authority=authority, title="Anderes", slug="b")
    wanted = {
        "sitzungsvorlage": CouncilPaperFactory(authority=authority, subject="Sprachförderung"),
        "massnahmenblatt": MeasureFactory(edition=edition, title="Sprachförderung"),
    }.get(kind, edition)
    CouncilPaperFactory(authority=authority)
    MeasureFactory(edition=edition, title="Anderes")

    everything = office.get(issue, {"art": kind}).context["rows"]
    found = office.get(issue, {"art": kind, "text": text}).context["rows"]

    assert len(everything) == 2
    assert [subject for subject, _note in found] == [wanted]


def test_where_nothing_is_there_yet_the_page_says_so(office, issue):
    assert "Noch nichts auszugeben" in office.get(issue, {"art": "konzept"}).text
    assert "Nichts gefunden" in office.get(issue, {"art": "konzept", "text": "x"}).text


def test_the_subjects_cost_the_same_for_one_and_three_rows(office, edition, issue):
    office.get(issue, {"art": "massnahmenblatt"})
    counts = []
    for _n in range(2):
        MeasureFactory.create_batch(1 + _n, edition=edition)
        with CaptureQueriesContext(connection) as queries:
            office.get(issue, {"art": "massnahmenblatt"})
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 12


def test_last_one_sees_options_and_what_was_issued_before(
    office, authority, edition, issue, issued_of
):
    earlier = issued_of("konzept", edition, authority, public=True)

    response = office.get(issue, {"art": "konzept", "gegenstand": edition.pk, "stand": "beschluss"})

    assert list(response.context["earlier"]) == [earlier]
    assert response.context["form"]["stand"].value() == "beschluss"
    assert response.context["form"]["massnahmen"].value() == "ausfuehrlich"
    assert "Öffentlich." in response.text


def test_a_draft_says_that_it_will_be_one(office, authority, draft_edition, issue):
    paper = CouncilPaperFactory(authority=authority, sent=True)

    draft = office.get(issue, {"art": "konzept", "gegenstand": draft_edition.pk})
    closed = office.get(issue, {"art": "sitzungsvorlage", "gegenstand": paper.pk})

    assert "Jede Seite trägt den Vermerk ENTWURF." in draft.text
    assert "Nichtöffentlich." in closed.text
    assert closed.context["form"] is None


@pytest.mark.pdf
def test_issuing_needs_one_post_and_freezes_the_paper(office, authority, officer, edition, issue):
    question = f"{issue}?art=aktionsplan&gegenstand={edition.pk}"

    response = office.post(question, {"nach": "jahr", "stand": "heute", "x": "y"})

    job = Job.objects.get()
    assert response.url == job.get_absolute_url()
    document = IssuedDocument.objects.get()
    assert (document.kind, document.title) == ("aktionsplan", "Aktionsplan: Konzept 2026")
    assert document.options == {"nach": "jahr", "stand": "heute"}
    assert document.issued_by == officer
    assert document.stichtag == timezone.localdate()
    assert document.data["edition"] == "Konzept 2026"
    assert document.subject_id == edition.pk


@pytest.mark.pdf
def test_the_preview_shows_the_options_and_keeps_nothing(office, authority, edition, issue):
    preview = reverse("reports:preview", args=[authority.slug])
    question = {
        "art": "konzept", "gegenstand": edition.pk, "massnahmen": "ohne", "stand": "heute",
        "csrfmiddlewaretoken": "geheim",
    }  # fmt: skip
    MeasureFactory(edition=edition, title="Sprachcafé")

    led_on = office.post(preview, question)
    shown = office.get(led_on.url)

    assert led_on.status_code == 303
    assert "geheim" not in led_on.url
    assert shown["Content-Type"] == "application/pdf"
    assert shown["Content-Disposition"].startswith("inline")
    said = reading.words(shown.content)
    assert "Vorschau – nicht ausgegeben" in said
    assert "Sprachcafé" not in said
    assert not IssuedDocument.objects.exists()
    assert not Job.objects.exists()
