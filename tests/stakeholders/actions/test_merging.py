"""Two entries become one; nothing that pointed to either is lost."""

import pytest
from django.core.exceptions import ValidationError

from integration_portal.history.actions import record
from integration_portal.history.models import Revision
from stakeholders.actions.merging import merge, plan
from stakeholders.models import Body, Membership, Organisation, Person
from tests.factories.stakeholders import (
    BodyFactory,
    ContactPointFactory,
    MeetingFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    RepresentationFactory,
)


@pytest.fixture
def two(authority):
    return (
        OrganisationFactory(authority=authority, name="AWO Kreisverband"),
        OrganisationFactory(authority=authority, name="AWO", aliases="Arbeiterwohlfahrt"),
    )


def test_whatever_points_to_the_other_points_to_the_survivor(two, officer):
    survivor, other = two
    body = BodyFactory(authority=survivor.authority, office=other)
    membership = MembershipFactory(body=body, person=None, organisation=other)
    person = PersonFactory(organisation=other)
    place = ContactPointFactory(authority=survivor.authority, organisation=other)
    unit = OrganisationFactory(authority=survivor.authority, parent=other)
    seat = RepresentationFactory(organisation=other)

    merge(survivor=survivor, others=[other], by=officer)

    for thing, name in (
        (body, "office"), (membership, "organisation"), (person, "organisation"),
        (place, "organisation"), (unit, "parent"), (seat, "organisation"),
    ):  # fmt: skip
        thing.refresh_from_db()
        assert getattr(thing, name) == survivor
    assert list(Organisation.objects.filter(name="AWO")) == []


def test_the_names_of_the_other_are_kept_and_found(two, officer):
    survivor, other = two

    merge(survivor=survivor, others=[other], by=officer)

    survivor.refresh_from_db()
    assert survivor.alias_list == ["AWO", "Arbeiterwohlfahrt"]
    assert list(Organisation.objects.matching("wohlfahrt")) == [survivor]


def test_an_empty_contact_is_taken_over_and_a_filled_one_stays(two, officer):
    survivor, other = two
    Organisation.objects.filter(pk=survivor.pk).update(phone="07151 1")
    Organisation.objects.filter(pk=other.pk).update(phone="07151 2", email="awo@beispiel.example")

    merge(survivor=survivor, others=[other], by=officer)

    survivor.refresh_from_db()
    assert (survivor.phone, survivor.email) == ("07151 1", "awo@beispiel.example")


def test_what_both_said_alike_is_said_once(two, officer):
    survivor, other = two
    body = BodyFactory(authority=survivor.authority)
    for organisation in two:
        MembershipFactory(body=body, person=None, organisation=organisation)

    merge(survivor=survivor, others=[other], by=officer)

    assert [m.organisation for m in Membership.objects.all()] == [survivor]


def test_several_that_hang_on_one_another_are_merged_without_a_circle(two, officer):
    survivor, other = two
    third = OrganisationFactory(authority=survivor.authority, name="AWO Ortsverein", parent=other)
    between = OrganisationFactory(authority=survivor.authority, name="Bezirk", parent=other)
    Organisation.objects.filter(pk=survivor.pk).update(parent=between, successor=other)
    survivor.refresh_from_db()

    merge(survivor=survivor, others=[other, third], by=officer)

    survivor.refresh_from_db()
    between.refresh_from_db()
    assert (survivor.parent, survivor.successor, between.parent) == (None, None, survivor)


def test_a_circle_that_came_about_is_dissolved(two, officer):
    survivor, other = two
    Organisation.objects.filter(pk=survivor.pk).update(parent=other)
    Organisation.objects.filter(pk=other.pk).update(parent=survivor)
    survivor.refresh_from_db()

    merge(survivor=survivor, others=[other], by=officer)

    survivor.refresh_from_db()
    assert survivor.parent is None


def test_sittings_members_and_seats_of_a_body_go_to_the_survivor(authority, officer):
    survivor = BodyFactory(authority=authority, name="Sozialausschuss", rhythm="monatlich")
    other = BodyFactory(
        authority=authority,
        name="Ausschuss für Soziales",
        short_name="SA",
        rhythm="vierteljährlich",
    )
    meeting = MeetingFactory(body=other)
    member = MembershipFactory(body=other)
    seat = RepresentationFactory(organisation=None, body=other)
    later = BodyFactory(authority=authority, succeeds=other)

    merge(survivor=survivor, others=[other], by=officer)

    for thing, name in (
        (meeting, "body"), (member, "body"), (seat, "body"), (later, "succeeds"),
    ):  # fmt: skip
        thing.refresh_from_db()
        assert getattr(thing, name) == survivor
    survivor.refresh_from_db()
    assert (survivor.short_name, survivor.rhythm) == ("SA", "monatlich")
    assert list(Body.objects.filter(pk=other.pk)) == []


def test_a_body_and_its_predecessor_merge_without_following_itself(authority, officer):
    first = BodyFactory(authority=authority)
    other = BodyFactory(authority=authority, succeeds=first)
    survivor = BodyFactory(authority=authority, succeeds=other)

    merge(survivor=survivor, others=[other], by=officer)

    survivor.refresh_from_db()
    assert survivor.succeeds == first


def test_every_touched_thing_says_so_in_its_history(two, officer):
    survivor, other = two
    body = BodyFactory(authority=survivor.authority, office=other)
    record(body, by=officer)

    merge(survivor=survivor, others=[other], by=officer)

    assert [r.by for r in Revision.objects.of(survivor)] == [officer]
    assert Revision.objects.within(survivor).get().reason == (
        "zusammengeführt mit „AWO Kreisverband“"
    )
    latest = Revision.objects.of(body).first()
    assert [c.sentence for c in latest.changes] == [
        "Geschäftsführung von „AWO“ zu „AWO Kreisverband“ geändert"
    ]


def test_entries_of_two_authorities_are_never_merged(two, neighbour, officer):
    stranger = OrganisationFactory(authority=neighbour)

    with pytest.raises(ValidationError):
        merge(survivor=two[0], others=[stranger], by=officer)

    assert plan(two[0], [stranger]).hindrances == [
        "Die Einträge gehören zu verschiedenen Kommunen."
    ]


def test_merging_with_itself_is_refused(two, officer):
    with pytest.raises(ValidationError):
        merge(survivor=two[0], others=[two[0]], by=officer)


def test_merging_what_is_gone_is_refused(two, officer):
    Organisation.objects.filter(pk=two[1].pk).delete()

    with pytest.raises(ValidationError):
        merge(survivor=two[0], others=[two[1]], by=officer)


def test_a_name_does_not_come_back_through_a_merge(authority, officer):
    anonymous = PersonFactory(authority=authority, anonymised_at="2026-01-01T00:00:00Z")
    named = PersonFactory(authority=authority, name="Erika Beispiel")

    with pytest.raises(ValidationError):
        merge(survivor=anonymous, others=[named], by=officer)

    assert Person.objects.count() == 2


def test_the_plan_names_what_moves_and_what_is_filled(two):
    survivor, other = two
    Organisation.objects.filter(pk=other.pk).update(email="awo@beispiel.example")
    other.refresh_from_db()
    PersonFactory(organisation=other, function="Leitung")
    body = BodyFactory(authority=survivor.authority, name="Forum")
    MembershipFactory(body=body, person=None, organisation=other)

    made = plan(survivor, [other])

    assert made.hindrances == []
    assert made.fills == ["Funktionsadresse"]
    assert {(m["label"], m["count"], *m["list"]) for m in made.moves} == {
        ("Personen (Organisation)", 1, "Leitung"),
        ("Mitgliedschaften (Organisation)", 1, "Forum"),
    }
