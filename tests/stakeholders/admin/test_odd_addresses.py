"""Addresses of lists that no page links to lead back to the list."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("number", ["9" * 30, "0"])
@pytest.mark.parametrize("part", ["year", "month", "day"])
def test_a_day_that_cannot_be_leads_back_to_the_list(part, number, officer, enter):
    asked = {"date__year": "2026", "date__month": "1", "date__day": "1", f"date__{part}": number}

    answer = enter(officer).get(
        reverse("admin:stakeholders_meeting_changelist"), asked, follow=True
    )

    assert answer.status_code == 200
