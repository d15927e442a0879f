"""People and their seats as officers enter, change and forget them."""

import datetime as dt

from tests.factories.stakeholders import (
    OrganisationFactory,
    PersonFactory,
)

from .conftest import send


def test_a_contact_by_consent_needs_its_date(browser, address):
    response = send(browser, address("person_new"), function="Ehrenamt", legal_basis="consent")

    assert response.context["form"].non_field_errors() == [
        "Eine Einwilligung braucht das Datum, an dem sie kam."
    ]


def test_a_person_is_entered_at_their_organisation(browser, address, authority):
    organisation = OrganisationFactory(authority=authority)
    url = f"{address('person_new')}?organisation={organisation.pk}"

    assert browser.get(url).context["form"].initial["organisation"] == organisation.pk


def test_an_anonymised_person_gets_no_name_again(browser, address, authority):
    person = PersonFactory(authority=authority, anonymised_at="2026-01-01T00:00:00Z")

    send(
        browser,
        address("person_edit", person.pk),
        function="Leitung",
        name="Erika",
        legal_basis="official_duty",
    )

    person.refresh_from_db()
    assert (person.function, person.name) == ("Leitung", "")


def test_anonymising_asks_and_then_forgets(browser, address, authority):
    person = PersonFactory(authority=authority, name="Erika Beispiel")
    url = address("person_anonymise", person.pk)

    question = browser.get(url).content.decode()
    response = browser.post(url)

    person.refresh_from_db()
    assert ("Erika Beispiel" in question, person.name) == (True, "")
    assert response.url == person.get_absolute_url()
    assert "schon anonymisiert" in browser.get(url).content.decode()


def test_what_is_kept_is_downloaded(browser, address, authority):
    person = PersonFactory(authority=authority, name="Erika Beispiel")

    response = browser.get(address("person_export", person.pk))

    assert response.json()["person"]["Name"] == "Erika Beispiel"


def test_a_withdrawn_consent_is_shown_with_the_way_out(browser, address, authority):
    person = PersonFactory(
        authority=authority,
        name="Erika",
        legal_basis="consent",
        consent_on=dt.date(2024, 1, 1),
        consent_withdrawn_on=dt.date(2025, 1, 1),
    )

    page = browser.get(address("person", person.pk)).content.decode()

    assert "Jetzt anonymisieren" in page
