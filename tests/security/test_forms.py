"""Forms that are sent twice at once, or with what no page of ours would send."""

import pytest
from django.db import IntegrityError
from django.urls import reverse

from integration_portal.editing.views import CreateView
from stakeholders.models import Organisation
from tests.factories.concepts import EditionFactory, FieldOfActionFactory
from tests.factories.measures import MeasureFactory
from tests.factories.stakeholders import OrganisationFactory

SENT = {"name": "Volkshochschule", "kind": "association"}


@pytest.fixture
def address(authority):
    return reverse("stakeholders:organisation_new", args=[authority.slug])


def test_who_sends_a_form_twice_at_once_reads_what_is_there_already(
    address, authority, officer, enter, monkeypatch
):
    """The first is written after the second was judged and before it is written."""
    judged = CreateView.form_valid

    def written_meanwhile(view, form):
        OrganisationFactory(authority=authority, name="Volkshochschule")
        return judged(view, form)

    monkeypatch.setattr(CreateView, "form_valid", written_meanwhile)

    answer = enter(officer).post(address, SENT)

    assert answer.status_code == 200
    assert "Eine Organisation mit diesem Namen gibt es schon." in answer.text
    assert Organisation.objects.filter(name="Volkshochschule").count() == 1


def test_what_the_database_refuses_for_another_reason_is_no_secret(
    address, officer, enter, monkeypatch
):
    def broken(_view, _form):
        raise IntegrityError("something else")

    monkeypatch.setattr(CreateView, "form_valid", broken)

    with pytest.raises(IntegrityError, match="something else"):
        enter(officer).post(address, SENT)


@pytest.mark.parametrize("number", ["9" * 19, "9" * 30, "9" * 5000, "-1", "0", "x"])
@pytest.mark.parametrize("name", ["field", "further_fields"])
def test_no_choice_is_too_large_to_be_refused(name, number, authority, officer, enter):
    edition = EditionFactory(concept__authority=authority)
    FieldOfActionFactory(edition=edition)
    measure = MeasureFactory(edition=edition)
    browser = enter(officer)
    page = reverse("measures:edit", args=[authority.slug, measure.pk])

    answer = browser.post(page, {"title": "Neu", name: [number]})

    # Sent without the page's note it is a conflict; either way it is answered and not saved.
    assert answer.status_code in (200, 409)
    measure.refresh_from_db()
    assert measure.title != "Neu"


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "https:evil.example", "/\\evil.example", "javascript:alert(1)", "hilfe",
     "http://testserver@evil.example", "///evil.example", "%0d%0aX: 1", "accounts:home", ""],
)  # fmt: skip
def test_no_form_leads_out_of_the_portal(target, address, authority, officer, enter):
    browser = enter(officer)

    theme = browser.post("/darstellung/", {"theme": "dark", "next": target})
    created = browser.post(address, SENT | {"next": target})

    assert theme["Location"] == "/"
    assert created["Location"] == Organisation.objects.get(authority=authority).get_absolute_url()
