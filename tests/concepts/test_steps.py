"""The steps of an edition on its page: date, resolution, and the one that counted before."""

import pytest
from django.utils import timezone

from concepts.forms import (
    StatusForm,
)
from integration_portal.core.fuzzy import FuzzyDate, parse
from tests.factories import concepts as make

from .conftest import resolve
from .entering import address

pytestmark = pytest.mark.django_db


def test_the_next_step_is_taken_on_its_page(draft, officer, enter):
    answer = enter(officer).post(
        address("edition_status", draft), {"to": "participation", "on": "Frühjahr 2025"}
    )

    draft.refresh_from_db()
    assert answer.url == draft.get_absolute_url()
    assert (draft.status, str(draft.status_on)) == ("participation", "Frühjahr 2025")


def test_without_a_resolution_the_page_leads_to_entering_one(draft, officer, enter):
    shown = enter(officer).get(address("edition_status", draft))
    answer = enter(officer).post(address("edition_status", draft), {"to": "adopted", "on": "2025"})

    assert "braucht es einen Beschluss" in shown.text
    assert [value for value, _label in shown.context["form"].fields["to"].choices] == [
        "participation",
        "deliberation",
        "published",
        "dormant",
        "superseded",
    ]
    assert "to" in answer.context["form"].errors


def test_with_a_resolution_the_edition_can_be_adopted(draft, officer, enter):
    resolve(draft)

    enter(officer).post(address("edition_status", draft), {"to": "adopted", "on": "15.05.2006"})

    draft.refresh_from_db()
    assert draft.status == "adopted"


@pytest.mark.parametrize("to", ["participation", "deliberation", "published", "dormant"])
def test_every_step_wants_a_date(to, draft, officer):
    form = StatusForm(data={"to": to, "on": ""}, edition=draft)

    assert form.errors == {"on": ["Seit wann gilt das? Auch eine Jahreszahl genügt."]}


def test_the_day_of_a_step_is_today_or_that_of_the_resolution(draft):
    def offered():
        return StatusForm(edition=draft).fields["on"].initial

    without = offered()
    resolve(draft)

    assert (without, offered()) == (FuzzyDate.on(timezone.localdate()), parse("15.05.2006"))


def test_a_date_out_of_order_is_said_at_its_field(draft, officer, enter):
    browser = enter(officer)
    browser.post(address("edition_status", draft), {"to": "participation", "on": "2025"})

    answer = browser.post(address("edition_status", draft), {"to": "published", "on": "2020"})

    assert "vor dem letzten Schritt" in answer.context["form"].errors["on"][0]


@pytest.mark.parametrize(("choice", "then"), [("supersede", "superseded"), ("keep", "adopted")])
def test_what_becomes_of_the_edition_that_counted_is_asked(choice, then, draft, officer, enter):
    former = make.EditionFactory(concept=draft.concept, adopted=True)
    browser = enter(officer)

    shown = browser.get(address("edition_status", draft))
    browser.post(
        address("edition_status", draft), {"to": "published", "on": "2025", "former": choice}
    )

    former.refresh_from_db()
    assert f"Bisher gilt: {former}." in shown.text
    assert former.status == then
