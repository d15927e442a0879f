"""Answering with an account instead of a link."""

from django.urls import reverse
from django.utils import timezone

from integration_portal.history.models import Revision
from rounds.enums import RequestState
from tests.factories.rounds import RoundRecipientFactory
from tests.rounds.conftest import TEXT


def own(request, name="answer") -> str:
    slug = request.round.authority.slug
    return reverse(f"rounds:{name}", args=[slug, request.round_id, request.pk])


def test_an_account_finds_the_same_under_its_own(enter, contributor, asked, authority):
    browser = enter(contributor)
    listed = browser.get(reverse("rounds:own", args=[authority.slug]))
    everything = listed.context["rows"][0].url

    shown = browser.get(everything)
    browser.post(own(asked[0], "answer_unchanged"))

    asked[0].refresh_from_db()
    assert [row.pk for row in shown.context["rows"]] == [asked[1].pk, asked[0].pk]
    assert (asked[0].report.by, asked[0].submitted_by) == (contributor, str(contributor))
    assert Revision.objects.of(asked[0].report).get().by == contributor


def test_an_account_hands_in_with_the_form(enter, contributor, asked):
    browser = enter(contributor)
    hidden = browser.get(own(asked[0])).context["page"]
    sent = {"version": hidden.version, "base": hidden.base_text, "page": hidden.page, **TEXT}

    browser.post(own(asked[0]), sent | {"hand_in": "1"})

    asked[0].refresh_from_db()
    assert asked[0].state == RequestState.SUBMITTED


def test_the_address_that_is_asked_is_enough_for_an_account(enter, contributor, asked, recipient):
    type(asked[0]).objects.update(organisation=None)
    assert enter(contributor).get(own(asked[0])).status_code == 404
    recipient.email = contributor.email.upper()
    recipient.save()

    assert enter(contributor).get(own(asked[0])).status_code == 200


def test_nothing_is_asked_of_others(enter, officer, reader, asked, authority):
    page = reverse("rounds:own", args=[authority.slug])

    assert enter(officer).get(own(asked[0])).status_code == 404
    assert enter(officer).get(page).context["rows"] == []
    assert enter(reader).get(page).status_code == 403


def test_an_account_that_looks_has_opened_what_it_is_asked(enter, contributor, asked, recipient):
    RoundRecipientFactory(round=recipient.round)
    enter(contributor).get(own(asked[0]))

    assert [one.started_at is not None for one in recipient.round.recipients.order_by("pk")] == [
        True,
        False,
    ]


def test_looking_at_a_round_that_is_over_opens_nothing(enter, contributor, asked, recipient):
    type(recipient.round).objects.update(state="closed", closed_at=timezone.now())
    enter(contributor).get(own(asked[0]))

    recipient.refresh_from_db()
    assert recipient.started_at is None
