"""Merging reaches the floors above: measures, editions, papers."""

import pytest
from django.core.exceptions import ValidationError

from measures.enums import MeasureRoleKind
from measures.models import MeasureRole
from stakeholders import naming
from stakeholders.actions.merging import merge, plan
from stakeholders.models import Organisation
from stakeholders.usage import uses
from tests.factories.concepts import EditionFactory
from tests.factories.council import ConsultationFactory, ResolutionFactory
from tests.factories.measures import MeasureFactory
from tests.factories.stakeholders import BodyFactory, OrganisationFactory, PersonFactory


@pytest.fixture
def two(authority):
    return (
        OrganisationFactory(authority=authority, name="AWO Kreisverband"),
        OrganisationFactory(authority=authority, name="AWO"),
    )


@pytest.fixture
def measure(authority, two):
    """Led by the one that goes."""
    edition = EditionFactory(concept__authority=authority)
    return MeasureFactory(edition=edition, title="Sprachcafé", led_by=two[1])


def test_the_lead_of_a_measure_goes_to_the_survivor(two, measure, officer):
    survivor, other = two

    merge(survivor=survivor, others=[other], by=officer)

    assert [role.organisation for role in measure.roles.all()] == [survivor]


def test_a_role_that_both_have_is_kept_once(two, measure, officer):
    survivor, other = two
    MeasureRole.objects.create(measure=measure, organisation=survivor, kind=MeasureRoleKind.LEAD)

    merge(survivor=survivor, others=[other], by=officer)

    assert [role.organisation for role in measure.roles.all()] == [survivor]


def test_a_role_that_says_something_of_its_own_stops_the_merge(two, measure, officer):
    survivor, other = two
    MeasureRole.objects.create(measure=measure, organisation=survivor, kind=MeasureRoleKind.LEAD)
    measure.roles.filter(organisation=other).update(note="nur bis Sommer")

    with pytest.raises(ValidationError, match="Sprachcafé"):
        merge(survivor=survivor, others=[other], by=officer)

    assert Organisation.objects.count() == 2
    assert measure.roles.count() == 2


def test_many_to_many_rows_move_and_are_not_doubled(two, authority, officer):
    survivor, other = two
    edition = EditionFactory(concept__authority=authority)
    first, second = (edition.events.create(title=title, kind="workshop") for title in "AB")
    first.organisations.add(other)
    second.organisations.add(survivor, other)
    announced = [(move["label"], move["count"]) for move in plan(survivor, [other]).moves]

    merge(survivor=survivor, others=[other], by=officer)

    assert [list(event.organisations.all()) for event in (first, second)] == [[survivor]] * 2
    assert announced == [("Beteiligungsformate", 2)]


def test_papers_and_editions_follow_a_body(authority, officer):
    survivor, other = BodyFactory.create_batch(2, authority=authority)
    edition = EditionFactory(concept__authority=authority, steering_group=other)
    station = ConsultationFactory(paper__authority=authority, body=other)
    resolution = ResolutionFactory(authority=authority, body=other)

    merge(survivor=survivor, others=[other], by=officer)

    edition.refresh_from_db()
    station.refresh_from_db()
    resolution.refresh_from_db()
    assert [edition.steering_group, station.body, resolution.body] == [survivor] * 3


def test_the_plan_names_the_measure(two, measure):
    moves = plan(two[0], [two[1]]).moves

    assert [(move["count"], move["list"]) for move in moves] == [(1, [str(measure)])]


def test_the_rooms_above_hear_of_a_new_name(two, officer, monkeypatch):
    heard = []
    monkeypatch.setattr(naming, "_listeners", [])
    naming.when_renamed(heard.append)
    naming.when_renamed(heard.append)

    merge(survivor=two[0], others=[two[1]], by=officer)

    assert heard == [two[0]]


def test_uses_name_the_measure_not_the_row(two, measure, authority, officer, neighbour_officer):
    person = PersonFactory(organisation=two[1])
    measure.roles.update(contact=person)

    def said(reader):
        return [(use.label, use.things) for use in uses(person, reader=reader)]

    assert said(officer) == [("Maßnahmen", [measure])]
    assert said(None) == [("Maßnahmen", [measure])]
    assert said(neighbour_officer) == []
