"""A list as a file: who gets what of it, and what it costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from integration_portal.core import fuzzy
from measures.enums import MeasureRoleKind
from measures.models import MeasureRole
from tests.factories.concepts import EditionFactory
from tests.factories.measures import (
    ExtraFieldFactory,
    MeasureFactory,
    full_measure,
)
from tests.factories.stakeholders import OrganisationFactory
from tests.personas import PERSONAS

from ..exporting import address, body, rows_of, sheet_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["xlsx", "csv", "json"])
@pytest.mark.parametrize("name", PERSONAS)
def test_who_reads_the_list_may_take_it_along(name, kind, persona, enter, measure, authority):
    status = enter(persona(name)).get(address(authority, kind)).status_code
    inside = dict.fromkeys(("officer", "administrator", "contributor", "reader"), 200)
    assert status == ({"visitor": 302} | inside).get(name, 404)


def test_council_readers_get_no_internal_fields(persona, enter, measure, authority):
    for name, public in (("Offenes", True), ("Internes", False)):
        field = ExtraFieldFactory(concept=measure.edition.concept, name=name, public=public)
        measure.extra[field.key] = "Wert"
    measure.save()
    for name, fields in (("officer", ["Offenes", "Internes"]), ("reader", ["Offenes"])):
        client = enter(persona(name))
        assert [key for key in rows_of(client, authority)[0] if key.endswith("nes")] == fields
        for kind in ("csv", "json"):
            text = body(client.get(address(authority, kind))).decode()
            assert [one for one in ("Offenes", "Internes") if one in text] == fields


def test_an_unknown_kind_or_an_authority_without_an_edition_is_nowhere(enter, officer, authority):
    client = enter(officer)
    assert client.get(address(authority, "xlsx")).status_code == 404
    EditionFactory(concept__authority=authority)
    assert client.get(address(authority, "exe")).status_code == 404


def test_the_file_holds_what_the_list_shows(enter, officer, measure, edition, authority):
    other = MeasureFactory(edition=edition, title="Anderes", number="2", number_given=True)
    MeasureFactory(edition=edition, title="Baustein", parent=other)
    client = enter(officer)
    assert [row["Titel"] for row in rows_of(client, authority, sort="-titel")] == [
        "Sprachcafé",
        "Anderes",
        "Baustein",
    ]
    assert [row["Titel"] for row in rows_of(client, authority, text="sprach")] == ["Sprachcafé"]
    # A value that no filter knows leaves nothing out, as in the list; the others still count.
    assert len(rows_of(client, authority, stand="quatsch")) == 3
    assert len(rows_of(client, authority, stand="quatsch", text="sprach")) == 1


def test_the_list_offers_the_files_with_its_filters(enter, officer, measure, authority):
    page = enter(officer).get(reverse("measures:list", args=[authority.slug]), {"text": "sprach"})
    query = f"text=sprach&amp;fassung={measure.edition.slug}"
    for kind in ("xlsx", "csv", "json"):
        assert f'href="{address(authority, kind)}?{query}"' in page.content.decode()


def test_an_empty_list_is_a_head(enter, officer, edition, authority):
    sheet = sheet_of(enter(officer), authority)
    assert (sheet.max_row, sheet.auto_filter.ref) == (1, sheet.dimensions)


def test_an_organisation_of_another_authority_is_named_too(enter, officer, measure, authority):
    MeasureRole.objects.create(
        measure=measure, kind=MeasureRoleKind.LEAD, organisation=OrganisationFactory(name="Land")
    )
    assert rows_of(enter(officer), authority)[0]["Federführung"] == "Land"


def test_whose_part_is_over_is_not_named(enter, officer, measure, authority):
    measure.roles.update(until=fuzzy.parse("2020"))
    assert "Kooperationspartner" not in rows_of(enter(officer), authority)[0]


@pytest.mark.parametrize("kind", ["xlsx", "csv", "json"])
def test_a_file_costs_the_same_for_any_number(kind, enter, officer, edition, authority):
    client, counts = enter(officer), []
    for _turn in range(2):
        whole = full_measure(edition=edition, authority=authority)
        full_measure(edition=edition, authority=authority, parent=whole)
        with CaptureQueriesContext(connection) as queries:
            body(client.get(address(authority, kind)))
        counts.append(len(queries))
    assert counts == [counts[0]] * 2
    assert counts[0] <= 32
