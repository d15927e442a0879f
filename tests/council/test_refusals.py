"""Who may write papers, but not this one any more, reads why, and is not sent for another role."""

import pytest
from django.urls import reverse

from council.enums import OutcomeKind
from council.models import CouncilPaper
from tests.factories.council import ConsultationFactory, CouncilPaperFactory, OutcomeFactory

pytestmark = pytest.mark.django_db
ROLE = "Bitten Sie die Verwaltung des Portals"


@pytest.mark.parametrize(
    ("name", "sent", "reason"),
    [
        ("paper_edit", True, "Die Vorlage ist versandt. Sie ändert sich nur noch als neue Fassung"),
        ("paper_revise", False, "Die Vorlage ist im Stand „Entwurf“."),
    ],
)
def test_an_officer_reads_what_the_state_of_a_paper_forbids(
    name, sent, reason, authority, officer, enter
):
    paper = CouncilPaperFactory(authority=authority, sent=sent)

    answer = enter(officer).get(reverse(f"council:{name}", args=[authority.slug, paper.pk]))

    assert answer.status_code == 403
    assert reason in answer.text
    assert ROLE not in answer.text


def test_others_read_that_it_is_their_role(authority, reader, enter):
    paper = CouncilPaperFactory(authority=authority, sent=True, confidential=False)

    answer = enter(reader).get(reverse("council:paper_edit", args=[authority.slug, paper.pk]))

    assert answer.status_code == 403
    assert ROLE in answer.text


@pytest.fixture
def station(authority):
    return ConsultationFactory(paper=CouncilPaperFactory(authority=authority, sent=True))


def address_of(name, station, authority) -> str:
    row = {"station_edit": [station.pk], "outcome_new": [station.pk]}.get(name, [])
    return reverse(f"council:{name}", args=[authority.slug, station.paper.pk, *row])


@pytest.mark.parametrize("name", ["station_new", "station_edit", "outcome_new"])
def test_an_officer_reads_what_the_state_of_a_paper_forbids_at_its_stations(
    name, authority, officer, enter
):
    station = ConsultationFactory(paper=CouncilPaperFactory(authority=authority))

    answer = enter(officer).get(address_of(name, station, authority))

    assert answer.status_code == 403
    assert "Die Vorlage ist im Stand „Entwurf“." in answer.text
    assert ROLE not in answer.text


def test_an_officer_reads_that_a_result_keeps_a_station_as_it_is(
    station, authority, officer, enter
):
    OutcomeFactory(consultation=station, kind=OutcomeKind.POSTPONED)

    answer = enter(officer).get(address_of("station_edit", station, authority))

    assert answer.status_code == 403
    assert "An dieser Station ist schon ein Ergebnis eingetragen." in answer.text
    assert ROLE not in answer.text


@pytest.mark.parametrize("name", ["station_new", "station_edit", "outcome_new"])
def test_at_a_station_others_read_that_it_is_their_role(name, station, authority, reader, enter):
    CouncilPaper.objects.update(confidential=False)

    answer = enter(reader).get(address_of(name, station, authority))

    assert answer.status_code == 403
    assert ROLE in answer.text
