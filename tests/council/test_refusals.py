"""Who may write papers, but not this one any more, reads why, and is not sent for another role."""

import pytest
from django.urls import reverse

from tests.factories.council import CouncilPaperFactory

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
