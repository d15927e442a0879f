"""Putting rows in order with and without scripts."""

import json

import pytest
from django.urls import reverse

from integration_portal.history.models import Revision


@pytest.fixture
def move(enter, officer, edition, authority):
    def send(text, *, by=None, htmx=False, **data):
        row = edition.addressees.get(text=text)
        url = reverse("test:move", args=[authority.slug, row.pk])
        headers = {"HX-Request": "true"} if htmx else {}
        return enter(by or officer).post(url, data, headers=headers)

    return send


def order(edition) -> list[str]:
    return [one.text for one in edition.addressees.all()]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"richtung": "auf"}, ["Verwaltung", "Rat", "Vereine"]),
        ({"richtung": "ab"}, ["Rat", "Vereine", "Verwaltung"]),
        ({"platz": "3"}, ["Rat", "Vereine", "Verwaltung"]),
        ({"platz": "99"}, ["Rat", "Vereine", "Verwaltung"]),
        ({"platz": "2"}, ["Rat", "Verwaltung", "Vereine"]),
    ],
)
def test_a_row_moves(move, edition, data, expected):
    move("Verwaltung", **data)

    assert order(edition) == expected


def test_without_scripts_one_comes_back_to_the_moved_row(move, edition, authority):
    answer = move("Vereine", richtung="auf", next="/konto/")

    row = edition.addressees.get(text="Vereine")
    assert answer.url == f"/konto/#addressee-{row.pk}"


def test_with_scripts_the_list_comes_back_and_the_new_place_is_said(move, edition):
    answer = move("Vereine", richtung="auf", htmx=True)

    html = answer.content.decode()
    assert html.index("Rat") < html.index("Vereine") < html.index("Verwaltung")
    said = json.loads(answer["HX-Trigger-After-Swap"])["portal:moved"]
    assert said["text"] == "„Vereine“ steht jetzt an Stelle 2 von 3."


def test_the_new_order_is_in_the_history(move, edition):
    move("Vereine", richtung="auf")

    changes = Revision.objects.of(edition).told().first().changes
    assert [change.sentence for change in changes] == ["Reihenfolge geändert: Adressaten"]


@pytest.mark.parametrize("data", [{}, {"richtung": "quer"}, {"platz": "-1"}, {"platz": "9" * 9}])
def test_anything_else_is_refused(move, edition, data):
    assert move("Rat", **data).status_code == 400
    assert order(edition) == ["Rat", "Verwaltung", "Vereine"]


def test_only_who_may_edit_may_move(move, edition, reader, neighbour_officer):
    assert move("Rat", by=reader, richtung="ab").status_code == 403
    assert move("Rat", by=neighbour_officer, richtung="ab").status_code == 404
    assert order(edition) == ["Rat", "Verwaltung", "Vereine"]
