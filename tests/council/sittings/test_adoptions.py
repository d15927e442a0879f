"""What an edition becomes by a resolution: offered, asked about, entered alone."""

import pytest

from concepts.enums import EditionStatus
from council.actions.states import change_state
from council.forms.resolutions import EditionResolutionForm
from council.models import Resolution
from integration_portal.core import fuzzy
from tests.factories.concepts import EditionFactory, FieldOfActionFactory
from tests.factories.council import (
    OutcomeFactory,
)
from tests.factories.measures import MeasureFactory
from tests.factories.stakeholders import BodyFactory

from ..browsing import errors, save, url
from .conftest import station_of

pytestmark = pytest.mark.django_db


def test_the_last_resolution_offers_to_adopt_the_edition(office, paper, council, edition):
    station = station_of(paper, council)

    answer = save(office, url("outcome_new", paper.pk, station.pk), kind="resolved", on="2.11.2020")

    assert answer.url == url("adopt", paper.pk)
    assert "noch nicht als „beschlossen“ geführt" in (
        office.get(url("paper", paper.pk)).content.decode()
    )
    assert "Gemeinderat, 02.11.2020" in office.get(answer.url).content.decode()
    adopted = save(office, answer.url)
    assert adopted.url == edition.get_absolute_url()
    edition.refresh_from_db()
    assert (edition.status, str(edition.status_on)) == ("adopted", "02.11.2020")
    assert office.get(url("adopt", paper.pk)).status_code == 404


@pytest.mark.parametrize("about", ["measures", "fields"])
def test_a_paper_on_parts_of_the_edition_does_not_ask_but_offers(
    office, paper, council, edition, about
):
    """A resolution on three measures leaves the edition as it is, unless somebody says more."""
    part = (
        MeasureFactory(edition=edition)
        if about == "measures"
        else FieldOfActionFactory(edition=edition)
    )
    getattr(paper, about).add(part)
    station = station_of(paper, council)

    answer = save(office, url("outcome_new", paper.pk, station.pk), kind="resolved", on="2.11.2020")

    assert answer.url == url("paper", paper.pk)
    page = office.get(answer.url).content.decode()
    assert "noch nicht als „beschlossen“ geführt" not in page
    assert url("adopt", paper.pk) in page
    assert office.get(url("adopt", paper.pk)).status_code == 200


def test_an_edition_still_written_is_offered_and_not_asked_about(office, paper, council, edition):
    edition.status = EditionStatus.DRAFT
    edition.save()
    station = station_of(paper, council)

    answer = save(office, url("outcome_new", paper.pk, station.pk), kind="resolved", on="2.11.2020")

    assert answer.url == url("paper", paper.pk)
    page = office.get(answer.url).content.decode()
    assert "noch nicht als „beschlossen“ geführt" in page


def test_once_a_paper_is_done_its_edition_is_no_question_any_more(office, paper, council):
    OutcomeFactory(consultation=station_of(paper, council), on=fuzzy.parse("2020"))
    change_state(paper=paper, to="done", by=None)

    page = office.get(url("paper", paper.pk)).content.decode()

    assert url("adopt", paper.pk) not in page


def test_noting_with_approval_makes_the_edition_noted(office, paper, council, edition):
    station = station_of(paper, council)

    answer = save(
        office, url("outcome_new", paper.pk, station.pk), kind="noted_with_approval", on="2020"
    )
    save(office, answer.url)

    edition.refresh_from_db()
    assert edition.status == "noted"


def test_the_former_edition_goes_on_if_nobody_ticks_it(office, paper, council, edition):
    former = EditionFactory(concept=edition.concept, adopted=True)
    OutcomeFactory(consultation=station_of(paper, council), on=fuzzy.parse("2025"))

    save(office, url("adopt", paper.pk), supersede=None)

    former.refresh_from_db()
    edition.refresh_from_db()
    assert (former.status, edition.status) == ("adopted", "adopted")


def test_a_refused_adoption_says_why(office, paper, council, edition):
    """The former edition is younger than the resolution."""
    EditionFactory(concept=edition.concept, adopted=True)
    OutcomeFactory(consultation=station_of(paper, council), on=fuzzy.parse("2020"))

    answer = save(office, url("adopt", paper.pk))

    assert "ist damit jünger" in answer.content.decode()
    edition.refresh_from_db()
    assert edition.status == "deliberation"


def test_an_old_edition_gets_its_resolution_alone(office, edition, council):
    answer = save(
        office,
        url("edition_resolution", "2026"),
        body=council.pk,
        on="Frühjahr 2006",
        wording="In großer Einigkeit",
        to="adopted",
    )

    assert answer.url == edition.get_absolute_url()
    edition.refresh_from_db()
    assert (edition.status, str(edition.status_on)) == ("adopted", "Frühjahr 2006")


def test_an_old_resolution_of_a_neighbours_body_or_in_the_future_is_refused(
    office, edition, council, neighbour
):
    stranger = BodyFactory(authority=neighbour)
    address = url("edition_resolution", "2026")

    foreign = save(office, address, body=stranger.pk, on="2006", to="adopted")
    future = save(office, address, body=council.pk, on="2099", to="adopted")
    stays = save(office, address, body=council.pk, on="2006", to="stay")

    assert set(errors(foreign)) == {"body"}
    assert "liegt in der Zukunft" in future.content.decode()
    assert stays.status_code == 302
    assert Resolution.objects.count() == 1
    edition.refresh_from_db()
    assert edition.status == "deliberation"


@pytest.mark.parametrize(("to", "wrong"), [("adopted", {"on"}), ("stay", set())])
def test_a_resolution_may_have_no_date_but_a_step_of_the_edition_has_one(
    to, wrong, edition, council, authority, officer
):
    form = EditionResolutionForm(
        data={"body": council.pk, "on": "", "title": "Konzept", "to": to},
        instance=Resolution(authority=authority),
        edition=edition,
        authority=authority,
        user=officer,
    )

    assert set(form.errors) == wrong
