"""An officer at the forms of the address book."""

import pytest
from django.urls import reverse


@pytest.fixture
def browser(enter, officer):
    return enter(officer)


@pytest.fixture
def address(authority):
    def find(name, *args):
        return reverse(f"stakeholders:{name}", args=[authority.slug, *args])

    return find


def send(browser, url, **fields):
    """Open the form as a person does, and send it with its sealed note."""
    form = browser.get(url).context
    note = str(form["page_token"]).split('value="')[1].split('"')[0]
    return browser.post(url, fields | {"geoeffnet": note})
