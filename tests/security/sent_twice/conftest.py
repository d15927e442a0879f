"""Pages with a form of every kind."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from concepts.models import Concept
from council.models import CouncilPaper
from measures.models import Measure
from stakeholders.models import Organisation
from tests.factories.concepts import EditionFactory


@pytest.fixture
def browser(enter, officer):
    return enter(officer)


def filled(browser: Client, page: str, **typed) -> dict:
    """What a browser sends for the page with some fields filled."""
    context = browser.get(page).context
    sent = {"geoeffnet": context["page_token"].split('value="')[1].split('"')[0]}
    for form in [context["form"], *(f for rows in context["formsets"] for f in rows.forms)]:
        for name in form.fields:
            value = form[name].value()
            if isinstance(value, (str, int)) and not isinstance(value, bool):
                sent[form.add_prefix(name)] = value
    for rows in context["formsets"]:
        sent |= {bound.html_name: bound.value() for bound in rows.management_form}
    return sent | typed


def said(answer) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


@pytest.fixture
def pages(authority):
    """Per kind of thing: its page, what to type, and what counts the things."""
    EditionFactory(concept__authority=authority)
    slug = [authority.slug]
    return {
        "measure": (
            reverse("measures:new", args=slug), {"title": "Sprachcafé"}, Measure.objects,
        ),
        "paper": (
            reverse("council:paper_new", args=slug),
            {"subject": "Konzept", "kind": "Antrag", "date": "14.12.2020"},
            CouncilPaper.objects,
        ),
        "organisation": (
            reverse("stakeholders:organisation_new", args=slug),
            {"name": "Volkshochschule", "kind": "association"},
            Organisation.objects,
        ),
        "concept": (
            reverse("concepts:concept_new", args=slug),
            {"title": "Vielfalt", "kind": "Konzept", "edition_title": "2026"},
            Concept.objects,
        ),
    }  # fmt: skip
