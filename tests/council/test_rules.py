"""Who may write what, by person and by how far the paper has come."""

import pytest

from council import rules
from council.actions.states import change_state
from council.enums import PaperState
from tests.factories.council import (
    AgendaItemFactory,
    ConsultationFactory,
    CouncilPaperFactory,
    FollowUpFactory,
    OutcomeFactory,
    ResolutionFactory,
    send,
)
from tests.factories.stakeholders import MeetingFactory
from tests.personas import PERSONAS

pytestmark = pytest.mark.django_db

INTERNAL = set(PaperState.internal)
ANYWHERE = set(PaperState.values)
# In which states an officer may; nobody else may in any.
OF_PAPER = {
    rules.can_edit_paper: INTERNAL,
    rules.can_fill_finances: INTERNAL,
    rules.can_delete_paper: INTERNAL,
    rules.can_revise_paper: {"sent"},
    rules.can_add_station: {"sent"},
    rules.can_supply_attachments: {"sent", "done"},
    rules.can_record_outcomes: {"sent", "done"},
    rules.can_number_paper: ANYWHERE - {"withdrawn"},
    rules.can_change_state: ANYWHERE - {"done"},
    rules.can_read_history: ANYWHERE,
}


def paper_in(state, authority):
    paper = CouncilPaperFactory(authority=authority)
    if state in ("sent", "done"):
        send(paper)
    if state not in ("sent", paper.state):
        change_state(paper=paper, to=state, by=None, note="Grund")
    return paper


@pytest.mark.parametrize("state", PaperState.values)
@pytest.mark.parametrize("name", [n for n in PERSONAS if n != "visitor"])
def test_who_may_do_what_with_a_paper(name, state, persona, authority):
    user, paper = persona(name), paper_in(state, authority)

    found = {rule.__name__: rule(user, paper) for rule in OF_PAPER}

    assert found == {
        rule.__name__: name == "officer" and state in states for rule, states in OF_PAPER.items()
    }


def test_a_paper_that_was_sent_once_is_never_deleted(authority, officer):
    paper = paper_in("sent", authority)
    change_state(paper=paper, to="withdrawn", by=officer, note="Grund")
    change_state(paper=paper, to="draft", by=officer)

    assert rules.can_edit_paper(officer, paper)
    assert not rules.can_delete_paper(officer, paper)


@pytest.mark.parametrize(
    ("state", "allowed"),
    [("draft", False), ("approved", False), ("sent", True), ("done", True), ("withdrawn", False)],
)
def test_a_result_is_recorded_once_the_body_has_the_paper(authority, officer, state, allowed):
    station = ConsultationFactory(paper=paper_in(state, authority))

    assert rules.can_record_outcome(officer, station) == allowed


def test_a_result_of_a_paper_withdrawn_after_sending_may_still_come(authority, officer):
    paper = paper_in("sent", authority)
    change_state(paper=paper, to="withdrawn", by=officer, note="Grund")

    assert rules.can_record_outcome(officer, ConsultationFactory(paper=paper))


def test_a_station_changes_until_something_happened_there(authority, officer, neighbour_officer):
    station = ConsultationFactory(paper=paper_in("sent", authority))
    assert rules.can_edit_station(officer, station)
    assert not rules.can_edit_station(neighbour_officer, station)

    OutcomeFactory(consultation=station)

    assert not rules.can_edit_station(officer, station)


@pytest.mark.parametrize("name", [n for n in PERSONAS if n != "visitor"])
def test_only_officers_keep_resolutions_duties_and_agendas(name, persona, authority, council):
    user = persona(name)
    resolution = ResolutionFactory(body=council)
    duty = FollowUpFactory(resolution=resolution)
    item = AgendaItemFactory(meeting=MeetingFactory(body=council))

    found = {
        rules.can_write_council(user, authority),
        rules.can_edit_resolution(user, resolution),
        rules.can_edit_follow_up(user, duty),
        rules.can_keep_agenda(user, item.meeting),
        rules.can_edit_item(user, item),
    }

    assert found == {name == "officer"}
