"""Nothing of somebody who was logged in stays in a browser or a proxy."""

import pytest
from django.urls import reverse


@pytest.mark.parametrize(
    "address", ["/waiblingen/", "/konto/", "/konto/daten/", "/waiblingen/netzwerk/", "/nirgends/"]
)
def test_no_browser_keeps_a_page_of_who_is_logged_in(address, officer, enter):
    assert enter(officer).get(address)["Cache-Control"] == "private, no-store"


def test_the_administration_is_kept_by_none_either(officer, enter):
    assert "no-store" in enter(officer).get(reverse("admin:index"))["Cache-Control"]


def test_public_pages_may_be_kept(client):
    assert "Cache-Control" not in client.get("/hilfe/").headers
