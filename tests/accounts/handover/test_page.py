"""The page of a handover: all that is held stands there before, and it is sent once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from measures.enums import MeasureRoleKind
from measures.models import MeasureRole
from tests.factories.council import CouncilPaperFactory
from tests.factories.measures import MeasureFactory
from tests.factories.stakeholders import (
    BodyFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    RepresentationFactory,
)

from .conftest import YEAR, kinds, today


@pytest.fixture
def page(authority, leaver):
    return reverse("accounts:hand_over", args=[authority.slug, leaver.pk])


def test_the_page_lists_everything_before(enter, administrator, authority, leaver, page):
    organisation = OrganisationFactory(authority=authority, name="Volkshochschule")
    RepresentationFactory(user=leaver, organisation=organisation, since=today() - YEAR)

    html = enter(administrator).get(page).content.decode()

    assert "Integrationsbeauftragte" in html
    assert "Volkshochschule" in html
    assert "Vertretungen (1)" in html


def test_sent_it_hands_over_and_leads_to_the_trail(
    enter, administrator, authority, leaver, successor, page
):
    organisation = OrganisationFactory(authority=authority)
    RepresentationFactory(user=leaver, organisation=organisation, since=today() - YEAR)
    sent = {
        "successor": successor.pk, "reason": "Elternzeit", "keys": ["vertretungen"], "lock": "on",
    }  # fmt: skip

    answer = enter(administrator).post(page, sent, follow=True)

    assert answer.redirect_chain == [
        (reverse("accounts:events", args=[authority.slug]), 302),
    ]
    html = " ".join(answer.content.decode().split())
    assert "Zuständigkeit übergeben" in html
    assert "an Fachdienst Vielfalt" in html
    assert "Elternzeit<br>Vertretungen: 1" in html
    assert kinds(leaver, authority) == set()


def test_without_anything_held_the_page_says_so(
    enter, administrator, authority, successor, page, leaver
):
    client = enter(administrator)
    assert "Außer den Rollen hält die Person hier nichts." in client.get(page).content.decode()

    client.post(page, {"successor": successor.pk, "reason": "Elternzeit"})

    assert kinds(leaver, authority) == set()


def test_a_missing_reason_or_successor_hands_over_nothing(
    enter, administrator, authority, leaver, neighbour_officer, page
):
    answer = enter(administrator).post(page, {"successor": neighbour_officer.pk, "reason": ""})

    assert set(answer.context["form"].errors) == {"successor", "reason"}
    assert kinds(leaver, authority) == {"officer"}


def test_ones_own_page_says_whom_to_ask(enter, administrator, authority):
    own = reverse("accounts:hand_over", args=[authority.slug, administrator.pk])

    answer = enter(administrator).get(own)

    assert answer.status_code == 403
    assert "Bitten Sie jemand anderen" in answer.content.decode()


def test_the_page_costs_the_same_for_one_thing_and_for_three(
    enter, administrator, authority, leaver, page
):
    client = enter(administrator)

    def more():
        organisation = OrganisationFactory(authority=authority)
        RepresentationFactory(user=leaver, organisation=organisation, since=today() - YEAR)
        CouncilPaperFactory(authority=authority, author_function=leaver.function)
        person = PersonFactory(organisation=organisation, email=leaver.email)
        MembershipFactory(body=BodyFactory(authority=authority), person=person)
        measure = MeasureFactory(edition__concept__authority=authority)
        MeasureRole.objects.create(
            measure=measure, organisation=organisation, contact=person, kind=MeasureRoleKind.LEAD
        )

    more()
    client.get(page)
    with CaptureQueriesContext(connection) as one:
        client.get(page)
    more()
    more()
    with CaptureQueriesContext(connection) as three:
        client.get(page)

    assert len(one) == len(three) <= 30
