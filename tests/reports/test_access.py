"""Who may open which page; foreign ids answer as if they did not exist."""

import pytest
from django.urls import reverse
from django.utils import timezone

from concepts.enums import EditionStatus
from integration_portal.documents.models import IssuedDocument
from reports.urls import urlpatterns
from tests.factories.accounts import UserFactory
from tests.factories.concepts import EditionFactory
from tests.factories.council import CouncilPaperFactory
from tests.factories.measures import MeasureFactory
from tests.factories.stakeholders import BodyFactory, RepresentationFactory
from tests.personas import PERSONAS

pytestmark = pytest.mark.django_db

INSIDE = {"administrator", "officer", "contributor", "reader"}
READ = {"overview", "documents", "search"}
KEPT = {"issue", "preview", "paper_of_report"}
ELSEWHERE = {"history", "work_list", "word"}  # each in the file of its own
KINDS = ("sitzungsvorlage", "konzept", "aktionsplan", "massnahmenblatt", "sachstandsbericht")


def test_every_address_is_classified():
    assert {pattern.name for pattern in urlpatterns} == READ | KEPT | ELSEWHERE


@pytest.mark.parametrize("name", PERSONAS)
@pytest.mark.parametrize("view", sorted(READ))
def test_who_reads(authority, enter, persona, name, view):
    response = enter(persona(name)).get(reverse(f"reports:{view}", args=[authority.slug]))

    expected = 200 if name in INSIDE else 302 if name == "visitor" else 404
    assert response.status_code == expected


@pytest.mark.parametrize("name", PERSONAS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_goes_the_way_to_a_document(authority, edition, enter, persona, name, method):
    address = reverse("reports:issue", args=[authority.slug])
    address += f"?art=konzept&gegenstand={edition.pk}"

    response = getattr(enter(persona(name)), method)(address)

    allowed = 200 if method == "get" else 302
    refused = 403 if name in INSIDE else 302 if name == "visitor" else 404
    assert response.status_code == (allowed if name == "officer" else refused)
    assert (method == "post" and name == "officer") == IssuedDocument.objects.exists()


@pytest.mark.pdf
@pytest.mark.parametrize("name", PERSONAS)
def test_who_sees_a_preview(authority, edition, enter, persona, name):
    address = reverse("reports:preview", args=[authority.slug])
    question = {"art": "aktionsplan", "gegenstand": edition.pk}

    response = enter(persona(name)).get(address, question)

    refused = 403 if name in INSIDE else 302 if name == "visitor" else 404
    assert response.status_code == (200 if name == "officer" else refused)


def foreign(neighbour) -> dict[str, int]:
    edition = EditionFactory(concept__authority=neighbour, adopted=True)
    return {
        "sitzungsvorlage": CouncilPaperFactory(authority=neighbour, confidential=False).pk,
        "konzept": edition.pk,
        "aktionsplan": edition.pk,
        "sachstandsbericht": edition.pk,
        "massnahmenblatt": MeasureFactory(edition=edition).pk,
    }


@pytest.mark.parametrize("kind", KINDS)
def test_things_of_another_authority_do_not_exist(authority, neighbour, officer, enter, kind):
    browser, question = enter(officer), {"art": kind, "gegenstand": foreign(neighbour)[kind]}
    issue = reverse("reports:issue", args=[authority.slug])
    preview = reverse("reports:preview", args=[authority.slug])

    asked = f"{issue}?art={kind}&gegenstand={question['gegenstand']}"
    assert browser.get(issue, question).status_code == 404
    assert browser.post(asked).status_code == 404
    assert browser.get(preview, question).status_code == 404
    # The POST of a preview only leads on to the address that refuses.
    assert browser.post(preview, question, follow=True).status_code == 404


@pytest.mark.parametrize(
    "question",
    [
        "art=nie", "art=konzept&gegenstand=x", "art=konzept&gegenstand=0", "art=nie&gegenstand=1",
        "art=konzept&gegenstand=99999999999999999999", "art=konzept&gegenstand=-1",
        "art=konzept&gegenstand=%C2%B2", "art=%00",
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_not_found(authority, officer, enter, question):
    browser = enter(officer)

    for view in ("issue", "preview"):
        address = reverse(f"reports:{view}", args=[authority.slug])
        assert browser.get(f"{address}?{question}").status_code == 404
        assert browser.post(f"{address}?{question}").status_code == 404


def test_without_a_subject_nothing_is_issued(authority, officer, enter):
    address = reverse("reports:issue", args=[authority.slug])

    assert enter(officer).post(address).status_code == 404
    assert enter(officer).post(f"{address}?art=konzept").status_code == 404


# Who reads which issued document


def shown_to(user, authority, enter) -> list[IssuedDocument]:
    response = enter(user).get(reverse("reports:documents", args=[authority.slug]))
    return sorted(response.context["page_obj"], key=lambda document: document.pk)


def test_a_public_paper_is_read_once_it_is_sent(authority, issued_of, enter, reader, contributor):
    draft = CouncilPaperFactory(authority=authority, confidential=False)
    sent = CouncilPaperFactory(authority=authority, confidential=False, sent=True)
    issued_of("sitzungsvorlage", draft, authority, public=True)
    document = issued_of("sitzungsvorlage", sent, authority, public=True)

    assert shown_to(reader, authority, enter) == [document]
    assert shown_to(contributor, authority, enter) == [document]


def test_a_closed_paper_is_read_by_who_sits_in_one_of_its_bodies(
    authority, issued_of, enter, reader, contributor, officer
):
    body = BodyFactory(authority=authority)
    paper = CouncilPaperFactory(authority=authority, stations=[body], sent=True)
    document = issued_of("sitzungsvorlage", paper, authority)
    RepresentationFactory(user=reader, organisation=None, body=body)

    assert shown_to(reader, authority, enter) == [document]
    assert shown_to(contributor, authority, enter) == []
    assert shown_to(officer, authority, enter) == [document]


def test_what_was_issued_behind_closed_doors_stays_there(authority, issued_of, enter, reader):
    """It names attachments that a public paper only counts."""
    paper = CouncilPaperFactory(authority=authority, confidential=False, sent=True)
    issued_of("sitzungsvorlage", paper, authority, public=False)

    assert shown_to(reader, authority, enter) == []


def test_documents_of_an_edition_are_read_by_who_reads_the_edition(
    authority, edition, draft_edition, issued_of, enter, reader, contributor
):
    concept = issued_of("konzept", edition, authority, public=True)
    plan = issued_of("aktionsplan", edition, authority, public=True)
    sheet = issued_of("massnahmenblatt", MeasureFactory(edition=edition), authority, public=True)
    inner = issued_of("konzept", draft_edition, authority)

    assert shown_to(reader, authority, enter) == [concept, plan, sheet]
    assert shown_to(contributor, authority, enter) == [concept, plan, sheet, inner]


def test_drafts_and_what_was_withdrawn_are_for_officers(
    authority, edition, issued_of, enter, reader, officer
):
    issued_of("konzept", edition, authority, draft=True)
    issued_of(
        "konzept", edition, authority, withdrawn_at=timezone.now(), withdrawn_reason="Veraltet."
    )

    assert shown_to(reader, authority, enter) == []
    assert len(shown_to(officer, authority, enter)) == 2


def test_a_members_officer_reads_the_districts_concept(district, member_officer, issued_of, enter):
    edition = EditionFactory(concept__authority=district, adopted=True)
    document = issued_of("konzept", edition, district, public=True)
    inner = EditionFactory(concept__authority=district, status=EditionStatus.DRAFT)
    issued_of("konzept", inner, district)

    assert shown_to(member_officer, district, enter) == [document]


def test_a_members_reader_gets_the_districts_paper_as_little_as_its_page(
    district, member, issued_of, enter
):
    reader = UserFactory(reader_of=member)
    edition = EditionFactory(concept__authority=district, adopted=True)
    document = issued_of("konzept", edition, district, public=True)
    browser = enter(reader)

    assert list(IssuedDocument.objects.visible_to(reader)) == []
    for page in (edition, document):
        assert browser.get(page.get_absolute_url()).status_code == 404
