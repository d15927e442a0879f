"""Quick creation inside other forms, and by code."""

import datetime as dt

import pytest

from integration_portal.history.models import Revision
from stakeholders.actions.organisations import add_organisation
from stakeholders.models import Meeting, Organisation
from stakeholders.quick import MeetingQuick, OrganisationQuick, PersonQuick
from tests.factories.stakeholders import BodyFactory, LegislativeTermFactory


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


def test_a_meeting_takes_term_and_publicity(authority, officer):
    body = BodyFactory(authority=authority, public=True)
    term = LegislativeTermFactory(authority=authority, starts_on=dt.date(2024, 6, 9))

    made = filled(MeetingQuick, authority, officer, body=body.pk, date="02.09.2025")

    assert (made.term, made.public, Meeting.objects.get()) == (term, True, made)


def test_a_meeting_of_a_foreign_body_is_no_choice(authority, neighbour, officer):
    data = {"body": BodyFactory(authority=neighbour).pk, "date": "02.09.2025"}
    form = MeetingQuick(data, authority=authority, user=officer)

    assert list(form.errors) == ["body"]


@pytest.mark.django_db
def test_an_organisation_is_added_by_code(authority, officer):
    made = add_organisation(authority=authority, name=" AWO ", by=officer, phone="1")

    assert (made.name, made.kind, made.phone, Organisation.objects.count()) == (
        "AWO", "other", "1", 1,
    )  # fmt: skip
