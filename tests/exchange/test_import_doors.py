"""Who takes lists over, in which state, and what they find afterwards."""

import pytest
from django.urls import reverse

from exchange.enums import ImportState
from exchange.models import MeasureImport
from exchange.rules import can_change_import, can_import, can_undo
from measures.models import Measure
from tests.factories.concepts import EditionFactory

from .importing import applied, checked, existing, page, uploaded
from .tables import delimited, ministry_list, town_list

pytestmark = pytest.mark.django_db
HEAD = ["Nr.", "Maßnahme"]


def test_steps_that_are_over_are_closed(enter, officer, edition):
    imported = applied(edition, delimited([HEAD, ["1", "Café"]]), officer)
    client = enter(officer)

    found = [
        client.get(page(name, imported)) for name in ("columns", "apply", "discard", "preview")
    ]

    assert [answer.status_code for answer in found] == [403, 403, 403, 302]
    undone = [client.post(page("undo", imported)).status_code for _ in range(2)]
    assert undone == [302, 403]
    unchecked = uploaded(edition, delimited([HEAD, ["1", "Café"]]), officer)
    assert client.get(page("apply", unchecked)).status_code == 403


def test_a_list_is_discarded_after_asking(enter, officer, edition):
    imported = checked(edition, delimited([HEAD, ["1", "Café"]]), officer)

    enter(officer).get(page("discard", imported))
    answer = enter(officer).post(page("discard", imported))

    assert answer.url == reverse("exchange:imports", args=[edition.authority.slug])
    assert MeasureImport.objects.count() == 0


def test_the_file_comes_back_as_it_was(enter, officer, edition):
    sent = town_list()
    raw = sent.read()
    sent.seek(0)
    imported = applied(edition, sent, officer)
    client = enter(officer)

    answer = client.get(page("file", imported))

    assert b"".join(answer.streaming_content) == raw
    imported.file.storage.delete(imported.file.name)
    assert client.get(page("file", imported)).status_code == 404


def test_the_origin_of_a_measure_quotes_every_cell(enter, officer, contributor, reader, edition):
    applied(edition, ministry_list(), officer)
    measure = Measure.objects.get(number="SG-3")
    address = reverse("exchange:origin", args=[edition.authority.slug, measure.pk])

    shown = " ".join(enter(contributor).get(address).content.decode().split())

    assert "Datei „Ministerium Liste.xlsx“, Zeile 8" in shown
    assert "<dd>ca. 3.000 €/Jahr</dd>" in shown
    assert enter(reader).get(address).status_code in (403, 404)
    other = existing(edition, officer, title="Getippt")
    empty = enter(officer).get(reverse("exchange:origin", args=[edition.authority.slug, other.pk]))
    assert "Aus keiner Liste" in empty.content.decode()


def test_only_officers_take_lists_over_and_only_in_their_state(
    officer, reader, neighbour_officer, edition
):
    imported = uploaded(edition, delimited([HEAD, ["1", "Café"]]), officer)

    assert [can_import(who, edition.authority) for who in (officer, reader, neighbour_officer)] == [
        True,
        False,
        False,
    ]
    assert (can_change_import(officer, imported), can_undo(officer, imported)) == (True, False)
    imported.state = ImportState.APPLIED
    assert (can_change_import(officer, imported), can_undo(officer, imported)) == (False, True)
    assert (can_change_import(reader, imported), can_undo(reader, imported)) == (False, False)


def test_lists_of_another_town_are_not_there(enter, officer, neighbour):
    foreign = uploaded(EditionFactory(concept__authority=neighbour), town_list(), officer)
    own = reverse("exchange:import", args=[officer.roles.get().authority.slug, foreign.pk])

    assert enter(officer).get(own).status_code == 404
    assert enter(officer).get(page("import", foreign)).status_code == 404
