"""What changed last, told to who may know it."""

import pytest
from django.utils import timezone

from council.models import CouncilPaper
from integration_portal.history.actions import record
from reports.overview import Overview
from tests.factories.council import CouncilPaperFactory
from tests.factories.stakeholders import OrganisationFactory


@pytest.fixture
def changed(authority, officer):
    """An organisation and then a draft, known to officers alone, were saved."""
    record(OrganisationFactory(authority=authority), by=officer)
    paper = CouncilPaperFactory(authority=authority, subject="Streng vertraulich")
    record(paper, by=officer)


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("officer", ["council.councilpaper", "stakeholders.organisation"]),
        ("contributor", ["stakeholders.organisation"]),
        ("administrator", ["stakeholders.organisation"]),
        ("reader", []),
    ],
)
def test_drafts_of_papers_are_told_to_officers_only(name, kinds, authority, changed, persona):
    person = persona(name)
    readable = CouncilPaper.objects.visible_to(person).exists()

    board = Overview(authority=authority, user=person, edition=None, today=timezone.localdate())

    assert [revision.subject_type for revision in board.revisions] == kinds
    assert readable == (name == "officer")
