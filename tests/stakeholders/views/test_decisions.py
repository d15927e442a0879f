"""What a body's and an organisation's page show of the floors above, and to whom."""

import datetime as dt
import re
from html import unescape

import pytest
from django.urls import reverse

from measures.enums import MeasureStatus
from measures.models import MeasureRole
from tests.factories.concepts import EditionFactory
from tests.factories.council import (
    ConsultationFactory,
    CouncilPaperFactory,
    OutcomeFactory,
    ResolutionFactory,
)
from tests.factories.measures import MeasureFactory
from tests.factories.stakeholders import BodyFactory, OrganisationFactory, PersonFactory


@pytest.fixture
def body(authority):
    return BodyFactory(authority=authority)


def page_of(thing, browser):
    return browser.get(thing.get_absolute_url())


def test_an_officer_sees_a_draft_on_the_bodys_page_and_a_reader_does_not(
    body, authority, officer, reader, enter
):
    ConsultationFactory(paper=CouncilPaperFactory(authority=authority), body=body)

    seen = [len(page_of(body, enter(who)).context["stations"]) for who in (officer, reader)]

    assert seen == [1, 0]


def test_what_came_out_behind_closed_doors_is_not_told_to_a_reader(
    body, authority, officer, reader, enter
):
    paper = CouncilPaperFactory(authority=authority, confidential=False, stations=[body], sent=True)
    OutcomeFactory(consultation=paper.consultations.get())

    seen = [
        [s.outcome_shown for s in page_of(body, enter(who)).context["stations"]]
        for who in (officer, reader)
    ]

    assert seen == [[True], [False]]


def test_only_public_resolutions_are_shown_to_a_reader(body, officer, reader, enter):
    ResolutionFactory(body=body, title="nichtöffentlich")
    ResolutionFactory(body=body, title="öffentlich", public=True)

    seen = [
        sorted(r.title for r in page_of(body, enter(who)).context["resolutions"])
        for who in (officer, reader)
    ]

    assert seen == [["nichtöffentlich", "öffentlich"], ["öffentlich"]]


def test_an_organisations_measures_are_those_the_reader_may_see(authority, officer, reader, enter):
    organisation = OrganisationFactory(authority=authority)
    draft = EditionFactory(concept__authority=authority)
    measure = MeasureFactory(edition=draft, led_by=organisation, status=MeasureStatus.RUNNING)
    MeasureRole.objects.create(measure=measure, organisation=organisation, kind="partner")
    network = reverse("stakeholders:network", args=[authority.slug])

    def seen(who):
        browser = enter(who)
        roles = page_of(organisation, browser).context["roles"]
        [row] = browser.get(network).context["page_obj"]
        return [role.get_kind_display() for role in roles], row.measure_number

    assert seen(officer) == (["Federführung", "Kooperationspartner"], 1)
    assert seen(reader) == ([], 0)


def test_the_list_of_measures_opens_filtered_by_the_organisation(authority, officer, enter):
    organisation, other = OrganisationFactory.create_batch(2, authority=authority)
    edition, later = EditionFactory.create_batch(2, concept__authority=authority)
    led, both, helped = (MeasureFactory(edition=edition, led_by=who) for who in (
        organisation, organisation, other
    ))  # fmt: skip
    for measure in (both, helped):
        MeasureRole.objects.create(measure=measure, organisation=organisation, kind="partner")
    MeasureFactory(edition=edition, parent=led, led_by=organisation)  # its list counts wholes
    MeasureFactory(edition=later, led_by=organisation)
    MeasureFactory(edition=edition, led_by=other)
    browser = enter(officer)

    page = page_of(organisation, browser)
    links = dict(re.findall(r'href="(/waiblingen/massnahmen/\?[^"]+)"\s*>([^<]+)<', page.text))
    told = {
        url: (int(text.split()[-1]), browser.get(unescape(url)).context["paginator"].count)
        for url, text in links.items()
    }

    here, who = "/waiblingen/massnahmen/?fassung=", organisation.pk
    assert told == {
        f"{here}{later.slug}&amp;federfuehrung={who}": (1, 1),
        f"{here}{edition.slug}&amp;federfuehrung={who}": (2, 2),
        f"{here}{edition.slug}&amp;beteiligt={who}": (3, 3),
    }


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("kind", ["body", "organisation", "person"])
def test_what_stands_above_costs_the_same_for_one_and_three(
    kind, number, authority, officer, enter, django_assert_num_queries
):
    organisation = OrganisationFactory(authority=authority)
    things = {
        "body": BodyFactory(authority=authority),
        "organisation": organisation,
        "person": PersonFactory(organisation=organisation),
    }
    for _n in range(number):
        edition = EditionFactory(concept__authority=authority)
        for _m in range(3):
            measure = MeasureFactory(edition=edition, status=MeasureStatus.RUNNING)
            MeasureRole.objects.create(
                measure=measure,
                organisation=organisation,
                kind="partner",
                contact=things["person"],
            )
            paper = CouncilPaperFactory(authority=authority, stations=[things["body"]], sent=True)
            OutcomeFactory(consultation=paper.consultations.get())
            ResolutionFactory(body=things["body"], on=None)
    browser = enter(officer)

    with django_assert_num_queries({"body": 12, "organisation": 13, "person": 8}[kind]):
        page_of(things[kind], browser)


def test_a_day_in_the_address_is_kept_in_the_field(body, officer, enter):
    response = enter(officer).get(body.get_absolute_url(), {"tag": "1.5.2020"})

    assert (response.context["day"], 'value="1.5.2020"' in response.content.decode()) == (
        dt.date(2020, 5, 1), True,
    )  # fmt: skip
