"""What belongs together does not break apart."""

import pytest

from integration_portal.documents.paper.typography import printable, settle


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("15.000 €", "15.000_€"),
        ("§ 9 Abs. 2 Satz 1", "§_9 Abs._2 Satz_1"),
        ("§§ 3, 4", "§§_3, 4"),
        ("z. B. und i. d. R.", "z._B. und i._d._R."),
        ("14. Dezember 2020", "14._Dezember 2020"),
        ("3 Mio. €", "3_Mio._€"),
        ("8 %", "8_%"),
        ("TOP 4", "TOP_4"),
        ("Bildung – und mehr", "Bildung_– und mehr"),
        ("2020 bis 2025", "2020 bis 2025"),
        ("Haus Nr. 3", "Haus Nr._3"),
        ("Frauenverein Brücke e. V., Stadt", "Frauenverein Brücke_e._V., Stadt"),
        ("nichts Besonderes", "nichts Besonderes"),
        ("Integrations-/-lotsen und -Lotsen", "Integrations-/-~lotsen und -~Lotsen"),
        ("(-innen), E-Mail, - ein Punkt, -8 Grad", "(-~innen), E-Mail, - ein Punkt, -8 Grad"),
    ],
)
def test_words_stay_together(typed, printed):
    assert settle(typed) == printed.replace("_", "\xa0").replace("~", "\u2060")


def test_controls_go_and_letters_are_composed():
    assert printable("a\x00b\u202ec e\u0301 \ue000") == "abc é ▯"
