"""The way of a paper through the house."""

import pytest
from django.core.exceptions import ValidationError

from council.actions.papers import revise
from council.actions.states import change_state
from council.enums import PAPER_TRANSITIONS, PaperState
from council.models import CouncilPaper, PaperVersion
from tests.factories.council import CouncilPaperFactory, send

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("now", PaperState.values)
@pytest.mark.parametrize("to", PaperState.values)
def test_only_a_step_that_follows_is_taken(authority, officer, now, to):
    paper = CouncilPaperFactory(authority=authority)
    CouncilPaper.objects.filter(pk=paper.pk).update(state=now)
    paper.refresh_from_db()

    if to in PAPER_TRANSITIONS[now]:
        change_state(paper=paper, to=to, by=officer, note="Grund")
        assert paper.state == to
    else:
        with pytest.raises(ValidationError, match="Der Stand ist unverändert"):
            change_state(paper=paper, to=to, by=officer, note="Grund")
        paper.refresh_from_db()
        assert paper.state == now


def test_every_step_is_kept_with_who_and_why(authority, officer):
    paper = CouncilPaperFactory(authority=authority)

    change_state(paper=paper, to=PaperState.COSIGNING, by=officer, note=" Bitte bis Freitag ")

    step = paper.steps.get()
    assert (step.state, step.by, step.note) == ("cosigning", officer, "Bitte bis Freitag")
    assert str(step) == "in Mitzeichnung"


def test_sending_keeps_the_paper_as_the_council_gets_it(authority, officer):
    paper = send(CouncilPaperFactory(authority=authority, subject="Fortschreibung"), by=officer)

    version = PaperVersion.objects.get(paper=paper)
    assert (version.number, version.by) == (1, officer)
    assert version.revision.state["subject"] == "Fortschreibung"
    assert version.revision.state["state"] == "sent"
    assert paper.sent_at is not None


def test_a_sent_paper_is_withdrawn_with_a_reason_only(authority, officer):
    paper = CouncilPaperFactory(authority=authority, sent=True)

    with pytest.raises(ValidationError, match="Nennen Sie den Grund"):
        change_state(paper=paper, to=PaperState.WITHDRAWN, by=officer, note="  ")

    change_state(paper=paper, to=PaperState.WITHDRAWN, by=officer, note="Wird überarbeitet")
    assert (paper.state, paper.is_shown) == ("withdrawn", True)


def test_a_draft_is_withdrawn_without_a_reason_and_nobody_has_seen_it(authority, officer):
    paper = CouncilPaperFactory(authority=authority)

    change_state(paper=paper, to=PaperState.WITHDRAWN, by=officer)

    assert (paper.state, paper.is_shown) == ("withdrawn", False)


def test_a_withdrawn_paper_comes_back_as_the_draft_of_its_next_version(authority, officer):
    paper = CouncilPaperFactory(authority=authority, sent=True)
    change_state(paper=paper, to=PaperState.WITHDRAWN, by=officer, note="Zahlen falsch")

    change_state(paper=paper, to=PaperState.DRAFT, by=officer)
    assert (paper.version, paper.sent_at) == (2, None)

    send(paper, by=officer)
    assert [version.number for version in paper.versions.all()] == [1, 2]


def test_a_draft_sent_back_from_approval_keeps_its_version(authority, officer):
    paper = CouncilPaperFactory(authority=authority)
    change_state(paper=paper, to=PaperState.APPROVED, by=officer)

    change_state(paper=paper, to=PaperState.DRAFT, by=officer)

    assert paper.version == 1


def test_a_new_version_keeps_the_old_one(authority, officer):
    paper = CouncilPaperFactory(authority=authority, subject="Alt", sent=True)
    paper.subject = "Neu"
    paper.save()

    version = revise(paper=paper, reason=" Zahlen berichtigt ", by=officer)

    paper.refresh_from_db()
    first, second = paper.versions.all()
    assert paper.version == 2
    assert second == version
    assert str(version).endswith("Fassung 2")
    assert (first.revision.state["subject"], second.revision.state["subject"]) == ("Alt", "Neu")
    assert (version.reason, version.revision.reason) == ("Zahlen berichtigt", "Zahlen berichtigt")


def test_a_new_version_needs_a_reason(authority, officer):
    paper = CouncilPaperFactory(authority=authority, sent=True)

    with pytest.raises(ValidationError, match="Nennen Sie den Grund"):
        revise(paper=paper, reason=" ", by=officer)


def test_a_draft_has_no_new_version(authority, officer):
    with pytest.raises(ValidationError, match="nur von einer versandten"):
        revise(paper=CouncilPaperFactory(authority=authority), reason="Grund", by=officer)
