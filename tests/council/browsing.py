"""Forms as a browser would send them."""

from django.core.files.base import File
from django.db import connection
from django.db.models.fields.files import FieldFile
from django.test.utils import CaptureQueriesContext
from django.urls import reverse


def url(name, *parts):
    return reverse(f"council:{name}", args=["waiblingen", *parts])


def queries(browser, address) -> int:
    with CaptureQueriesContext(connection) as taken:
        assert browser.get(address).status_code == 200
    return len(taken)


def form_data(response, **changes) -> dict:
    """What a browser would send for the page as it was drawn, with changes (None: left out)."""
    form = response.context["form"]
    parts = [form]
    for formset in getattr(form, "formsets", {}).values():
        parts += [formset.management_form, *formset.forms]
    data = {}
    for part in parts:
        for bound in part:
            value = bound.value()
            if isinstance(value, bool):
                value = "on" if value else None
            if value is not None and not isinstance(value, (FieldFile, File)):
                data[bound.html_name] = value
    token = str(response.context["page_token"])
    name, sealed = token.split('name="')[1].split('"')[0], token.split('value="')[1]
    data |= {name: sealed.split('"')[0]} | changes
    return {key: value for key, value in data.items() if value is not None}


def row(prefix: str, number: int = 0, **fields) -> dict:
    """Fields of one row: `row("consultations", body=3)` is {"consultations-0-body": 3}."""
    return {f"{prefix}-{number}-{name}": value for name, value in fields.items()}


def save(client, address: str, **changes):
    return client.post(address, form_data(client.get(address), **changes))


def errors(response) -> dict:
    """Messages by field of the form and of its rows."""
    form = response.context["form"]
    found = {name: list(texts) for name, texts in form.errors.items()}
    for formset in getattr(form, "formsets", {}).values():
        for each in formset.forms:
            found |= {f"{each.prefix}-{name}": list(e) for name, e in each.errors.items()}
    return found
