"""Quick creation inside other forms."""

from integration_portal.history.models import Revision
from stakeholders.quick import OrganisationQuick, PersonQuick


def filled(form_class, authority, officer, **data):
    form = form_class(data, authority=authority, user=officer)
    assert form.is_valid(), form.errors
    return form.create(by=officer)


def test_an_organisation_belongs_to_the_authority_of_the_form(authority, officer):
    made = filled(OrganisationQuick, authority, officer, name="AWO", kind="welfare")

    assert (made.authority, Revision.objects.of(made).get().by) == (authority, officer)


def test_a_person_is_there_by_duty(authority, officer):
    made = filled(PersonQuick, authority, officer, function="Leitung VHS")

    assert (made.authority, made.legal_basis) == (authority, "official_duty")
