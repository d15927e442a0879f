"""What people type is shown as they typed it, wherever it is quoted."""

import pytest
from django.urls import reverse

from concepts.enums import EditionStatus
from tests.factories.concepts import EditionFactory

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


@pytest.mark.parametrize("name", ["concepts:edition_status", "council:edition_resolution"])
def test_a_hint_that_quotes_a_title_brings_no_markup_along(name, authority, officer, enter):
    """A policy forbids scripts, but not a form that asks for a password."""
    former = EditionFactory(
        concept__authority=authority, status=EditionStatus.ADOPTED, title=HOSTILE
    )
    edition = EditionFactory(concept=former.concept, authority=authority)

    page = enter(officer).get(reverse(name, args=[authority.slug, edition.slug])).text

    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page
