"""Data protection: anonymising, deleting and telling what is kept."""

import datetime as dt
import json

import pytest
from django.core.exceptions import ValidationError

from integration_portal.history.actions import record
from integration_portal.history.models import Revision
from stakeholders.actions.deleting import delete
from stakeholders.actions.merging import merge
from stakeholders.actions.people import anonymise, export
from stakeholders.models import Membership, Person
from tests.factories.stakeholders import BodyFactory, MembershipFactory, PersonFactory


@pytest.fixture
def person(authority, officer):
    person = PersonFactory(
        authority=authority,
        function="Leitung Volkshochschule",
        name="Erika Beispiel",
        email="erika@beispiel.example",
        phone="07151 1234",
        note="nur vormittags",
    )
    record(person, by=officer)
    return person


def everything_stored() -> str:
    return json.dumps(
        [[r.label, r.state, r.reason] for r in Revision.objects.all()], ensure_ascii=False
    )


def test_anonymising_takes_the_name_from_the_person_and_keeps_the_membership(person, officer):
    membership = MembershipFactory(body__authority=person.authority, person=person)

    anonymise(person=person, by=officer)

    person.refresh_from_db()
    assert (person.function, person.name, person.email, person.phone, person.note) == (
        "Leitung Volkshochschule", "", "", "", "",
    )  # fmt: skip
    assert person.anonymised_at is not None
    assert person.search_text == "leitung volkshochschule"
    assert Membership.objects.get().person == membership.person


def test_anonymising_takes_the_name_from_every_stored_state(person, officer):
    body = BodyFactory(authority=person.authority)
    MembershipFactory(body=body, person=person)
    record(body, by=officer)
    assert "Erika Beispiel" in everything_stored()

    anonymise(person=person, by=officer)

    stored = everything_stored()
    assert [word in stored for word in ("Erika", "erika@", "07151", "vormittags")] == [False] * 4
    row = Revision.objects.of(body).latest("pk").state["memberships"][0]
    assert row["person"]["label"] == "Leitung Volkshochschule"


def test_anonymising_reaches_the_duplicates_that_were_merged_before(person, officer):
    body = BodyFactory(authority=person.authority)
    double = PersonFactory(authority=person.authority, function="VHS", name="E. Beispiel")
    MembershipFactory(body=body, person=double)
    record(double, by=officer)
    record(body, by=officer)
    merge(survivor=person, others=[double], by=officer)

    anonymise(person=person, by=officer)

    assert "Beispiel" not in everything_stored()


def test_anonymising_twice_keeps_the_first_date(person, officer):
    first = anonymise(person=person, by=officer).anonymised_at

    assert anonymise(person=person, by=officer).anonymised_at == first


def test_a_deleted_person_is_gone_from_the_history_too(person, officer):
    delete(person, by=officer)

    assert Person.objects.count() == 0
    assert "Erika" not in everything_stored()
    assert Revision.objects.latest("pk").action == "deleted"


def test_a_person_who_sits_in_a_body_is_not_deleted_and_keeps_the_name(person, officer):
    MembershipFactory(body__authority=person.authority, person=person)

    with pytest.raises(ValidationError):
        delete(person, by=officer)

    person.refresh_from_db()
    assert person.name == "Erika Beispiel"
    assert "Erika" in everything_stored()


def test_the_export_tells_everything_that_is_kept(person):
    body = BodyFactory(authority=person.authority, name="Runder Tisch")
    MembershipFactory(body=body, person=person)

    Person.objects.filter(pk=person.pk).update(
        legal_basis="consent", consent_on=dt.date(2026, 5, 4)
    )
    person.refresh_from_db()

    told = export(person)

    assert told["person"]["Name"] == "Erika Beispiel"
    assert told["person"]["Rechtsgrundlage"] == "Einwilligung"
    assert told["person"]["eingewilligt am"] == "2026-05-04"
    assert told["mitgliedschaften"] == [
        {
            "gremium": "Runder Tisch",
            "Organisation": None,
            "Rolle": "Mitglied",
            "seit": "01.01.2020",
            "bis": None,
        }
    ]
    assert told["verwendet_in"] == [{"art": "Gremien", "eintraege": ["Runder Tisch"]}]
    assert [entry["daten"]["name"] for entry in told["verlauf"]] == ["Erika Beispiel"]
    json.dumps(told)
