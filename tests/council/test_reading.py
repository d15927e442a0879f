"""Who reads what: nothing before it is sent, nothing confidential without a seat on that day."""

import datetime as dt

import pytest
from django.utils import timezone

from council.actions.states import change_state
from council.models import (
    CouncilPaper,
)
from integration_portal.accounts.models import User
from tests.factories.accounts import UserFactory
from tests.factories.council import (
    CouncilPaperFactory,
    send,
)

from .readers import INSIDE, LOGGED_IN, sees

pytestmark = pytest.mark.django_db


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
