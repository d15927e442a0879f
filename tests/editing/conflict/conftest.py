"""Somebody else saves meanwhile, and what a browser sends back from the page that shows both."""

import re

import pytest
from django.http import QueryDict
from django.urls import reverse

from concepts.models import Edition
from integration_portal.history.actions import record
from tests.factories.accounts import UserFactory


@pytest.fixture
def page(edition, authority):
    return reverse("test:edit", args=[authority.slug, edition.pk])


@pytest.fixture
def colleague(authority):
    return UserFactory(function="Stabsstelle Soziales", officer_of=authority)


@pytest.fixture
def other_saves(edition, colleague):
    """Somebody else saves: `other_saves(title="…")`, or a function that changes rows."""

    def save(change=None, **fields):
        fresh = Edition.objects.get(pk=edition.pk)
        for name, value in fields.items():
            setattr(fresh, name, value)
        fresh.save()
        if change:
            change(fresh)
        record(Edition.objects.get(pk=edition.pk), by=colleague)

    return save


@pytest.fixture
def send(enter, officer, page):
    browser = enter(officer)

    def post(data: QueryDict, url: str = page):
        return browser.post(url, data.urlencode(), "application/x-www-form-urlencoded")

    return post


def inputs(answer) -> QueryDict:
    """What a browser would send back from the conflict page, with the choices as preset."""
    html = answer.content.decode()
    form = html[html.index('data-unsaved="changed"') :]
    data = QueryDict(mutable=True)
    for tag in re.findall(r"<input[^>]*>", form):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if attributes.get("type") == "radio" and " checked" not in tag:
            continue
        if attributes.get("type") in ("hidden", "radio"):
            value = attributes["value"].replace("&lt;", "<").replace("&gt;", ">")
            data.appendlist(attributes["name"], value.replace("&amp;", "&").replace("&quot;", '"'))
    return data
