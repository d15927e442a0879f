"""An authority's address never hides a page of the portal, and none of those hides an authority."""

import pytest
from django.urls import URLPattern, get_resolver

from integration_portal.accounts.models.authority import RESERVED_SLUGS


def first_segments(patterns, before: str = "") -> set[str]:
    """The first path segments of all addresses that say theirs themselves."""
    found = set()
    for entry in patterns:
        route = before + str(entry.pattern).lstrip("^")
        head, slash, _rest = route.partition("/")
        if slash and "<" not in head:
            found.add(head)
        elif not slash and not isinstance(entry, URLPattern):
            found |= first_segments(entry.url_patterns, route)
    return found


def test_every_page_beside_the_authorities_is_reserved():
    found = first_segments(get_resolver("integration_portal.urls").url_patterns)

    assert {"zustand", "verwaltung", "konto", "hilfe", "api", "einladung"} <= found
    assert found - set(RESERVED_SLUGS) == set()


@pytest.mark.parametrize("address", ["static", "media", "zustand", "oparl"])
def test_what_stands_beside_the_portal_is_reserved_too(address):
    assert address in RESERVED_SLUGS
