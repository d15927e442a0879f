"""A year that slipped at the keys is asked about, in the portal as in the administration."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from integration_portal.core.days import believable
from stakeholders.forms import MeetingForm
from stakeholders.models import LegislativeTerm

SAID = "Bitte prüfen Sie das Jahr: Möglich sind Tage von 1900 bis 2200."


@pytest.mark.parametrize("day", [dt.date(1900, 1, 1), dt.date(2200, 12, 31)])
def test_the_outermost_days_are_taken(day):
    believable(day)


@pytest.mark.parametrize("day", [dt.date(1899, 12, 31), dt.date(2201, 1, 1)])
def test_the_days_beyond_them_are_not(day):
    with pytest.raises(ValidationError, match="Bitte prüfen Sie das Jahr"):
        believable(day)


@pytest.mark.django_db
@pytest.mark.parametrize("day", ["01.01.0001", "31.12.9999"])
def test_a_form_of_the_portal_asks_for_the_year(day, authority):
    form = MeetingForm({"date": day}, authority=authority)

    assert form.errors["date"] == [SAID]


@pytest.mark.django_db
def test_a_form_of_the_administration_asks_for_the_year(authority, administrator, enter):
    address = reverse("admin:stakeholders_legislativeterm_add")
    sent = {"authority": authority.pk, "name": "2024 bis 2029", "starts_on": "01.01.0001"}

    answer = enter(administrator).post(address, sent)

    assert SAID in answer.text
    assert not LegislativeTerm.objects.exists()
