"""Everything that changed in an authority, on one page."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from integration_portal.history.actions import record
from integration_portal.history.models import Revision
from tests.factories.accounts import UserFactory
from tests.factories.council import CouncilPaperFactory
from tests.factories.measures import MeasureFactory
from tests.factories.stakeholders import OrganisationFactory


@pytest.fixture
def page(authority):
    return reverse("reports:history", args=[authority.slug])


@pytest.fixture
def changed(authority, officer):
    """An organisation, a measure and a paper, each recorded once."""
    organisation = OrganisationFactory(authority=authority, name="Volkshochschule")
    record(organisation, by=officer)
    MeasureFactory(edition__concept__authority=authority, title="Sprachcafé", saved=True)
    record(CouncilPaperFactory(authority=authority, subject="Bericht"), by=officer)


def labels(answer) -> list[str]:
    return [revision.label.removeprefix("1 ") for revision in answer.context["revisions"]]


def test_the_newest_change_stands_on_top(enter, officer, page, changed):
    assert labels(enter(officer).get(page)) == ["Bericht", "Sprachcafé", "Volkshochschule"]


def test_changes_are_found_by_kind_person_and_period(enter, officer, authority, page, changed):
    colleague = UserFactory(function="Stabsstelle", officer_of=authority)
    late = OrganisationFactory(authority=authority, name="Später")
    record(late, by=colleague, at=dt.datetime(2030, 5, 1, 8, tzinfo=dt.UTC))
    client = enter(officer)

    assert labels(client.get(page, {"art": "massnahmen"})) == ["Sprachcafé"]
    assert labels(client.get(page, {"art": "rat"})) == ["Bericht"]
    assert labels(client.get(page, {"person": colleague.pk})) == ["Später"]
    assert labels(client.get(page, {"von": "1.5.2030", "bis": "1.5.2030"})) == ["Später"]
    assert labels(client.get(page, {"art": "unsinn"})) == [
        "Später", "Bericht", "Sprachcafé", "Volkshochschule",
    ]  # fmt: skip


def test_what_fits_nothing_says_so(enter, officer, page, changed):
    html = enter(officer).get(page, {"bis": "1.1.2000"}).content.decode()

    assert "Keine Änderung passt dazu." in html


def test_an_empty_history_says_so(enter, officer, page):
    assert "Noch keine Änderungen" in enter(officer).get(page).content.decode()


def test_papers_are_told_to_officers_only(enter, contributor, page, changed):
    assert labels(enter(contributor).get(page)) == ["Sprachcafé", "Volkshochschule"]


def test_council_readers_have_no_history(enter, reader, page, changed):
    assert enter(reader).get(page).status_code == 403


def test_the_neighbours_changes_stay_with_them(enter, officer, neighbour, page, changed):
    record(OrganisationFactory(authority=neighbour, name="Fremd"), by=None)

    assert "Fremd" not in enter(officer).get(page).content.decode()


def test_the_page_costs_the_same_for_one_change_and_for_three(
    enter, officer, authority, page, changed
):
    client = enter(officer)
    client.get(page)
    with CaptureQueriesContext(connection) as one:
        client.get(page)
    for number in range(2):
        measure = MeasureFactory(
            edition__concept__authority=authority, title=f"M{number}", saved=True
        )
        record(measure, by=officer)
        record(OrganisationFactory(authority=authority), by=officer)
        record(CouncilPaperFactory(authority=authority), by=officer)
    with CaptureQueriesContext(connection) as three:
        client.get(page)

    assert len(one) == len(three) <= 12


def test_many_changes_are_paged(enter, officer, authority, page):
    organisation = OrganisationFactory(authority=authority)
    for number in range(30):
        record(organisation, by=officer, reason=f"Nr. {number}")

    first, second = (enter(officer).get(page, {"page": number}) for number in (1, 2))

    assert (len(labels(first)), len(labels(second))) == (25, 5)
    assert Revision.objects.count() == 30
