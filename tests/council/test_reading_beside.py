"""Who reads what hangs on a paper: attachments, results, resolutions, agendas, the search."""

import pytest

from council.actions.states import change_state
from council.models import (
    AgendaItem,
    Attachment,
    Consultation,
    CouncilPaper,
    EditionResolution,
    FollowUp,
    Outcome,
    Resolution,
)
from tests.factories.accounts import UserFactory
from tests.factories.concepts import EditionFactory
from tests.factories.council import (
    AgendaItemFactory,
    AttachmentFactory,
    ConsultationFactory,
    CouncilPaperFactory,
    FollowUpFactory,
    OutcomeFactory,
    ResolutionFactory,
    send,
)
from tests.factories.stakeholders import MeetingFactory

from .readers import INSIDE, LOGGED_IN, sees

pytestmark = pytest.mark.django_db


def test_a_confidential_attachment_of_a_public_paper_needs_a_seat(
    authority, officer, reader, council, seat
):
    paper = CouncilPaperFactory(
        authority=authority, confidential=False, stations=[council], sent=True
    )
    closed = AttachmentFactory(paper=paper)
    open_one = AttachmentFactory(paper=paper, confidential=False)

    assert set(Attachment.objects.visible_to(reader)) == {open_one}
    assert set(Attachment.objects.visible_to(officer)) == {closed, open_one}
    assert set(Attachment.objects.visible_to(seat(reader, council))) == {closed, open_one}


def test_an_open_attachment_of_a_closed_paper_is_closed(authority, reader, council):
    paper = CouncilPaperFactory(authority=authority, stations=[council], sent=True)
    AttachmentFactory(paper=paper, confidential=False)

    assert not Attachment.objects.visible_to(reader).exists()


@pytest.fixture
def behind_doors(authority, committee, council):
    """A public paper that a committee advised on behind closed doors."""
    paper = CouncilPaperFactory(authority=authority, confidential=False, sent=True)
    station = ConsultationFactory(paper=paper, body=committee, public=False)
    ConsultationFactory(paper=paper, body=council, public=True)
    return OutcomeFactory(consultation=station, wording="Geheim")


def test_what_a_body_did_behind_doors_is_not_read_with_the_public_paper(
    behind_doors, authority, reader, officer, council, committee, seat
):
    duty = FollowUpFactory(resolution=behind_doors.resolution)
    secret = (behind_doors, behind_doors.resolution, duty)
    neighbour_in_the_council = seat(UserFactory(reader_of=authority), council)
    seated = seat(UserFactory(reader_of=authority), committee)

    assert [sees(reader, one) for one in secret] == [False] * 3
    assert [sees(neighbour_in_the_council, one) for one in secret] == [False] * 3
    assert [sees(seated, one) for one in secret] == [True] * 3
    assert [sees(officer, one) for one in secret] == [True] * 3


def test_a_station_knows_whether_its_result_is_shown(behind_doors, reader, officer):
    def shown(user):
        stations = Consultation.objects.visible_to(user).with_outcome_shown(user)
        return [station.outcome_shown for station in stations]

    assert (shown(reader), shown(officer)) == ([False, False], [True, False])


def test_the_result_of_a_paper_taken_back_is_hidden(authority, reader, council):
    paper = CouncilPaperFactory(authority=authority, confidential=False, sent=True)
    station = ConsultationFactory(paper=paper, body=council, public=True)
    outcome = OutcomeFactory(consultation=station, kind="postponed")
    assert sees(reader, outcome)

    change_state(paper=paper, to="withdrawn", by=None, note="Grund")
    change_state(paper=paper, to="draft", by=None)

    assert not Outcome.objects.visible_to(reader).exists()


@pytest.mark.parametrize("name", LOGGED_IN)
def test_a_public_resolution_is_read_by_all_who_belong_there(name, persona, council):
    resolution = ResolutionFactory(body=council, public=True)

    assert sees(persona(name), resolution) == (name in INSIDE)


def test_a_closed_resolution_that_stands_alone_is_read_in_its_body(
    authority, reader, council, seat
):
    edition = EditionFactory(concept__authority=authority)
    resolution = ResolutionFactory(body=council)
    link = edition.resolutions.create(resolution=resolution)
    duty = FollowUpFactory(resolution=resolution)

    assert [sees(reader, one) for one in (resolution, link, duty)] == [False] * 3
    seated = seat(reader, council)
    assert list(Resolution.objects.visible_to(seated)) == [resolution]
    assert list(EditionResolution.objects.visible_to(seated)) == [link]
    assert list(FollowUp.objects.visible_to(seated)) == [duty]


def test_a_members_resolution_on_a_districts_paper_is_read_there(before_a_member, member):
    paper, _body = before_a_member
    resolution = OutcomeFactory(consultation=paper.consultations.get()).resolution
    Resolution.objects.update(public=True)

    assert sees(UserFactory(reader_of=member), resolution)
    assert list(Resolution.objects.of_house(member)) == [resolution]


@pytest.fixture
def sitting(council):
    return MeetingFactory(body=council)


def titles(user):
    return {item.title for item in AgendaItem.objects.visible_to(user)}


def test_items_behind_doors_are_for_who_sits_there(
    sitting, authority, officer, reader, committee, council, neighbour_officer, seat
):
    AgendaItemFactory(meeting=sitting, title="Bericht")
    AgendaItemFactory(meeting=sitting, title="Personal", public=False)

    assert titles(reader) == {"Bericht"}
    assert titles(officer) == {"Bericht", "Personal"}
    assert titles(neighbour_officer) == set()
    assert titles(seat(UserFactory(reader_of=authority), committee)) == {"Bericht"}
    assert titles(seat(reader, council)) == {"Bericht", "Personal"}


def test_all_items_of_a_closed_sitting_are_closed(council, reader):
    closed = MeetingFactory(body=council, public=False)
    AgendaItemFactory(meeting=closed, title="Bericht", public=True)

    assert titles(reader) == set()


def test_an_item_gives_no_draft_away(sitting, authority, reader, officer, council, seat):
    """The Betreff of a paper that is not sent must not be read on an agenda, seat or not."""
    paper = CouncilPaperFactory(authority=authority, confidential=False)
    station = ConsultationFactory(paper=paper, body=council, meeting=sitting, public=True)
    AgendaItemFactory(meeting=sitting, title=paper.subject, consultation=station)
    seated = seat(UserFactory(reader_of=authority), council)

    assert (titles(reader), titles(seated)) == (set(), set())
    assert titles(officer) == {paper.subject}
    send(paper)
    assert titles(reader) == {paper.subject}


def test_the_search_does_not_tell_what_nobody_sent(authority, reader):
    CouncilPaperFactory(authority=authority, confidential=False, subject="Geheimplan")

    assert not CouncilPaper.objects.visible_to(reader).matching("geheimplan").exists()


def test_resolutions_are_found_by_title_and_wording(council, reader):
    resolution = ResolutionFactory(
        body=council, public=True, title="Konzept", wording="In großer Einigkeit"
    )

    assert list(Resolution.objects.visible_to(reader).matching("GROSSER konzept")) == [resolution]
