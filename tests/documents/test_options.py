"""Options of a document typed in a shell."""

import datetime as dt

import pytest

from integration_portal.documents import options
from integration_portal.documents.recipes import Recipe
from tests.documents.recipe import SampleRecipe

POSSIBLE = [
    "stichtag\tStichtag",
    "  ein Tag, zum Beispiel 31.12.2026",
    "ordnung\tGeordnet nach",
    "  feld\tHandlungsfeld",
    "  monat\tMonat",
    "teile\tNur diese Teile, auch mehrfach",
    "  1\tSprache",
    "  2\tArbeit",
]


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ([], {}),
        (["ordnung=monat"], {"ordnung": "monat"}),
        (["ordnung = handlungsfeld"], {"ordnung": "feld"}),
        (["teile=2", "teile=Sprache"], {"teile": ["2", "1"]}),
        (["stichtag=31.12.2020"], {"stichtag": dt.date(2020, 12, 31)}),
    ],
)
def test_options_are_read_as_on_the_page(typed, chosen):
    assert options.read(SampleRecipe(), None, typed) == chosen


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["farbe=blau"], "„farbe“ lässt sich hier nicht wählen."),
        (["ordnung"], "ordnung: Nennen Sie nach dem Gleichheitszeichen, was gelten soll."),
        (["ordnung=feld", "ordnung=monat"], "ordnung: Das lässt sich nur einmal wählen."),
        (
            ["ordnung=Jahr"],
            "ordnung: Bitte eine gültige Auswahl treffen. Jahr ist keine gültige Auswahl.",
        ),
        (["stichtag=bald"], "stichtag: Bitte ein gültiges Datum eingeben."),
    ],
)
def test_what_cannot_be_chosen_is_said_with_all_that_can(typed, said):
    with pytest.raises(options.WrongOption) as raised:
        options.read(SampleRecipe(), None, typed)

    assert str(raised.value).splitlines() == [said, *POSSIBLE]


def test_a_document_without_options_takes_none():
    with pytest.raises(options.WrongOption, match="lässt sich nichts wählen"):
        options.read(Recipe(), None, ["ordnung=feld"])
