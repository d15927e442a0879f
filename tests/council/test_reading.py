"""Who reads what: nothing before it is sent, nothing confidential without a seat on that day."""

import datetime as dt

import pytest
from django.utils import timezone

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
from integration_portal.accounts.models import User
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
from tests.factories.stakeholders import BodyFactory, MeetingFactory
from tests.personas import PERSONAS

pytestmark = pytest.mark.django_db

LOGGED_IN = [name for name in PERSONAS if name != "visitor"]
INSIDE = {"administrator", "officer", "contributor", "reader"}


def sees(user, thing) -> bool:
    return type(thing).objects.visible_to(user).filter(pk=thing.pk).exists()


@pytest.mark.parametrize("state", ["draft", "cosigning", "approved"])
@pytest.mark.parametrize("name", LOGGED_IN)
def test_nobody_but_officers_sees_a_paper_before_it_is_sent(
    name, state, persona, authority, seat, council
):
    paper = CouncilPaperFactory(authority=authority, confidential=False, stations=[council])
    if state != "draft":
        change_state(paper=paper, to=state, by=None)
    user = persona(name)

    assert sees(user, paper) == (name == "officer")


@pytest.mark.parametrize("name", LOGGED_IN)
def test_a_public_paper_is_read_by_all_who_belong_there_once_it_is_sent(name, persona, authority):
    paper = CouncilPaperFactory(authority=authority, confidential=False, sent=True)

    assert sees(persona(name), paper) == (name in INSIDE)


@pytest.mark.parametrize("name", LOGGED_IN)
def test_a_confidential_paper_is_not_read_without_a_seat(name, persona, authority, council):
    paper = CouncilPaperFactory(authority=authority, stations=[council], sent=True)

    assert sees(persona(name), paper) == (name == "officer")


def test_a_confidential_paper_is_read_by_who_sits_in_one_of_its_bodies(
    authority, reader, council, committee, seat
):
    paper = CouncilPaperFactory(authority=authority, stations=[committee, council], sent=True)
    other = CouncilPaperFactory(authority=authority, stations=[council], sent=True)

    member = seat(reader, committee)

    assert sees(member, paper)
    assert not sees(member, other)


def test_a_seat_counts_on_its_days_only(authority, council, seat):
    paper = CouncilPaperFactory(authority=authority, stations=[council], sent=True)
    today, day = timezone.localdate(), dt.timedelta(days=1)
    periods = [
        {"until": today - day},
        {"since": today + day},
        {"since": today, "until": today},
    ]

    found = [
        sees(seat(UserFactory(reader_of=authority), council, **period), paper) for period in periods
    ]

    assert found == [False, False, True]


def test_who_loses_the_role_loses_the_paper_with_the_seat_still_there(
    authority, reader, council, seat
):
    paper = CouncilPaperFactory(authority=authority, stations=[council], sent=True)
    seat(reader, council)
    reader.roles.all().delete()

    assert not sees(User.objects.get(pk=reader.pk), paper)


def test_a_membership_in_the_address_book_opens_nothing(authority, reader, council):
    paper = CouncilPaperFactory(authority=authority, stations=[council], sent=True)

    assert not sees(reader, paper)


def test_a_paper_withdrawn_after_it_was_sent_stays_readable(authority, reader):
    paper = CouncilPaperFactory(authority=authority, confidential=False, sent=True)

    change_state(paper=paper, to="withdrawn", by=None, note="Grund")

    assert sees(reader, paper)


def test_a_paper_withdrawn_before_it_was_sent_is_never_seen(authority, reader):
    paper = CouncilPaperFactory(authority=authority, confidential=False)

    change_state(paper=paper, to="withdrawn", by=None)

    assert not sees(reader, paper)


def test_a_withdrawn_paper_that_is_reworked_is_hidden_until_it_is_sent_again(authority, reader):
    """Withdrawing the draft once more must not show it either."""
    paper = CouncilPaperFactory(authority=authority, confidential=False, sent=True)
    change_state(paper=paper, to="withdrawn", by=None, note="Grund")

    change_state(paper=paper, to="draft", by=None)
    as_draft = sees(reader, paper)
    change_state(paper=paper, to="withdrawn", by=None)
    withdrawn_again = sees(reader, paper)
    change_state(paper=paper, to="draft", by=None)
    send(paper)

    assert (as_draft, withdrawn_again, sees(reader, paper)) == (False, False, True)


# A station may name a member's body


@pytest.fixture
def before_a_member(district, member):
    body = BodyFactory(authority=member, name="Stadtverordnetenversammlung Dreieich")
    return CouncilPaperFactory(authority=district, stations=[body], sent=True), body


def test_a_districts_paper_is_read_where_a_members_body_sits(before_a_member, member, seat):
    paper, body = before_a_member
    seated = seat(UserFactory(reader_of=member), body)

    assert sees(seated, paper)
    assert list(CouncilPaper.objects.of_house(member)) == [paper]


def test_a_confidential_paper_of_the_district_is_closed_to_the_members_others(
    before_a_member, member, member_officer
):
    paper, _body = before_a_member

    assert not sees(member_officer, paper)
    assert not sees(UserFactory(reader_of=member), paper)


def test_a_public_paper_of_the_district_is_open_to_the_member(before_a_member, member):
    paper, _body = before_a_member
    CouncilPaper.objects.update(confidential=False)

    assert sees(UserFactory(reader_of=member), paper)


def test_a_districts_paper_without_a_members_body_stays_in_the_district(district, member_officer):
    paper = CouncilPaperFactory(authority=district, confidential=False, sent=True)

    assert not sees(member_officer, paper)


# Attachments


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


# Outcomes, resolutions, duties


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


# Agendas


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


# Search


def test_the_search_does_not_tell_what_nobody_sent(authority, reader):
    CouncilPaperFactory(authority=authority, confidential=False, subject="Geheimplan")

    assert not CouncilPaper.objects.visible_to(reader).matching("geheimplan").exists()


def test_resolutions_are_found_by_title_and_wording(council, reader):
    resolution = ResolutionFactory(
        body=council, public=True, title="Konzept", wording="In großer Einigkeit"
    )

    assert list(Resolution.objects.visible_to(reader).matching("GROSSER konzept")) == [resolution]
