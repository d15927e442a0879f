"""Where a name stands in words people typed: told to whoever asks, and before it is taken away."""

import pytest
from django.urls import reverse

from council.models import SignatureLine
from stakeholders.actions.people import export, known_as
from stakeholders.mentions import mentions
from tests.factories.council import CouncilPaperFactory
from tests.factories.documents import IssuedDocumentFactory
from tests.factories.stakeholders import OrganisationFactory, PersonFactory


@pytest.fixture
def person(authority):
    return PersonFactory(
        authority=authority, name="Jörg Beispiel", email="joerg@beispiel.example", function="VHS"
    )


def found(person, **options):
    return [(use.label, use.things) for use in mentions(known_as(person), **options)]


def test_a_name_is_found_in_a_field_in_a_row_and_in_what_was_frozen(person, authority):
    contact = CouncilPaperFactory(authority=authority, contact="Frau X, Jörg Beispiel")
    signed = CouncilPaperFactory(authority=authority)
    SignatureLine.objects.create(paper=signed, function="Leitung", name="Jörg Beispiel", position=1)
    frozen = IssuedDocumentFactory(authority=authority, data={"kontakt": ["Jörg Beispiel"]})
    office = OrganisationFactory(authority=authority, note="Post an joerg@beispiel.example")

    assert found(person) == [
        ("Organisationen", [office]),
        ("Vorlagen", [signed, contact]),
        ("ausgegebene Dokumente", [frozen]),
    ]


def test_a_namesake_in_another_authority_is_nobodys_business(person, neighbour):
    CouncilPaperFactory(authority=neighbour, contact="Jörg Beispiel")

    assert found(person) == []


def test_a_name_too_short_to_tell_is_looked_for_nowhere(authority):
    CouncilPaperFactory(authority=authority, contact="Familienzentrum")

    assert found(PersonFactory(authority=authority, name="Li", email="")) == []


def test_only_what_one_may_read_is_named(person, authority, contributor):
    CouncilPaperFactory(authority=authority, contact="Jörg Beispiel")

    assert found(person, reader=contributor) == []


def test_the_answer_to_a_request_names_them(person, authority):
    CouncilPaperFactory(authority=authority, subject="Fortschreibung", contact="Jörg Beispiel")

    assert export(person)["genannt_in"] == [{"art": "Vorlagen", "eintraege": ["Fortschreibung"]}]


def test_who_anonymises_reads_first_where_the_name_will_stay(person, authority, officer, enter):
    paper = CouncilPaperFactory(authority=authority, contact="Jörg Beispiel")
    address = reverse("stakeholders:person_anonymise", args=[authority.slug, person.pk])
    admin = reverse("admin:stakeholders_person_anonymise")

    for page in (address, f"{admin}?ids={person.pk}"):
        text = enter(officer).get(page).text

        assert "Hier bleibt der Name stehen" in text
        assert f'href="{paper.get_absolute_url()}"' in text
