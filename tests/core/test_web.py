"""Addresses on the web: asked for with https, and never a link without."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.template.loader import render_to_string

from integration_portal.core.web import WebAddressField, WebAddressFormField, linked

UNSAFE = ["http://amt.example/", "ftp://amt.example/", "HTTP://amt.example/"]
# Not typed by anybody: the portal's own address, as a reporting round was sent from it.
OURS = {"rounds.ReportingRound.origin"}


def address_fields() -> dict[str, models.Field]:
    return {
        f"{model._meta.label}.{field.name}": field
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.URLField)
    }


def test_every_address_somebody_types_is_asked_for_with_https():
    others = {n for n, f in address_fields().items() if not isinstance(f, WebAddressField)}

    assert others == OURS


@pytest.mark.parametrize("name", sorted(set(address_fields()) - OURS))
def test_an_address_without_https_is_refused_with_a_sentence(name):
    field = address_fields()[name]

    for address in UNSAFE:
        with pytest.raises(ValidationError, match="die mit https:// beginnt") as refused:
            field.clean(address, None)
        assert len(refused.value.messages) == 1
    assert field.clean("https://amt.example/", None) == "https://amt.example/"


def test_a_form_says_it_once_and_completes_what_has_no_scheme():
    field = WebAddressFormField()

    with pytest.raises(ValidationError, match="die mit https:// beginnt") as refused:
        field.clean("http://amt.example/")

    assert len(refused.value.messages) == 1
    assert field.clean("amt.example/akte") == "https://amt.example/akte"


@pytest.mark.parametrize("address", [*UNSAFE, "javascript:alert(1)", "file:///etc/passwd", ""])
def test_an_address_that_is_not_secure_is_text(address):
    assert "href" not in linked("Akte <1>", address)
    assert linked("Akte <1>", address).startswith("Akte &lt;1&gt;")


def test_a_secure_address_is_a_link():
    assert linked("Akte & Co", "https://amt.example/?a=1&b=2") == (
        '<a href="https://amt.example/?a=1&amp;b=2" rel="noopener noreferrer">Akte &amp; Co</a>'
    )


def test_an_address_that_is_its_own_text_stands_there_once():
    assert linked("http://amt.example/", "http://amt.example/") == "http://amt.example/"


def test_paper_links_only_to_secure_pages():
    """Rows and frozen states of before the rule hold other addresses, too."""
    addresses = ("http://alt.example/", "https://neu.example/")
    rows = [{"text": url.split(".")[0], "url": url} for url in addresses]

    html = render_to_string("pdf/konzept/frame.html", {"frame": {"plans": rows}, "sources": rows})

    assert html.count("href=") == html.count('href="https://neu.example/"') == 2
    assert html.count("(http://alt.example/)") == 2
